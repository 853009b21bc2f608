//! The words of the report, in one place.

use interview::{question::Round, scorecard::Verdict, structure::Role, time::Millis, transcript::Transcript};

/// A moment or a length as minutes and seconds, "1:07"; from an hour on "1:02:07".
pub(crate) fn clock(ms: Millis) -> String {
    let seconds = ms / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// A short length in seconds and tenths, "2.7 s".
pub(crate) fn seconds(ms: Millis) -> String {
    let tenths = ms.saturating_add(50) / 100;
    format!("{}.{} s", tenths / 10, tenths % 10)
}

/// "1 pause", "2 pauses".
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

/// A round for people.
pub(crate) fn round(round: Round) -> &'static str {
    match round {
        Round::PhoneScreen => "Phone screen",
        Round::ProductDesign => "Product design",
        Round::Behavioral => "Behavioral",
        Round::Analytical => "Analytical",
        Round::Leadership => "Leadership",
        Round::Strategy => "Strategy",
    }
}

/// A verdict for people.
pub(crate) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::StrongNoHire => "Strong no hire",
        Verdict::NoHire => "No hire",
        Verdict::Borderline => "Borderline",
        Verdict::Hire => "Hire",
        Verdict::StrongHire => "Strong hire",
    }
}

/// Where another voice than the candidate's speaks, for people; nothing where none does.
pub fn other_voices(transcript: &Transcript) -> Option<String> {
    let turns = transcript.other_voices().into_iter();
    let turns: Vec<String> = turns.map(|turn| format!("{}–{}", clock(turn.start_ms), clock(turn.end_ms))).collect();
    (!turns.is_empty()).then(|| format!("another voice at {}: shown, not scored or measured", turns.join(", ")))
}

/// The letter of a role, as the window shows it.
pub(crate) fn letter(role: Role) -> &'static str {
    match role {
        Role::S => "S",
        Role::T => "T",
        Role::A => "A",
        Role::R => "R",
        Role::H => "H",
        Role::L => "L",
        Role::N => "N",
    }
}

/// A role for people.
pub(crate) fn role(role: Role) -> &'static str {
    match role {
        Role::S => "Situation",
        Role::T => "Task",
        Role::A => "Action",
        Role::R => "Result",
        Role::H => "Headline",
        Role::L => "Learning",
        Role::N => "None",
    }
}

/// What shares of a story listeners find easy to follow (practice of interview coaches).
pub(crate) const SHARE_NOTE: &str = "A story that is easy to follow gives situation and task at most 30\u{a0}%, action \
                                     45–60\u{a0}%, the result at least 15\u{a0}%.";

#[cfg(test)]
mod tests {
    use super::{clock, seconds};

    #[test]
    fn times_read_as_on_the_player() {
        assert_eq!(clock(0), "0:00");
        assert_eq!(clock(67_999), "1:07");
        assert_eq!(clock(3_727_000), "1:02:07");
        assert_eq!(seconds(2_650), "2.7 s");
        assert_eq!(seconds(u32::MAX), "4294967.2 s");
    }
}
