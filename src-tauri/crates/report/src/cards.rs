//! What to improve, as cards to learn from: plain text that Anki imports as it is.

use csv::{QuoteStyle, WriterBuilder};
use interview::{Debrief, scorecard::CriterionScore};

use crate::{ReportError, ReportNames, escape::one_line, outline::of_five, wording::clock};

/// Points from which on a criterion is nothing to improve.
const GOOD: u8 = 4;

/// What tells Anki how to read the lines that follow.
const HEADER: &str = "#separator:tab\n#html:false\n#notetype:Basic\n#columns:Front\tBack\tTags\n#tags column:3\n";

/// One line a card, its question, its answer and its tags parted by tabs, under the header Anki reads.
///
/// A card asks for one criterion that had fewer than four points in one answer; what stands behind it is the advice and what
/// was said instead. A criterion without points makes no card.
pub(crate) fn cards<'a>(
    takes: impl IntoIterator<Item = (&'a Debrief, &'a ReportNames)>,
) -> Result<String, ReportError> {
    let mut bytes = HEADER.as_bytes().to_vec();
    // Every field is quoted: no text can part a field, end a line or begin a comment.
    let mut table = WriterBuilder::new().delimiter(b'\t').quote_style(QuoteStyle::Always).from_writer(&mut bytes);
    for (debrief, names) in takes {
        for criterion in debrief.scorecard.criteria.iter().filter(|criterion| is_weak(criterion)) {
            table.write_record(card(debrief, criterion, names))?;
        }
    }
    table.flush().map_err(csv::Error::from)?;
    drop(table);
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// How many cards a debrief makes.
pub(crate) fn count(debrief: &Debrief) -> usize {
    debrief.scorecard.criteria.iter().filter(|criterion| is_weak(criterion)).count()
}

fn is_weak(criterion: &CriterionScore) -> bool {
    criterion.points.is_some_and(|points| points < GOOD) && !criterion.advice.trim().is_empty()
}

fn card(debrief: &Debrief, criterion: &CriterionScore, names: &ReportNames) -> [String; 3] {
    let asked = names.title.as_deref().or(debrief.question.as_ref().map(|question| question.text.as_str()));
    let name = names.criterion(&criterion.id);
    let points = criterion.points.map(|points| format!(" ({})", of_five(points))).unwrap_or_default();
    let front = format!("{} — {name}{points}: what to do better?", asked.unwrap_or("Your answer"));
    let said = criterion.evidence.first().map(|evidence| {
        let at = evidence.start_ms.map(|at| format!(" ({})", clock(at))).unwrap_or_default();
        format!(" You said: “{}”{at}", evidence.quote)
    });
    let back = format!("{}{}", criterion.advice, said.unwrap_or_default());
    let tag = criterion.id.replace(char::is_whitespace, "_");
    [one_line(&front), one_line(&back), one_line(&format!("debrief {tag}"))]
}
