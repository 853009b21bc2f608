//! Words as the scorer reads them: lower case, plain apostrophes, numbers kept whole.

/// Splits a sentence into tokens: words with their inner apostrophes, numbers with their inner points and commas.
/// Currency and percent signs become the words `euro`, `dollar`, `pound` and `percent`.
pub fn tokens(sentence: &str) -> Vec<String> {
    let chars: Vec<char> = sentence.chars().collect();
    let mut words = Vec::new();
    let mut word = String::new();
    for (index, &raw) in chars.iter().enumerate() {
        let c = if raw == '’' { '\'' } else { raw };
        let before = index.checked_sub(1).map(|at| chars[at]);
        let after = chars.get(index + 1).copied();
        let between = |test: fn(char) -> bool| before.is_some_and(test) && after.is_some_and(test);
        let inner = (c == '\'' && between(char::is_alphabetic)) || (matches!(c, '.' | ',') && between(is_digit));
        if c.is_alphanumeric() || inner {
            if c != ',' {
                word.extend(c.to_lowercase());
            }
            continue;
        }
        if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        let sign = match c {
            '%' => "percent",
            '$' => "dollar",
            '€' => "euro",
            '£' => "pound",
            _ => continue,
        };
        words.push(sign.to_owned());
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Whether a token is a number, in digits ("3.5", "2nd", "45k") or as a word.
pub fn is_number(token: &str) -> bool {
    const WORDS: [&str; 34] = [
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
        "hundreds",
        "thousand",
        "thousands",
        "million",
        "millions",
        "billion",
        "half",
    ];
    token.starts_with(|c: char| c.is_ascii_digit()) || WORDS.contains(&token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_apostrophes_stay_whole() {
        assert_eq!(
            tokens("We didn’t spend €1,200.50, only 3.5%."),
            ["we", "didn't", "spend", "euro", "1200.50", "only", "3.5", "percent"]
        );
        assert!(is_number("3.5") && is_number("forty") && !is_number("one") && !is_number("forty-ish"));
    }
}
