//! The report as PDF: pages to print and to send, searchable, tagged for screen readers (PDF/UA-1), with the letters it
//! uses inside. What it says and in which order is the outline's business, as in every other format.

mod draw;
mod face;
mod flow;

use std::num::NonZeroU16;

use interview::{Debrief, signals::Polarity, structure::Role};
use krilla::tagging::{ListNumbering, TableHeaderScope, Tag};

use self::{
    face::{Face, Faces},
    flow::{ACCENT, Colour, Flow, INK, LINE, MARGIN, Mark, Node, PAPER, ROOT, Run, SOFT, WIDTH},
};
use crate::{
    Contents, ReportError, ReportNames,
    outline::{Criterion, Line, Outline, Piece, Quote, Verdict, of_five},
    wording::{self, SHARE_NOTE, letter, role},
};

/// Renders a debrief.
pub(crate) fn pdf(debrief: &Debrief, names: &ReportNames, contents: &Contents<'_>) -> Result<Vec<u8>, ReportError> {
    let outline = Outline::new(debrief, names, contents);
    let faces = Faces::open().ok_or_else(|| ReportError::Pdf("a typeface is broken".to_owned()))?;
    let mut flow = Flow::new(faces);
    heading(&mut flow, 1, 22.0, &outline.title);
    if !outline.facts.is_empty() {
        paragraph(&mut flow, ROOT, &[small(outline.facts.join(" · "))]);
    }
    if let Some(judged) = &outline.verdict {
        verdict(&mut flow, judged);
    }
    next(&mut flow, &outline.next);
    scorecard(&mut flow, &outline.criteria);
    structure(&mut flow, &outline);
    delivery(&mut flow, &outline);
    transcript(&mut flow, &outline.lines);
    flow.space(18.0);
    paragraph(&mut flow, ROOT, &[small(outline.made_by.clone())]);
    draw::draw(&flow, &outline.title, "en")
}

fn plain(text: impl Into<String>) -> Run {
    Run::new(Face::Sans, 10.5, INK, text)
}

fn bold(text: impl Into<String>) -> Run {
    Run::new(Face::Bold, 10.5, INK, text)
}

fn small(text: impl Into<String>) -> Run {
    Run::new(Face::Sans, 9.0, SOFT, text)
}

fn said(text: impl Into<String>) -> Run {
    Run::new(Face::Serif, 11.0, INK, text)
}

/// A heading that does not stand alone at the foot of a page.
fn heading(flow: &mut Flow, level: u16, size: f32, text: &str) -> Node {
    flow.space(size);
    flow.reserve(size * 1.5 + 48.0);
    if level == 2 {
        flow.sections.push((text.to_owned(), flow.pages.len() - 1, flow.y));
    }
    let tag = Tag::Hn(NonZeroU16::MIN.saturating_add(level - 1), Some(text.to_owned()));
    let node = flow.node(ROOT, tag);
    flow.text(node, MARGIN, WIDTH, &[Run::new(Face::Bold, size, INK, text)]);
    flow.y += size / 4.0;
    node
}

fn section(flow: &mut Flow, text: &str) {
    heading(flow, 2, 14.0, text);
}

fn paragraph(flow: &mut Flow, parent: Node, runs: &[Run]) {
    let node = flow.node(parent, Tag::P);
    flow.text(node, MARGIN, WIDTH, runs);
    flow.y += 4.0;
}

/// A list; each item with its label in the margin.
fn list(flow: &mut Flow, numbering: ListNumbering, items: impl Iterator<Item = (String, Vec<Run>)>) {
    let list = flow.node(ROOT, Tag::L(numbering));
    for (label, runs) in items {
        let item = flow.node(list, Tag::LI);
        let (mark, body) = (flow.node(item, Tag::Lbl), flow.node(item, Tag::LBody));
        flow.reserve(16.0);
        let top = flow.y;
        flow.text(mark, MARGIN, 16.0, &[plain(label)]);
        flow.y = top;
        flow.text(body, MARGIN + 16.0, WIDTH - 16.0, &runs);
        flow.y += 4.0;
    }
}

fn verdict(flow: &mut Flow, verdict: &Verdict) {
    match verdict {
        Verdict::NotScored { reason } => {
            section(flow, "Not scored");
            paragraph(flow, ROOT, &[plain(reason.clone())]);
        }
        Verdict::Scored { words, because } => {
            section(flow, words);
            let items = because.iter().map(|moment| {
                let mut runs = vec![bold(format!("{} ", moment.criterion))];
                match &moment.quote {
                    Some(quote) => runs.extend(quoted(quote)),
                    None => runs.push(plain(moment.advice.clone())),
                }
                ("•".to_owned(), runs)
            });
            list(flow, ListNumbering::Disc, items);
        }
    }
}

/// “I took each of them to lunch.” 0:41
fn quoted(quote: &Quote) -> Vec<Run> {
    let at = quote.at.as_ref().map(|at| small(format!(" {at}")));
    [Some(said(format!("“{}”", quote.text))), at].into_iter().flatten().collect()
}

fn next(flow: &mut Flow, steps: &[String]) {
    if steps.is_empty() {
        return;
    }
    section(flow, "Next time");
    list(
        flow,
        ListNumbering::Decimal,
        (1..).zip(steps).map(|(number, step)| (format!("{number}."), vec![plain(step.clone())])),
    );
}

fn scorecard(flow: &mut Flow, criteria: &[Criterion]) {
    if criteria.is_empty() {
        return;
    }
    section(flow, "Scorecard");
    for criterion in criteria {
        let points = criterion.points.map_or_else(|| "no points".to_owned(), of_five);
        flow.space(4.0);
        heading(flow, 3, 11.0, &format!("{}: {points}", criterion.name));
        bar(flow, criterion.points, &points);
        for quote in &criterion.quotes {
            let node = flow.node(ROOT, Tag::BlockQuote);
            let node = flow.node(node, Tag::P);
            flow.text(node, MARGIN + 12.0, WIDTH - 12.0, &quoted(quote));
            flow.y += 3.0;
        }
        if !criterion.advice.is_empty() {
            paragraph(flow, ROOT, &[plain(criterion.advice.clone())]);
        }
    }
}

/// Five boxes, as many filled as there are points.
fn bar(flow: &mut Flow, points: Option<u8>, words: &str) {
    let (y, outline) = (flow.y, if points.is_some() { ACCENT } else { LINE });
    let boxes = (1..=5_u8).map(|at| Mark::Box {
        x: MARGIN + f32::from(at - 1) * 27.0,
        y,
        width: 24.0,
        height: 6.0,
        fill: Some(if points >= Some(at) { ACCENT } else { PAPER }),
        outline: Some(outline),
    });
    let boxes = boxes.collect();
    let figure = flow.node(ROOT, Tag::Figure(Some(words.to_owned())));
    flow.place(Some(figure), boxes);
    flow.y += 11.0;
}

fn structure(flow: &mut Flow, outline: &Outline) {
    if outline.share.is_empty() {
        return;
    }
    section(flow, "Structure");
    band(flow, outline);
    let list = flow.node(ROOT, Tag::L(ListNumbering::None));
    let mut x = MARGIN;
    flow.reserve(18.0);
    for (part, percent) in &outline.share {
        let label = format!("{} {percent} %", role(*part));
        let width = 22.0 + flow.faces.width(Face::Sans, 9.0, &label) + 16.0;
        if x + width > MARGIN + WIDTH && x > MARGIN {
            x = MARGIN;
            flow.y += 18.0;
            flow.reserve(18.0);
        }
        let item = flow.node(list, Tag::LI);
        let (mark, body) = (flow.node(item, Tag::Lbl), flow.node(item, Tag::LBody));
        key(flow, mark, *part, x);
        let top = flow.y;
        flow.text(body, x + 22.0, width, &[small(label)]);
        flow.y = top;
        x += width;
    }
    flow.y += 20.0;
    paragraph(flow, ROOT, &[small(SHARE_NOTE)]);
}

/// The letter of a role in its colour.
fn key(flow: &mut Flow, node: Node, part: Role, x: f32) {
    let swatch = Mark::Box { x, y: flow.y, width: 15.0, height: 13.0, fill: Some(colour(part)), outline: None };
    flow.place(None, vec![swatch]);
    let run = Run::new(Face::Bold, 8.5, [0, 0, 0], letter(part));
    let inset = (15.0 - flow.faces.width(run.face, run.size, &run.text)) / 2.0;
    flow.place(Some(node), vec![Mark::Text { x: x + inset, y: flow.y + 9.7, run }]);
}

/// The answer from its first to its last sentence, coloured and lettered by role; silence stays empty.
fn band(flow: &mut Flow, outline: &Outline) {
    let (Some(first), Some(last)) = (outline.band.first(), outline.band.iter().map(|piece| piece.2).max()) else {
        return;
    };
    flow.reserve(84.0);
    let (y, begin) = (flow.y, first.1);
    let scale = WIDTH / last.saturating_sub(begin).max(1) as f32;
    let mut marks = Vec::new();
    let mut from = MARGIN;
    for (part, start, end) in &outline.band {
        let x = (MARGIN + start.saturating_sub(begin) as f32 * scale).max(from);
        let width = (MARGIN + end.saturating_sub(begin) as f32 * scale - x).max(0.5).min(MARGIN + WIDTH - x);
        from = x + width.max(0.0);
        if width <= 0.0 {
            continue;
        }
        marks.push(Mark::Box { x, y, width, height: 20.0, fill: Some(colour(*part)), outline: None });
        let run = Run::new(Face::Bold, 9.0, [0, 0, 0], letter(*part));
        let wide = flow.faces.width(run.face, run.size, &run.text);
        if width > wide + 2.0 {
            marks.push(Mark::Text { x: x + (width - wide) / 2.0, y: y + 13.2, run });
        }
    }
    let heard = outline.band.iter().map(|(part, from, _)| format!("{} from {}", role(*part), wording::clock(*from)));
    let figure = flow.node(ROOT, Tag::Figure(Some(heard.collect::<Vec<_>>().join(", "))));
    flow.place(Some(figure), marks);
    flow.y += 28.0;
}

fn delivery(flow: &mut Flow, outline: &Outline) {
    if outline.delivery.is_empty() {
        return;
    }
    section(flow, "Delivery");
    let table = flow.node(ROOT, Tag::Table.with_summary(Some("Measures of delivery".to_owned())));
    let head = flow.node(table, Tag::THead);
    let titles = ["Measure", "You", "Band and why"].map(|title| vec![small(title)]);
    row(flow, head, &titles, true);
    let body = flow.node(table, Tag::TBody);
    for measure in &outline.delivery {
        let mut why = Vec::new();
        if !measure.reading.is_empty() {
            why.push(Run::new(Face::Bold, 9.0, INK, format!("{} ", measure.reading)));
        }
        why.push(small(measure.why.clone()));
        let cells = [vec![bold(measure.label)], vec![plain(measure.value.clone())], why];
        row(flow, body, &cells, false);
    }
}

/// A row of the table, never cut by the end of a page.
fn row(flow: &mut Flow, parent: Node, cells: &[Vec<Run>; 3], head: bool) {
    const COLUMNS: [(f32, f32); 3] = [(0.0, 76.0), (84.0, 170.0), (262.0, WIDTH - 262.0)];
    let height = cells.iter().zip(COLUMNS).map(|(cell, (_, width))| flow.height(width, cell)).fold(0.0, f32::max);
    flow.reserve(height + 8.0);
    let top = flow.y;
    let line = Mark::Box { x: MARGIN, y: top, width: WIDTH, height: 0.6, fill: Some(LINE), outline: None };
    flow.place(None, vec![line]);
    let row = flow.node(parent, Tag::TR);
    for (number, (cell, (x, width))) in cells.iter().zip(COLUMNS).enumerate() {
        let node = match (head, number) {
            (true, _) => flow.node(row, Tag::TH(TableHeaderScope::Column)),
            (false, 0) => flow.node(row, Tag::TH(TableHeaderScope::Row)),
            (false, _) => flow.node(row, Tag::TD),
        };
        flow.y = top + 4.0;
        flow.text(node, MARGIN + x, width, cell);
    }
    flow.y = top + height + 8.0;
}

fn transcript(flow: &mut Flow, lines: &[Line]) {
    if lines.is_empty() {
        return;
    }
    section(flow, "Transcript");
    for line in lines {
        let node = flow.node(ROOT, Tag::P);
        flow.reserve(18.0);
        let top = flow.y;
        flow.y += 2.0;
        if let Some(part) = line.role {
            key(flow, node, part, MARGIN);
        }
        if let Some(at) = &line.at {
            flow.text(node, MARGIN + 22.0, 40.0, &[small(format!("{at} "))]);
        }
        flow.y = top;
        let mut runs: Vec<Run> = Vec::new();
        for piece in &line.pieces {
            runs.push(match piece {
                Piece::Words(words) => said(format!("{words} ")),
                Piece::Filler(filler) => small(format!("[{filler}] ")),
                Piece::ProbableFiller(filler) => small(format!("({filler}) ")),
                Piece::Aside(pause) => small(format!("({pause}) ")),
            });
        }
        for tag in &line.tags {
            let against = if tag.polarity == Polarity::Negative { "against: " } else { "" };
            runs.push(Run::new(Face::Bold, 8.5, ACCENT, format!("{against}{} ", tag.name)));
        }
        flow.text(node, MARGIN + 62.0, WIDTH - 62.0, &runs);
        flow.y += 3.0;
    }
}

/// The colour of a role, as in the window (after Okabe and Ito).
fn colour(part: Role) -> Colour {
    match part {
        Role::S => [0x56, 0xb4, 0xe9],
        Role::T => [0xe6, 0x9f, 0x00],
        Role::A => [0x00, 0x9e, 0x73],
        Role::R => [0xd5, 0x5e, 0x00],
        Role::H => [0xf0, 0xe4, 0x42],
        Role::L => [0xcc, 0x79, 0xa7],
        Role::N => [0xb4, 0xb4, 0xb4],
    }
}
