//! Making text harmless: what a person said is text in every format, never mark-up.

use std::borrow::Cow;

/// One line: every run of white space and control characters becomes one space.
pub(crate) fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Text inside HTML, in an element or a quoted attribute.
pub(crate) fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Text inside a Markdown paragraph, list item, quote or table cell: one line that means nothing but itself.
pub(crate) fn markdown(text: &str) -> String {
    let line = one_line(text);
    let mut out = String::with_capacity(line.len() + 16);
    let mut digits_only = true; // so far: "12" at the start would make a list of "12. …"
    let mut letters = line.chars().enumerate().peekable();
    while let Some((at, c)) = letters.next() {
        let ends = letters.peek().is_none_or(|(_, next)| *next == ' ');
        let special = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' => true,
            '#' | '+' | '-' | '=' | ':' => at == 0,
            '.' | ')' => at > 0 && digits_only && ends,
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
        digits_only &= c.is_ascii_digit();
    }
    out
}

/// A cell that no spreadsheet takes for a formula: one that starts like one gets an apostrophe before it.
pub(crate) fn cell(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Text of a `WebVTT` cue.
pub(crate) fn vtt(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Text of a `SubRip` cue. The format has no escapes, and players read `<i>` and `{\an8}` as commands: such brackets
/// are shown as their nearest look-alikes.
pub(crate) fn srt(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '<' => '‹',
            '>' => '›',
            '{' => '(',
            '}' => ')',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_never_starts_a_formula() {
        for evil in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert!(cell(evil).starts_with('\''), "{evil:?}");
        }
        assert_eq!(cell("one = one"), "one = one");
    }

    #[test]
    fn markdown_marks_are_text_wherever_they_stand() {
        assert_eq!(markdown("# not a *title*"), r"\# not a \*title\*");
        assert_eq!(markdown("12. June | <b>"), r"12\. June \| \<b\>");
        assert_eq!(markdown("14.2 s"), "14.2 s");
        assert_eq!(markdown("two\n\n- lines"), "two - lines");
    }
}
