//! Words made comparable, in the manner of `OpenAI`'s English normaliser: case, punctuation, fillers, contractions,
//! spelling and numbers must not count as errors.

/// Sounds that are no words; left out before errors are counted.
const FILLERS: [&str; 14] = ["um", "uh", "uhm", "umm", "uhh", "er", "erm", "hm", "hmm", "mm", "mmm", "mhm", "ah", "eh"];

/// What is written together and apart.
const CONTRACTIONS: [(&str, &str); 22] = [
    ("won't", "will not"),
    ("can't", "can not"),
    ("cannot", "can not"),
    ("let's", "let us"),
    ("ain't", "aint"),
    ("y'all", "you all"),
    ("wanna", "want to"),
    ("gotta", "got to"),
    ("gonna", "going to"),
    ("i'ma", "i am going to"),
    ("imma", "i am going to"),
    ("woulda", "would have"),
    ("coulda", "could have"),
    ("shoulda", "should have"),
    ("ma'am", "madam"),
    ("mr", "mister"),
    ("mrs", "missus"),
    ("st", "saint"),
    ("dr", "doctor"),
    ("okay", "ok"),
    ("yknow", "you know"),
    ("y'know", "you know"),
];

/// Endings of contractions.
const ENDINGS: [(&str, &str); 7] = [
    ("n't", " not"),
    ("'re", " are"),
    ("'d", " would"),
    ("'ll", " will"),
    ("'ve", " have"),
    ("'m", " am"),
    ("'s", " is"),
];

/// British endings and words, and the American ones.
const SPELLINGS: [(&str, &str); 22] = [
    ("grey", "gray"),
    ("colour", "color"),
    ("honour", "honor"),
    ("favour", "favor"),
    ("labour", "labor"),
    ("neighbour", "neighbor"),
    ("harbour", "harbor"),
    ("humour", "humor"),
    ("rumour", "rumor"),
    ("vapour", "vapor"),
    ("vigour", "vigor"),
    ("splendour", "splendor"),
    ("behaviour", "behavior"),
    ("parlour", "parlor"),
    ("theatre", "theater"),
    ("centre", "center"),
    ("defence", "defense"),
    ("offence", "offense"),
    ("travell", "travel"),
    ("marvell", "marvel"),
    ("programme", "program"),
    ("jewell", "jewel"),
];

const ONES: [&str; 20] = [
    "zero",
    "one",
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
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Whether a word, as written, is a hesitation.
pub fn is_filler(word: &str) -> bool {
    let bare: String = word.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    FILLERS.contains(&bare.as_str())
}

/// The comparable words of a text.
pub fn words_of(text: &str) -> Vec<String> {
    let text = without_brackets(&text.to_lowercase()).replace(['’', '‘'], "'");
    let text: String = text.replace(['-', '–', '—', '/'], " ").replace('%', " percent ").replace('&', " and ");
    let plain: String = text.chars().filter(|c| *c != ',').map(keep).collect();
    let mut words = Vec::new();
    for word in plain.split_whitespace() {
        let word = word.trim_matches(|c| c == '\'' || c == '.');
        if word.is_empty() || FILLERS.contains(&word) {
            continue;
        }
        words.extend(expand(word).split_whitespace().map(american));
    }
    numbers(&words)
}

/// Letters, digits, and what may stand inside a word.
fn keep(c: char) -> char {
    if c.is_alphanumeric() || matches!(c, '\'' | '.' | '$') { c } else { ' ' }
}

/// Drops "(laughs)", "[music]", "<hes-x>".
fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    text.chars()
        .filter(|c| match c {
            '(' | '[' | '<' => {
                depth += 1;
                false
            }
            ')' | ']' | '>' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .collect()
}

fn expand(word: &str) -> String {
    if let Some((_, long)) = CONTRACTIONS.iter().find(|(short, _)| *short == word) {
        return (*long).to_owned();
    }
    for (ending, long) in ENDINGS {
        if let Some(stem) = word.strip_suffix(ending) {
            return format!("{stem}{long}");
        }
    }
    word.replace('\'', "").replace("..", " ")
}

fn american(word: &str) -> String {
    let swapped = SPELLINGS.iter().find(|(british, _)| word.starts_with(british));
    let word = swapped.map_or_else(|| word.to_owned(), |(british, american)| word.replacen(british, american, 1));
    for (british, american) in [("ise", "ize"), ("ised", "ized"), ("ising", "izing"), ("isation", "ization")] {
        if word.len() >= british.len() + 4
            && let Some(stem) = word.strip_suffix(british)
        {
            return format!("{stem}{american}");
        }
    }
    word
}

/// Numbers in words become digits ("twenty one" is 21, "eighty thousand" is 80000); "$80" is "80 dollars".
fn numbers(words: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut index = 0;
    while index < words.len() {
        let (value, used) = number_at(&words[index..]);
        if used > 0 {
            out.push(value.to_string());
            index += used;
            continue;
        }
        let word = words[index].as_str();
        if let Some(amount) = word.strip_prefix('$') {
            out.push(amount.to_owned());
            // "$80 million" ends in its unit.
            if let Some(unit) = words.get(index + 1).filter(|w| scale(w).is_some()) {
                out.push(unit.clone());
                index += 1;
            }
            out.push("dollars".into());
        } else {
            out.push(word.replace('$', ""));
        }
        index += 1;
    }
    out.retain(|word| !word.is_empty());
    out
}

fn scale(word: &str) -> Option<u64> {
    match word {
        "hundred" => Some(100),
        "thousand" => Some(1_000),
        "million" => Some(1_000_000),
        "billion" => Some(1_000_000_000),
        _ => None,
    }
}

/// The number in words at the start of `words`, and how many words it takes (0: none).
fn number_at(words: &[String]) -> (u64, usize) {
    let (mut total, mut part, mut used) = (0_u64, 0_u64, 0);
    let mut last_unit = u64::MAX;
    for word in words {
        if let Some(one) = ONES.iter().position(|w| w == word) {
            // "twenty one", "hundred one": a small one after a larger unit; "one two" are two numbers.
            if used > 0 && last_unit <= one as u64 || last_unit < 10 {
                break;
            }
            part += one as u64;
            last_unit = u64::from(one >= 10);
        } else if let Some(ten) = TENS.iter().position(|w| w == word) {
            if used > 0 && last_unit < 100 {
                break;
            }
            part += (ten as u64 + 2) * 10;
            last_unit = 10;
        } else if let Some(times) = scale(word).filter(|_| used > 0) {
            if times == 100 {
                part *= 100;
            } else {
                total += part * times;
                part = 0;
            }
            last_unit = times;
        } else {
            break;
        }
        used += 1;
    }
    (total + part, used)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normal(text: &str) -> String {
        words_of(text).join(" ")
    }

    #[test]
    fn case_marks_fillers_and_brackets_do_not_count() {
        assert_eq!(normal("Um, so — WE did it… [laughs]"), "so we did it");
    }

    #[test]
    fn contractions_are_written_out() {
        assert_eq!(normal("I can't; we'd won't, they're let's"), "i can not we would will not they are let us");
    }

    #[test]
    fn spelling_is_american() {
        assert_eq!(normal("The colours of grey realised"), "the colors of gray realized");
    }

    #[test]
    fn numbers_are_digits() {
        assert_eq!(normal("eighty thousand downloads"), "80000 downloads");
        assert_eq!(normal("twenty-one, $5 million, 7%"), "21 5 million dollars 7 percent");
        assert_eq!(normal("one two three"), "1 2 3");
        assert_eq!(normal("80,000"), "80000");
        assert_eq!(normal("one hundred and five"), "100 and 5");
    }
}
