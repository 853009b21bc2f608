//! What somebody else than the candidate said: an interviewer's question, a colleague. It stays in the transcript, marked,
//! and is no part of the answer.

use super::{Sentence, Transcript, joined};
use crate::time::{Millis, Span};

/// How far words may reach over the edge of a turn: less than half a pause between turns.
const EDGE_MS: Millis = 100;

/// The candidate's part of a transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// Their sentences and words alone.
    pub transcript: Transcript,
    /// Where each of these sentences stands in the whole transcript.
    pub sentences: Vec<u32>,
}

impl Transcript {
    /// What the candidate said: all but the sentences of another voice.
    pub fn own(&self) -> Own {
        if self.sentences.iter().all(|sentence| !sentence.another_voice) {
            return Own { transcript: self.clone(), sentences: (0..self.sentences.len() as u32).collect() };
        }
        let mut words = self.words.as_ref().map(|_| Vec::new());
        let (mut sentences, mut places) = (Vec::new(), Vec::new());
        for (place, sentence) in (0_u32..).zip(&self.sentences).filter(|(_, sentence)| !sentence.another_voice) {
            let mut own = sentence.clone();
            let said = self.words_of(sentence);
            if let (Some(words), Some((first, last)), false) = (&mut words, said.bounds, said.words.is_empty()) {
                let moved = words.len() as u32;
                own.first_word = Some(moved);
                own.last_word = Some(moved + (last - first));
                words.extend_from_slice(said.words);
            }
            sentences.push(own);
            places.push(place);
        }
        let text = joined(sentences.iter().map(|sentence| sentence.text.as_str()));
        Own { transcript: Self { language: self.language.clone(), text, words, sentences }, sentences: places }
    }

    /// Where another voice speaks, in order; sentences without times are left out.
    pub fn other_voices(&self) -> Vec<Span> {
        let mut turns: Vec<Span> = Vec::new();
        let mut goes_on = false;
        for sentence in &self.sentences {
            match (sentence.another_voice, sentence.span(), turns.last_mut()) {
                (true, Some(span), Some(turn)) if goes_on => turn.end_ms = span.end_ms.max(turn.end_ms),
                (true, Some(span), _) => turns.push(span),
                _ => {}
            }
            goes_on = sentence.another_voice;
        }
        turns
    }

    /// Says of these sentences whose they are. False where one of them is not there.
    pub fn say_voice(&mut self, first: usize, last: usize, another: bool) -> bool {
        let Some(sentences) = self.sentences.get_mut(first..last.saturating_add(1)) else { return false };
        for sentence in sentences.iter_mut() {
            sentence.another_voice = another;
        }
        !sentences.is_empty()
    }

    fn words_of(&self, sentence: &Sentence) -> Said<'_> {
        let bounds = sentence.first_word.zip(sentence.last_word);
        let words = self.words.as_deref().zip(bounds);
        let words = words.and_then(|(words, (first, last))| words.get(first as usize..=last as usize));
        Said { bounds, words: words.unwrap_or_default() }
    }
}

/// The words of a sentence, and the first and last of them.
struct Said<'a> {
    bounds: Option<(u32, u32)>,
    words: &'a [super::Word],
}

/// Whether most of what sounds in `span` is another voice. Turns begin and end in pauses, so a word at their edge, where
/// times are rough, is theirs too.
pub(super) fn speaks(others: &[Span], span: Span) -> bool {
    let turns = others.iter().map(|turn| Span::new(turn.start_ms.saturating_sub(EDGE_MS), turn.end_ms + EDGE_MS));
    let span = Span::new(span.start_ms, span.end_ms.max(span.start_ms + 1));
    turns.map(|turn| turn.overlap_ms(span)).sum::<Millis>() * 2 > span.len_ms()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::Word;

    fn word(text: &str, start_ms: Millis) -> Word {
        Word { text: text.to_owned(), start_ms, end_ms: start_ms + 200, probability: 90, corrected: false }
    }

    fn dialogue() -> Transcript {
        let words = [("What", 0), ("happened", 300), ("we", 1_000), ("won.", 1_300), ("How?", 2_000), ("Luck.", 3_000)];
        // The first turn ends within its last word.
        let others = [Span::new(0, 310), Span::new(1_900, 2_300)];
        Transcript::from_voices(words.map(|(text, at)| word(text, at)).to_vec(), Some("en".to_owned()), &others)
    }

    #[test]
    fn a_sentence_is_of_one_voice_and_the_answer_is_the_rest() {
        let transcript = dialogue();
        let said: Vec<_> = transcript.sentences.iter().map(|one| (one.text.as_str(), one.another_voice)).collect();
        assert_eq!(said, [("What happened", true), ("we won.", false), ("How?", true), ("Luck.", false)]);
        let own = transcript.own();
        assert_eq!((own.transcript.text.as_str(), own.sentences.as_slice()), ("we won. Luck.", &[1, 3][..]));
        assert_eq!(own.transcript.word_count(), 3);
        let second = &own.transcript.sentences[1];
        assert_eq!((second.first_word, second.last_word), (Some(2), Some(2)), "its words where they are now");
        assert_eq!(transcript.other_voices(), [Span::new(0, 500), Span::new(2_000, 2_200)]);
    }

    #[test]
    fn a_person_has_the_last_word_on_whose_a_sentence_is() {
        let mut transcript = dialogue();
        assert!(transcript.say_voice(0, 0, false) && transcript.say_voice(1, 2, true));
        assert_eq!(transcript.own().sentences, [0, 3]);
        assert!(!transcript.say_voice(3, 4, true) && !transcript.say_voice(2, 1, true), "no such sentences");
        assert_eq!(transcript.own().sentences, [0, 3], "nothing is half done");
    }

    #[test]
    fn a_mark_is_kept_in_the_document_and_written_only_where_it_is() {
        let transcript = dialogue();
        let json = serde_json::to_string(&transcript).expect("a document");
        assert_eq!(json.matches("another_voice").count(), 2);
        assert_eq!(serde_json::from_str::<Transcript>(&json).expect("the same"), transcript);
        assert_eq!(crate::transcript::read(&json).expect("the same").transcript, transcript);
        let one_voice = Transcript::from_text("We won. It was luck.");
        assert_eq!(one_voice.own().transcript, one_voice);
    }
}
