//! A file name that every system takes.

use crate::escape::one_line;

/// Longest name before the extension, in bytes: short enough for every file system and for Windows paths.
const LONGEST: usize = 96;

/// Names Windows keeps for devices, whatever the extension.
const DEVICES: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];

/// "2026-11-23 08-15 Two teams who wanted opposite things.md", from the title, the date (RFC 3339, or only its day)
/// and the extension. Characters that some system refuses are left out, long titles end at a word; the name is never
/// empty, hidden, or a device of Windows.
pub fn file_name(title: &str, date: &str, extension: &str) -> String {
    let mut name = day_and_minute(date);
    for word in allowed(title).split(' ').filter(|word| !word.is_empty()) {
        let gap = usize::from(!name.is_empty());
        if name.len() + gap + word.len() > LONGEST {
            if name.is_empty() {
                name.push_str(&word[..word.floor_char_boundary(LONGEST)]);
            }
            break;
        }
        name.push_str(&" "[..gap]);
        name.push_str(word);
    }
    let name = name.trim_matches(['.', ' ', '-']);
    let name = if name.is_empty() { "Debrief" } else { name };
    let guard = if is_device(name) { "_" } else { "" };
    let extension: String = extension.chars().filter(char::is_ascii_alphanumeric).collect();
    let dot = if extension.is_empty() { "" } else { "." };
    format!("{guard}{name}{dot}{extension}")
}

/// The text without what some system refuses in a name, on one line.
fn allowed(text: &str) -> String {
    let refused = |c: char| matches!(c, '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*') || is_invisible(c);
    one_line(&text.replace(refused, " "))
}

/// Marks that turn or hide text, so that a name is what it looks like.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// "2026-11-23 08-15" of a date; only the day where it has no time.
fn day_and_minute(date: &str) -> String {
    let plain = |text: &str| text.chars().map(|c| if c.is_ascii_digit() { c } else { '-' }).collect::<String>();
    let (day, time) = date.split_once(['T', ' ']).unwrap_or((date, ""));
    let day = plain(&day.chars().take(10).collect::<String>());
    match time.get(..5) {
        Some(time) if !day.is_empty() => format!("{day} {}", plain(time)),
        _ => day,
    }
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end();
    let upper = stem.to_ascii_uppercase();
    let numbered = |port: &str| {
        upper.strip_prefix(port).is_some_and(|rest| {
            let mut letters = rest.chars();
            matches!((letters.next(), letters.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
        })
    };
    DEVICES.contains(&upper.as_str()) || numbered("COM") || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_name_tells_day_minute_and_title() {
        let name = file_name("Tell me about two teams.", "2026-11-23T08:15:09+01:00", "md");
        assert_eq!(name, "2026-11-23 08-15 Tell me about two teams.md");
        assert_eq!(file_name("Why us?", "2026-11-23", "html"), "2026-11-23 Why us.html");
        assert_eq!(file_name("Why us?", "20261123", "html"), "20261123 Why us.html");
        assert_eq!(file_name("", "", "srt"), "Debrief.srt");
    }

    #[test]
    fn a_name_stays_inside_its_folder() {
        assert_eq!(file_name("../../etc/passwd", "", "md"), "etc passwd.md");
        assert_eq!(file_name("a\u{202e}b\0c\nd", "", "m/../d"), "a b c d.md");
        assert_eq!(file_name(" .hidden ", "", ""), "hidden");
    }

    #[test]
    fn a_name_is_never_a_device_of_windows() {
        for device in ["con", "NUL", "Lpt1", "COM²", "aux.txt"] {
            assert!(file_name(device, "", "csv").starts_with('_'), "{device}");
        }
        assert_eq!(file_name("Console", "", "csv"), "Console.csv");
    }

    #[test]
    fn a_long_title_ends_at_a_word_and_a_long_word_at_a_letter() {
        let name = file_name(&"word ".repeat(100), "2026-11-23", "md");
        assert!(name.len() <= 100 && name.ends_with("word.md"), "{name}");
        let name = file_name(&"é".repeat(300), "", "md");
        assert!(name.len() <= 100 && name.ends_with("é.md"), "{name}");
    }
}
