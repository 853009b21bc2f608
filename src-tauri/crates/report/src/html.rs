//! The report as one page: no script, nothing loaded from anywhere, light and dark, fit to print and to be read aloud.

use std::fmt::Write as _;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use interview::{Debrief, signals::Polarity};

use crate::{
    Contents, ReportNames, Sound,
    escape::html as text,
    outline::{Criterion, Line, Outline, Piece, Quote, Verdict, of_five},
    wording::{self, SHARE_NOTE, letter, role},
};

/// Forbids everything but the page's own style, should any text ever get past the escaping.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Renders a debrief.
pub(crate) fn html(debrief: &Debrief, names: &ReportNames, contents: &Contents<'_>) -> String {
    let outline = Outline::new(debrief, names, contents);
    let title = text(&outline.title);
    let language = debrief.transcript.language.as_deref().unwrap_or("en");
    let language: String = language.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let media = if contents.sound.is_some() { "; media-src data:" } else { "" };
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}{media}\">\n\
         <title>{title}</title>\n<style>\n{}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n",
        include_str!("html/page.css")
    );
    if !outline.facts.is_empty() {
        let facts: Vec<String> = outline.facts.iter().map(|fact| text(fact)).collect();
        let _ = writeln!(out, "<p class=\"facts\">{}</p>", facts.join(" · "));
    }
    if let Some(sound) = contents.sound {
        listen(&mut out, sound);
    }
    if let Some(judged) = &outline.verdict {
        verdict(&mut out, judged);
    }
    next(&mut out, &outline.next);
    scorecard(&mut out, &outline.criteria);
    structure(&mut out, &outline);
    delivery(&mut out, &outline);
    transcript(&mut out, &outline.lines, &language);
    let _ = writeln!(out, "<footer>{}</footer>\n</main>\n</body>\n</html>", text(&outline.made_by));
    out
}

/// The recording itself, inside the page.
fn listen(out: &mut String, sound: Sound<'_>) {
    let _ = write!(out, "<audio controls preload=\"metadata\" src=\"data:{};base64,", text(sound.media_type));
    STANDARD.encode_string(sound.bytes, out);
    out.push_str("\"></audio>\n");
}

fn verdict(out: &mut String, verdict: &Verdict) {
    out.push_str("<section class=\"verdict\">\n");
    match verdict {
        Verdict::NotScored { reason } => {
            let _ = writeln!(out, "<h2>Not scored</h2>\n<p>{}</p>", text(reason));
        }
        Verdict::Scored { words, because } => {
            let _ = writeln!(out, "<h2>{}</h2>\n<ul>", text(words));
            for moment in because {
                let why = moment.quote.as_ref().map_or_else(|| text(&moment.advice), quoted);
                let _ = writeln!(out, "<li><strong>{}</strong> {why}</li>", text(&moment.criterion));
            }
            out.push_str("</ul>\n");
        }
    }
    out.push_str("</section>\n");
}

fn next(out: &mut String, steps: &[String]) {
    if steps.is_empty() {
        return;
    }
    out.push_str("<section>\n<h2>Next time</h2>\n<ol>\n");
    for step in steps {
        let _ = writeln!(out, "<li>{}</li>", text(step));
    }
    out.push_str("</ol>\n</section>\n");
}

fn scorecard(out: &mut String, criteria: &[Criterion]) {
    if criteria.is_empty() {
        return;
    }
    out.push_str("<section>\n<h2>Scorecard</h2>\n");
    for criterion in criteria {
        let points = criterion.points.map_or_else(|| "no points".to_owned(), of_five);
        let _ = writeln!(
            out,
            "<article class=\"criterion\">\n<header><h3>{}</h3>{}<span class=\"points\">{points}</span></header>",
            text(&criterion.name),
            bar(criterion.points)
        );
        for quote in &criterion.quotes {
            let _ = writeln!(out, "<blockquote>{}</blockquote>", quoted(quote));
        }
        if !criterion.advice.is_empty() {
            let _ = writeln!(out, "<p>{}</p>", text(&criterion.advice));
        }
        out.push_str("</article>\n");
    }
    out.push_str("</section>\n");
}

/// Five boxes, as many filled as there are points; the number stands beside them for those who do not see it.
fn bar(points: Option<u8>) -> String {
    let boxes: String = (1..=5).map(|at| if points >= Some(at) { "<i class=\"on\"></i>" } else { "<i></i>" }).collect();
    format!("<span class=\"bar{}\" aria-hidden=\"true\">{boxes}</span>", if points.is_none() { " none" } else { "" })
}

fn quoted(quote: &Quote) -> String {
    let at = quote.at.as_ref().map(|at| format!(" <span class=\"at\">{at}</span>")).unwrap_or_default();
    format!("“{}”{at}", text(&quote.text))
}

fn structure(out: &mut String, outline: &Outline) {
    if outline.share.is_empty() {
        return;
    }
    out.push_str("<section>\n<h2>Structure</h2>\n");
    band(out, outline);
    out.push_str("<ul class=\"share\">\n");
    for (part, percent) in &outline.share {
        let (letter, name) = (letter(*part), role(*part));
        let _ = writeln!(out, "<li><span class=\"key {letter}\">{letter}</span> {name} {percent} %</li>");
    }
    let _ = writeln!(out, "</ul>\n<p class=\"note\">{SHARE_NOTE}</p>\n</section>");
}

/// The answer from its first to its last sentence, coloured and lettered by role; silence stays empty.
fn band(out: &mut String, outline: &Outline) {
    if outline.band.is_empty() {
        return;
    }
    let heard = outline.band.iter().map(|(part, from, _)| format!("{} from {}", role(*part), wording::clock(*from)));
    let heard: Vec<String> = heard.collect();
    let _ = writeln!(out, "<div class=\"band\" role=\"img\" aria-label=\"{}\">", text(&heard.join(", ")));
    let mut at = outline.band.first().map_or(0, |piece| piece.1);
    for (part, from, to) in &outline.band {
        if *from > at {
            let _ = writeln!(out, "<span style=\"flex-grow:{}\"></span>", from - at);
        }
        let (letter, length) = (letter(*part), to.saturating_sub(*from));
        let times = format!("{} {}–{}", role(*part), wording::clock(*from), wording::clock(*to));
        let _ =
            writeln!(out, "<span class=\"{letter}\" style=\"flex-grow:{length}\" title=\"{times}\">{letter}</span>");
        at = at.max(*to);
    }
    out.push_str("</div>\n");
}

fn delivery(out: &mut String, outline: &Outline) {
    if outline.delivery.is_empty() {
        return;
    }
    out.push_str(
        "<section>\n<h2>Delivery</h2>\n<table>\n<thead class=\"hidden\"><tr><th scope=\"col\">Measure</th>\
         <th scope=\"col\">You</th><th scope=\"col\">Band and why</th></tr></thead>\n<tbody>\n",
    );
    for measure in &outline.delivery {
        let [value, reading, why] = [&measure.value, &measure.reading, &measure.why].map(|cell| text(cell));
        let reading = if reading.is_empty() { reading } else { format!("<strong>{reading}</strong> ") };
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\">{}</th><td>{value}</td><td class=\"how\">{reading}{why}</td></tr>",
            measure.label
        );
    }
    out.push_str("</tbody>\n</table>\n</section>\n");
}

fn transcript(out: &mut String, lines: &[Line], language: &str) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "<section>\n<h2>Transcript</h2>\n<ol class=\"said\" lang=\"{language}\">");
    for line in lines {
        let key = line.role.map(|part| {
            let (letter, name) = (letter(part), role(part));
            format!("<span class=\"key {letter}\" title=\"{name}\">{letter}</span>")
        });
        let at = line.at.as_ref().map(|at| format!("<span class=\"at\">{at}</span>"));
        let pieces: Vec<String> = line.pieces.iter().map(piece).collect();
        let tags: String = line.tags.iter().map(|tag| self::tag(tag.polarity, &tag.name)).collect();
        let empty = || "<span></span>".to_owned();
        let _ = writeln!(
            out,
            "<li>{}{}<span>{}{tags}</span></li>",
            key.unwrap_or_else(empty),
            at.unwrap_or_else(|| "<span class=\"at\"></span>".to_owned()),
            pieces.join(" ")
        );
    }
    out.push_str("</ol>\n</section>\n");
}

/// A filled tag for a signal that speaks for the speaker, an outlined one with a word for one against.
fn tag(polarity: Polarity, name: &str) -> String {
    match polarity {
        Polarity::Positive => format!(" <span class=\"tag positive\">{}</span>", text(name)),
        Polarity::Negative => format!(" <span class=\"tag negative\">against: {}</span>", text(name)),
    }
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Words(words) => text(words),
        Piece::Filler(filler) => format!("<span class=\"mark\">[{}]</span>", text(filler)),
        Piece::ProbableFiller(filler) => format!("<span class=\"mark\">({})</span>", text(filler)),
        Piece::Aside(pause) => format!("<span class=\"mark\">({})</span>", text(pause)),
    }
}
