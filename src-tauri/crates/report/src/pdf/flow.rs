//! Where everything stands: text broken into lines, lines into pages, each with its place in the tree a screen reader
//! follows. Nothing is drawn yet: how many pages there are is known only at the end.

use krilla::tagging::TagKind;

use super::face::{Face, Faces};

/// A4, in points.
pub(crate) const PAGE: (f32, f32) = (595.0, 842.0);
/// Left and right of the text.
pub(crate) const MARGIN: f32 = 56.0;
/// Above and below the text.
const TOP: f32 = 56.0;
const BOTTOM: f32 = PAGE.1 - 64.0;
/// Width of the text.
pub(crate) const WIDTH: f32 = PAGE.0 - 2.0 * MARGIN;

/// Red, green, blue.
pub(crate) type Colour = [u8; 3];
pub(crate) const INK: Colour = [0x1d, 0x1f, 0x23];
pub(crate) const SOFT: Colour = [0x5b, 0x60, 0x69];
pub(crate) const LINE: Colour = [0xde, 0xdb, 0xd3];
pub(crate) const ACCENT: Colour = [0x2b, 0x4c, 0x7e];
pub(crate) const PAPER: Colour = [0xff, 0xff, 0xff];

/// Words in one typeface.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub text: String,
    pub face: Face,
    pub size: f32,
    pub colour: Colour,
}

impl Run {
    pub fn new(face: Face, size: f32, colour: Colour, text: impl Into<String>) -> Self {
        Self { text: text.into(), face, size, colour }
    }
}

impl Run {
    /// Whether both can be drawn as one.
    fn looks_like(&self, other: &Self) -> bool {
        (self.face, self.size.to_bits(), self.colour) == (other.face, other.size.to_bits(), other.colour)
    }
}

/// A node of the tree, by its number.
pub(crate) type Node = usize;

/// The whole document in the tree.
pub(crate) const ROOT: Node = 0;

/// Something on a page.
#[derive(Debug)]
pub(crate) enum Mark {
    /// A piece of a line, on its baseline.
    Text { x: f32, y: f32, run: Run },
    /// A filled box, or the outline of one.
    Box { x: f32, y: f32, width: f32, height: f32, fill: Option<Colour>, outline: Option<Colour> },
}

/// Marks that mean something together; without a node they are decoration.
#[derive(Debug)]
pub(crate) struct Placed {
    pub node: Option<Node>,
    pub marks: Vec<Mark>,
}

/// The document as far as it is set.
pub(crate) struct Flow {
    pub faces: Faces,
    pub pages: Vec<Vec<Placed>>,
    /// What each node is, and the node it is in.
    pub nodes: Vec<(Option<TagKind>, Node)>,
    /// Headings of the sections, with page and height.
    pub sections: Vec<(String, usize, f32)>,
    /// Where the next line goes.
    pub y: f32,
}

impl Flow {
    pub fn new(faces: Faces) -> Self {
        Self { faces, pages: vec![Vec::new()], nodes: vec![(None, ROOT)], sections: Vec::new(), y: TOP }
    }

    /// Adds a node to the tree.
    pub fn node(&mut self, parent: Node, tag: impl Into<TagKind>) -> Node {
        self.nodes.push((Some(tag.into()), parent));
        self.nodes.len() - 1
    }

    /// Starts a page unless so much still fits on this one.
    pub fn reserve(&mut self, height: f32) {
        if self.y + height > BOTTOM && self.y > TOP {
            self.pages.push(Vec::new());
            self.y = TOP;
        }
    }

    /// Leaves room, but none at the head of a page.
    pub fn space(&mut self, height: f32) {
        if self.y > TOP {
            self.y += height;
        }
    }

    /// Puts marks on the current page.
    pub fn place(&mut self, node: Option<Node>, marks: Vec<Mark>) {
        if let Some(page) = self.pages.last_mut() {
            page.push(Placed { node, marks });
        }
    }

    /// Sets text in lines of this width, from page to page.
    pub fn text(&mut self, node: Node, x: f32, width: f32, runs: &[Run]) {
        for line in self.lines(width, runs) {
            let height = leading(&line);
            self.reserve(height);
            self.line(node, x, &line);
            self.y += height;
        }
    }

    /// How high text is in lines of this width.
    pub fn height(&self, width: f32, runs: &[Run]) -> f32 {
        self.lines(width, runs).iter().map(|line| leading(line)).sum()
    }

    /// One line at the current height.
    fn line(&mut self, node: Node, x: f32, line: &[Run]) {
        let mut at = x;
        let baseline = self.y + leading(line) * 0.74;
        for run in line {
            let width = self.faces.width(run.face, run.size, &run.text);
            self.place(Some(node), vec![Mark::Text { x: at, y: baseline, run: run.clone() }]);
            at += width;
        }
    }

    /// Breaks text at spaces; a word longer than a line is broken anywhere.
    fn lines(&self, width: f32, runs: &[Run]) -> Vec<Vec<Run>> {
        let mut lines: Vec<Vec<Run>> = vec![Vec::new()];
        let mut used = 0.0;
        for run in runs {
            for word in run.text.split_inclusive(' ') {
                for piece in self.pieces(run, word, width) {
                    let bare = self.faces.width(run.face, run.size, piece.trim_end());
                    if used > 0.0 && used + bare > width {
                        lines.push(Vec::new());
                        used = 0.0;
                    }
                    used += self.faces.width(run.face, run.size, &piece);
                    let Some(line) = lines.last_mut() else { continue };
                    match line.last_mut() {
                        Some(last) if last.looks_like(run) => {
                            last.text.push_str(&piece);
                        }
                        _ => line.push(Run { text: piece, ..run.clone() }),
                    }
                }
            }
        }
        lines.retain(|line| !line.is_empty());
        lines
    }

    /// A word in pieces that each fit on a line.
    fn pieces(&self, run: &Run, word: &str, width: f32) -> Vec<String> {
        let mut pieces = vec![String::new()];
        let mut used = 0.0;
        for c in word.chars() {
            let advance = self.faces.width(run.face, run.size, c.encode_utf8(&mut [0; 4]));
            if used > 0.0 && c != ' ' && used + advance > width {
                pieces.push(String::new());
                used = 0.0;
            }
            used += advance;
            if let Some(piece) = pieces.last_mut() {
                piece.push(c);
            }
        }
        pieces
    }
}

/// From one line to the next.
fn leading(line: &[Run]) -> f32 {
    line.iter().map(|run| run.size).fold(0.0, f32::max) * 1.5
}
