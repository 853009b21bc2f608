//! From places to a file: marks are drawn, and their places in the tree become tags.

use krilla::{
    Document, SerializeSettings,
    color::rgb,
    configure::{Accessibility, ConfigurationBuilder},
    destination::XyzDestination,
    geom::{Path, PathBuilder, Point, Rect},
    metadata::Metadata,
    num::NormalizedF32,
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::{Fill, Stroke},
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag, TagGroup, TagTree},
    text::TextDirection,
};

use super::{
    face::{Face, Faces},
    flow::{Colour, Flow, MARGIN, Mark, Node, PAGE, Placed, ROOT, Run, SOFT},
};
use crate::ReportError;

/// Draws the document: PDF/UA-1, which promises a title, a language and a tag on everything that means something.
pub(crate) fn draw(flow: &Flow, title: &str, language: &str) -> Result<Vec<u8>, ReportError> {
    let configuration = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let mut document = Document::new_with(SerializeSettings {
        configuration: configuration.map_err(|error| ReportError::Pdf(format!("{error:?}")))?,
        ..SerializeSettings::default()
    });
    let mut drawn: Vec<Vec<Identifier>> = flow.nodes.iter().map(|_| Vec::new()).collect();
    let pages = flow.pages.len();
    for (number, placed) in (1..).zip(&flow.pages) {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).unwrap_or_default();
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for placed in placed {
            place(&mut surface, &flow.faces, placed, &mut drawn);
        }
        let label = format!("{number} of {pages}");
        let x = PAGE.0 - MARGIN - flow.faces.width(Face::Sans, 9.0, &label);
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
        text(&mut surface, &flow.faces, x, PAGE.1 - 36.0, &Run::new(Face::Sans, 9.0, SOFT, label));
        surface.end_tagged();
        surface.finish();
        page.finish();
    }
    let mut outline = Outline::new();
    for (heading, page, y) in &flow.sections {
        let place = XyzDestination::new(*page, Point::from_xy(0.0, (y - 12.0).max(0.0)));
        outline.push_child(OutlineNode::new(heading.clone(), place));
    }
    document.set_outline(outline);
    document.set_metadata(
        Metadata::new().title(title.to_owned()).language(language.to_owned()).creator("Debrief".to_owned()),
    );
    document.set_tag_tree(tree(flow, drawn));
    document.finish().map_err(|error| ReportError::Pdf(format!("{error:?}")))
}

/// The tags, from the leaves up: a node's parent always has a smaller number.
fn tree(flow: &Flow, mut drawn: Vec<Vec<Identifier>>) -> TagTree {
    let mut inside: Vec<Vec<TagGroup>> = flow.nodes.iter().map(|_| Vec::new()).collect();
    for node in (ROOT + 1..flow.nodes.len()).rev() {
        let (Some(tag), parent) = &flow.nodes[node] else { continue };
        let mut group = TagGroup::new(tag.clone());
        for identifier in drawn[node].drain(..) {
            group.push(identifier);
        }
        for child in inside[node].drain(..).rev() {
            group.push(child);
        }
        inside[*parent].push(group);
    }
    let mut tree = TagTree::new().with_lang(Some("en".to_owned()));
    for child in inside[ROOT].drain(..).rev() {
        tree.push(child);
    }
    tree
}

fn place(surface: &mut Surface<'_>, faces: &Faces, placed: &Placed, drawn: &mut [Vec<Identifier>]) {
    let Some(node) = placed.node else {
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        placed.marks.iter().for_each(|mark| draw_mark(surface, faces, mark));
        surface.end_tagged();
        return;
    };
    // A letter that cannot be drawn is still read out and found.
    let lacking = match placed.marks.as_slice() {
        [Mark::Text { run, .. }] => Some(run.text.as_str()).filter(|text| faces.drawable(run.face, text) != *text),
        _ => None,
    };
    let tag = match placed.marks.as_slice() {
        [Mark::Text { .. }] => ContentTag::Span(SpanTag::empty().with_actual_text(lacking)),
        _ => ContentTag::Other,
    };
    tagged(surface, tag, node, drawn, |surface| {
        placed.marks.iter().for_each(|mark| draw_mark(surface, faces, mark));
    });
}

fn tagged<'a>(
    surface: &mut Surface<'a>,
    tag: ContentTag<'_>,
    node: Node,
    drawn: &mut [Vec<Identifier>],
    draw: impl FnOnce(&mut Surface<'a>),
) {
    let identifier = surface.start_tagged(tag);
    draw(surface);
    surface.end_tagged();
    drawn[node].push(identifier);
}

fn draw_mark(surface: &mut Surface<'_>, faces: &Faces, mark: &Mark) {
    match mark {
        Mark::Text { x, y, run } => text(surface, faces, *x, *y, run),
        Mark::Box { x, y, width, height, fill, outline } => {
            let Some(path) = rectangle(*x, *y, *width, *height) else { return };
            surface.set_fill(fill.map(filled));
            surface.set_stroke(outline.map(|colour| Stroke { paint: paint(colour), width: 0.75, ..Stroke::default() }));
            surface.draw_path(&path);
            surface.set_stroke(None);
        }
    }
}

fn text(surface: &mut Surface<'_>, faces: &Faces, x: f32, y: f32, run: &Run) {
    surface.set_fill(Some(filled(run.colour)));
    let drawable = faces.drawable(run.face, &run.text);
    let font = faces.font(run.face);
    surface.draw_text(Point::from_xy(x, y), font, run.size, &drawable, false, TextDirection::LeftToRight);
}

fn rectangle(x: f32, y: f32, width: f32, height: f32) -> Option<Path> {
    let mut builder = PathBuilder::new();
    builder.push_rect(Rect::from_xywh(x, y, width, height)?);
    builder.finish()
}

fn filled(colour: Colour) -> Fill {
    Fill { paint: paint(colour), opacity: NormalizedF32::ONE, ..Fill::default() }
}

fn paint([red, green, blue]: Colour) -> krilla::paint::Paint {
    rgb::Color::new(red, green, blue).into()
}
