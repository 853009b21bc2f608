//! What a person types into a search box, as a query the index understands.

/// The query for a text: every word must occur, `"quoted words"` in this order, and the last word may be unfinished.
///
/// Every word is quoted, so operators, brackets and stray quotes are only text. Nothing where no word is left, as for
/// an emoji.
pub(crate) fn from_text(text: &str) -> Option<String> {
    let unfinished = text.chars().last().is_some_and(char::is_alphanumeric);
    let mut terms = Vec::new();
    for (number, part) in text.split(['"', '“', '”', '„']).enumerate() {
        if number % 2 == 1 {
            terms.push(part);
        } else {
            terms.extend(part.split_whitespace());
        }
    }
    terms.retain(|term| term.chars().any(char::is_alphanumeric));
    let last = terms.len().checked_sub(1)?;
    let quoted = terms.iter().enumerate().map(|(at, term)| {
        let open_end = if at == last && unfinished && term.chars().nth(1).is_some() { "*" } else { "" };
        format!("\"{}\"{open_end}", term.replace('\0', " "))
    });
    Some(quoted.collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::from_text;

    #[test]
    fn every_word_is_quoted_and_the_last_may_be_unfinished() {
        assert_eq!(from_text("two teams").as_deref(), Some(r#""two" "teams"*"#));
        assert_eq!(from_text("two teams ").as_deref(), Some(r#""two" "teams""#));
    }

    #[test]
    fn quoted_words_stay_together() {
        assert_eq!(from_text("“dropped the portal” cost?").as_deref(), Some(r#""dropped the portal" "cost?""#));
    }

    #[test]
    fn operators_and_stray_quotes_are_text() {
        assert_eq!(from_text("NOT (a OR b*) ").as_deref(), Some(r#""NOT" "(a" "OR" "b*)""#));
        assert_eq!(from_text("say \"").as_deref(), Some(r#""say""#));
    }

    #[test]
    fn a_text_without_a_word_asks_nothing() {
        for text in ["", "  ", "\"\"", "🙂", "-- ; *"] {
            assert_eq!(from_text(text), None, "{text:?}");
        }
    }
}
