//! Words as they compare: without case and without the punctuation around them.

/// The word in lower case, without punctuation at its ends: `"Really?"` becomes `really`, `I’ve` becomes `i've`.
/// Empty where the word is nothing but punctuation.
pub fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric())
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| if c == '\u{2019}' { '\'' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_word_has_neither_case_nor_punctuation_around_it() {
        assert_eq!(bare("\u{201c}Really?\u{201d}"), "really");
        assert_eq!(bare("I\u{2019}ve"), "i've");
        assert_eq!(bare("well-known,"), "well-known");
        assert_eq!(bare("…"), "");
    }
}
