//! The report as Markdown (`CommonMark` with tables), readable as plain text too.

use std::fmt::Write as _;

use interview::{Debrief, signals::Polarity};

use crate::{
    Contents, ReportNames,
    escape::markdown as text,
    outline::{Criterion, Line, Outline, Piece, Quote, Verdict, of_five},
    wording::{self, SHARE_NOTE},
};

/// Renders a debrief.
pub(crate) fn markdown(debrief: &Debrief, names: &ReportNames, contents: &Contents<'_>) -> String {
    let outline = Outline::new(debrief, names, contents);
    let mut out = format!("# {}\n\n", text(&outline.title));
    if !outline.facts.is_empty() {
        let facts: Vec<String> = outline.facts.iter().map(|fact| text(fact)).collect();
        let _ = writeln!(out, "{}\n", facts.join(" · "));
    }
    if let Some(judged) = &outline.verdict {
        verdict(&mut out, judged);
    }
    next(&mut out, &outline.next);
    scorecard(&mut out, &outline.criteria);
    structure(&mut out, &outline);
    delivery(&mut out, &outline);
    transcript(&mut out, &outline.lines);
    let _ = writeln!(out, "---\n\n{}", text(&outline.made_by));
    out
}

fn verdict(out: &mut String, verdict: &Verdict) {
    match verdict {
        Verdict::NotScored { reason } => {
            let _ = writeln!(out, "## Not scored\n\n{}\n", text(reason));
        }
        Verdict::Scored { words, because } => {
            let _ = writeln!(out, "## {}\n", text(words));
            for moment in because {
                let why = moment.quote.as_ref().map_or_else(|| text(&moment.advice), quoted);
                let _ = writeln!(out, "- **{}** {why}", text(&moment.criterion));
            }
            out.push_str(if because.is_empty() { "" } else { "\n" });
        }
    }
}

fn next(out: &mut String, steps: &[String]) {
    if steps.is_empty() {
        return;
    }
    out.push_str("## Next time\n\n");
    for (number, step) in (1..).zip(steps) {
        let _ = writeln!(out, "{number}. {}", text(step));
    }
    out.push('\n');
}

fn scorecard(out: &mut String, criteria: &[Criterion]) {
    if criteria.is_empty() {
        return;
    }
    out.push_str("## Scorecard\n\n");
    for criterion in criteria {
        let points = criterion.points.map_or_else(|| "no points".to_owned(), of_five);
        let _ = writeln!(out, "### {}: {points}\n", text(&criterion.name));
        for quote in &criterion.quotes {
            let _ = writeln!(out, "> {}\n", quoted(quote));
        }
        if !criterion.advice.is_empty() {
            let _ = writeln!(out, "{}\n", text(&criterion.advice));
        }
    }
}

/// “I took each of them to lunch.” (0:41)
fn quoted(quote: &Quote) -> String {
    let at = quote.at.as_ref().map(|at| format!(" ({at})")).unwrap_or_default();
    format!("“{}”{at}", text(&quote.text))
}

fn structure(out: &mut String, outline: &Outline) {
    if outline.share.is_empty() {
        return;
    }
    out.push_str("## Structure\n\n| Part | Share of speaking time |\n|---|--:|\n");
    for (role, percent) in &outline.share {
        let _ = writeln!(out, "| {} {} | {percent} % |", wording::letter(*role), wording::role(*role));
    }
    let _ = writeln!(out, "\n{SHARE_NOTE}\n");
}

fn delivery(out: &mut String, outline: &Outline) {
    if outline.delivery.is_empty() {
        return;
    }
    out.push_str("## Delivery\n\n| Measure | You | Band | Why |\n|---|---|---|---|\n");
    for measure in &outline.delivery {
        let [value, reading, why] = [&measure.value, &measure.reading, &measure.why].map(|cell| text(cell));
        let _ = writeln!(out, "| {} | {value} | {reading} | {why} |", measure.label);
    }
    out.push('\n');
}

fn transcript(out: &mut String, lines: &[Line]) {
    if lines.is_empty() {
        return;
    }
    out.push_str("## Transcript\n\n");
    for line in lines {
        let head: Vec<String> = [line.role.map(|role| format!("**{}**", wording::letter(role))), line.at.clone()]
            .into_iter()
            .flatten()
            .collect();
        let pieces: Vec<String> = line.pieces.iter().map(piece).collect();
        let tags: Vec<String> =
            line.tags.iter().map(|tag| format!("*{}*", text(&label(tag.polarity, &tag.name)))).collect();
        let parts = [head.join(" "), pieces.join(" "), tags.join(", ")];
        let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        let _ = writeln!(out, "{}\n", parts.join(" · "));
    }
}

/// A tag that speaks against says so in words.
fn label(polarity: Polarity, name: &str) -> String {
    match polarity {
        Polarity::Positive => name.to_owned(),
        Polarity::Negative => format!("{name}, against you"),
    }
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Words(words) => text(words),
        Piece::Filler(filler) => format!("\\[{}\\]", text(filler)),
        Piece::ProbableFiller(filler) => format!("({})", text(filler)),
        Piece::Aside(pause) => format!("({pause})"),
    }
}
