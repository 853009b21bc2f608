//! The report as a Word document, for those who want to write into it: headings that are headings, tables that are
//! tables, the structure as a row of coloured cells. What it says and in which order is the outline's business.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, BreakType, Docx, Footer, LineSpacing, NumPages, PageMargin, PageNum, Paragraph, Run, RunFonts,
    Shading, ShdType, Style, StyleType, Table, TableCell, TableLayoutType, TableRow, WidthType,
};
use interview::{Debrief, signals::Polarity, structure::Role};

use crate::{
    Contents, ReportError, ReportNames,
    outline::{Criterion, Line, Outline, Piece, Quote, Verdict, of_five},
    wording::{SHARE_NOTE, letter, role},
};

/// Width of the text, in twentieths of a point: A4 without its margins.
const WIDTH: usize = 9_638;
/// Widths of the columns of the table of delivery.
const COLUMNS: [usize; 3] = [1_700, 3_300, 4_638];
const SOFT: &str = "5B6069";
const ACCENT: &str = "2B4C7E";

/// Renders a debrief.
pub(crate) fn docx(debrief: &Debrief, names: &ReportNames, contents: &Contents<'_>) -> Result<Vec<u8>, ReportError> {
    let outline = Outline::new(debrief, names, contents);
    let mut document = styled().add_paragraph(of_style("Title", &outline.title));
    if !outline.facts.is_empty() {
        document = document.add_paragraph(Paragraph::new().add_run(soft(&outline.facts.join(" · "))));
    }
    if let Some(judged) = &outline.verdict {
        document = verdict(document, judged);
    }
    document = next(document, &outline.next);
    document = scorecard(document, &outline.criteria);
    document = structure(document, &outline);
    document = delivery(document, &outline);
    document = transcript(document, &outline.lines);
    document = document.add_paragraph(Paragraph::new().add_run(soft(&outline.made_by)));
    let mut bytes = Cursor::new(Vec::new());
    document.build().pack(&mut bytes).map_err(|error| ReportError::Docx(error.to_string()))?;
    Ok(bytes.into_inner())
}

/// An empty document on A4 with the styles used, and page numbers.
fn styled() -> Docx {
    let heading = |id: &str, name: &str, size: usize, level: usize| {
        let spacing = LineSpacing::new().before(240).after(80);
        Style::new(id, StyleType::Paragraph)
            .name(name)
            .based_on("Normal")
            .next("Normal")
            .size(size)
            .bold()
            .line_spacing(spacing)
            .outline_lvl(level)
    };
    let title = Style::new("Title", StyleType::Paragraph).name("Title").based_on("Normal").size(44).bold();
    let quote = Style::new("Quote", StyleType::Paragraph)
        .name("Quote")
        .based_on("Normal")
        .fonts(RunFonts::new().ascii("Georgia").hi_ansi("Georgia"))
        .indent(Some(240), None, None, None);
    let numbers = Paragraph::new()
        .align(AlignmentType::Right)
        .add_page_num(PageNum::new())
        .add_run(soft(" of "))
        .add_num_pages(NumPages::new());
    Docx::new()
        .default_fonts(RunFonts::new().ascii("Calibri").hi_ansi("Calibri"))
        .default_size(21)
        .default_line_spacing(LineSpacing::new().after(80))
        .add_style(title)
        .add_style(heading("Heading1", "heading 1", 28, 0))
        .add_style(heading("Heading2", "heading 2", 23, 1))
        .add_style(quote)
        .page_size(11_906, 16_838)
        .page_margin(PageMargin::new().left(1_134).right(1_134).top(1_134).bottom(1_134))
        .footer(Footer::new().add_paragraph(numbers))
}

/// Text without the two characters XML cannot hold at all.
fn xml(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}

fn plain(text: &str) -> Run {
    Run::new().add_text(xml(text))
}

fn soft(text: &str) -> Run {
    plain(text).size(18).color(SOFT)
}

fn of_style(style: &str, text: &str) -> Paragraph {
    Paragraph::new().style(style).keep_next(true).add_run(plain(text))
}

fn section(document: Docx, text: &str) -> Docx {
    document.add_paragraph(of_style("Heading1", text))
}

fn verdict(document: Docx, verdict: &Verdict) -> Docx {
    match verdict {
        Verdict::NotScored { reason } => {
            section(document, "Not scored").add_paragraph(Paragraph::new().add_run(plain(reason)))
        }
        Verdict::Scored { words, because } => because.iter().fold(section(document, words), |document, moment| {
            let start = item("•").add_run(plain(&format!("{} ", moment.criterion)).bold());
            document.add_paragraph(match &moment.quote {
                Some(quote) => quoted(start, quote),
                None => start.add_run(plain(&moment.advice)),
            })
        }),
    }
}

/// A line with its label before it, hanging.
fn item(label: &str) -> Paragraph {
    let hanging = docx_rs::SpecialIndentType::Hanging(340);
    Paragraph::new().indent(Some(340), Some(hanging), None, None).add_run(plain(label).add_tab())
}

fn quoted(paragraph: Paragraph, quote: &Quote) -> Paragraph {
    let words = plain(&format!("“{}”", quote.text)).fonts(RunFonts::new().ascii("Georgia").hi_ansi("Georgia"));
    let paragraph = paragraph.add_run(words);
    match &quote.at {
        Some(at) => paragraph.add_run(soft(&format!(" {at}"))),
        None => paragraph,
    }
}

fn next(document: Docx, steps: &[String]) -> Docx {
    if steps.is_empty() {
        return document;
    }
    (1..).zip(steps).fold(section(document, "Next time"), |document, (number, step)| {
        document.add_paragraph(item(&format!("{number}.")).add_run(plain(step)))
    })
}

fn scorecard(document: Docx, criteria: &[Criterion]) -> Docx {
    if criteria.is_empty() {
        return document;
    }
    criteria.iter().fold(section(document, "Scorecard"), |mut document, criterion| {
        let points = criterion.points.map_or_else(|| "no points".to_owned(), of_five);
        let filled = usize::from(criterion.points.unwrap_or(0).min(5));
        let bar = plain(&"■".repeat(filled)).color(ACCENT);
        let rest = plain(&"□".repeat(5 - filled)).color(ACCENT);
        document = document.add_paragraph(of_style("Heading2", &format!("{}: {points}", criterion.name)));
        document = document.add_paragraph(Paragraph::new().keep_next(true).add_run(bar).add_run(rest));
        for quote in &criterion.quotes {
            document = document.add_paragraph(quoted(Paragraph::new().style("Quote"), quote));
        }
        if !criterion.advice.is_empty() {
            document = document.add_paragraph(Paragraph::new().add_run(plain(&criterion.advice)));
        }
        document
    })
}

fn structure(document: Docx, outline: &Outline) -> Docx {
    if outline.share.is_empty() {
        return document;
    }
    let mut document = section(document, "Structure");
    if let Some(band) = band(outline) {
        document = document.add_table(band);
    }
    let parts = outline.share.iter().map(|(part, percent)| format!("{} {} {percent} %", letter(*part), role(*part)));
    let parts = parts.collect::<Vec<_>>().join(" · ");
    document
        .add_paragraph(Paragraph::new().add_run(Run::new().add_break(BreakType::TextWrapping)).add_run(plain(&parts)))
        .add_paragraph(Paragraph::new().add_run(soft(SHARE_NOTE)))
}

/// The answer as a row of cells, each as wide as its part took, coloured and lettered.
fn band(outline: &Outline) -> Option<Table> {
    let total: u32 = outline.band.iter().map(|(_, from, to)| to.saturating_sub(*from)).sum();
    if total == 0 {
        return None;
    }
    let width =
        |from: u32, to: u32| ((u64::from(to.saturating_sub(from)) * WIDTH as u64 / u64::from(total)) as usize).max(120);
    let cells = outline.band.iter().map(|(part, from, to)| {
        let mark = Paragraph::new().align(AlignmentType::Center).add_run(plain(letter(*part)).bold().size(18));
        let shading = Shading::new().shd_type(ShdType::Clear).color("auto").fill(colour(*part));
        TableCell::new().width(width(*from, *to), WidthType::Dxa).shading(shading).add_paragraph(mark)
    });
    let grid = outline.band.iter().map(|(_, from, to)| width(*from, *to)).collect();
    let row = TableRow::new(cells.collect()).cant_split();
    Some(Table::without_borders(vec![row]).set_grid(grid).layout(TableLayoutType::Fixed))
}

fn delivery(document: Docx, outline: &Outline) -> Docx {
    if outline.delivery.is_empty() {
        return document;
    }
    let row = |cells: [Paragraph; 3]| {
        let cells = cells.into_iter().zip(COLUMNS);
        let cells = cells.map(|(cell, width)| TableCell::new().width(width, WidthType::Dxa).add_paragraph(cell));
        TableRow::new(cells.collect()).cant_split()
    };
    let mut rows = vec![row(["Measure", "You", "Band and why"].map(|title| Paragraph::new().add_run(soft(title))))];
    for measure in &outline.delivery {
        let mut why = Paragraph::new();
        if !measure.reading.is_empty() {
            why = why.add_run(plain(&format!("{} ", measure.reading)).bold().size(18));
        }
        rows.push(row([
            Paragraph::new().add_run(plain(measure.label).bold()),
            Paragraph::new().add_run(plain(&measure.value)),
            why.add_run(soft(&measure.why)),
        ]));
    }
    let table = Table::new(rows).set_grid(COLUMNS.to_vec()).layout(TableLayoutType::Fixed);
    section(document, "Delivery").add_table(table)
}

fn transcript(document: Docx, lines: &[Line]) -> Docx {
    if lines.is_empty() {
        return document;
    }
    lines.iter().fold(section(document, "Transcript"), |document, line| {
        let mut paragraph = Paragraph::new();
        if let Some(part) = line.role {
            let shading = Shading::new().shd_type(ShdType::Clear).color("auto").fill(colour(part));
            paragraph = paragraph.add_run(plain(&format!(" {} ", letter(part))).bold().size(18).shading(shading));
        }
        if let Some(at) = &line.at {
            paragraph = paragraph.add_run(soft(&format!(" {at}")));
        }
        for piece in &line.pieces {
            let georgia = || RunFonts::new().ascii("Georgia").hi_ansi("Georgia");
            paragraph = paragraph.add_run(match piece {
                Piece::Words(words) => plain(&format!(" {words}")).fonts(georgia()),
                Piece::Filler(filler) => soft(&format!(" [{filler}]")),
                Piece::ProbableFiller(filler) => soft(&format!(" ({filler})")),
                Piece::Aside(pause) => soft(&format!(" ({pause})")),
            });
        }
        for tag in &line.tags {
            let against = if tag.polarity == Polarity::Negative { "against: " } else { "" };
            paragraph = paragraph.add_run(plain(&format!(" {against}{}", tag.name)).bold().size(17).color(ACCENT));
        }
        document.add_paragraph(paragraph)
    })
}

/// The colour of a role, as in the window (after Okabe and Ito).
fn colour(part: Role) -> &'static str {
    match part {
        Role::S => "56B4E9",
        Role::T => "E69F00",
        Role::A => "009E73",
        Role::R => "D55E00",
        Role::H => "F0E442",
        Role::L => "CC79A7",
        Role::N => "B4B4B4",
    }
}
