//! The second listening: where words are known, how likely a hesitation stands before each.
//!
//! Whisper was trained on text without "um" and leaves most of them out; a prompt full of them makes it write them, and
//! makes it loop and mishear. So words come from the decoder without a prompt, and afterwards it is led through those
//! very words once more behind the prompt, on the sound as already encoded. Before each word its own probabilities tell
//! whether it would have written a hesitation there. It writes nothing, so nothing it would have written can go wrong.

use whisper_rs::{WhisperContext, WhisperError, WhisperState, WhisperTokenId, get_lang_id};

use crate::whisper::Token;

/// Shows the decoder that hesitations are written down; it keeps the manner, not the words.
const PROMPT: &str = " Um, yeah, uh, I think, um, we, uh... Hmm.";
/// Hesitations as the recogniser begins them, and what is written for them.
const WRITTEN: [(&str, &str); 10] = [
    (" um", "um"),
    (" Um", "um"),
    ("um", "um"),
    ("Um", "um"),
    (" uh", "uh"),
    (" Uh", "uh"),
    ("uh", "uh"),
    ("Uh", "uh"),
    (" Hmm", "hmm"),
    (" mm", "mm"),
];
/// A comma less likely than this opens no way to a hesitation behind it.
const COMMA_AT_LEAST: f32 = 0.02;

/// What may stand at one place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hesitation {
    /// Probability that one stands there, 0–1.
    pub probability: f32,
    /// The likeliest, as it is written.
    pub text: &'static str,
}

/// The tokens the second listening needs.
#[derive(Debug)]
pub struct SecondListening {
    /// All before the words, without the last.
    before: Vec<WhisperTokenId>,
    /// The last before the words: timestamps are not wanted.
    start: WhisperTokenId,
    end: WhisperTokenId,
    comma: WhisperTokenId,
    hesitations: Vec<(WhisperTokenId, &'static str)>,
}

impl SecondListening {
    /// Looks the tokens up in a model's vocabulary.
    pub fn new(context: &WhisperContext) -> Result<Self, WhisperError> {
        let mut before = vec![context.token_prev()];
        before.extend(context.tokenize(PROMPT, 64)?);
        before.push(context.token_sot());
        if let Some(english) = get_lang_id("en").filter(|_| context.is_multilingual()) {
            before.extend([context.token_lang(english), context.token_transcribe()]);
        }
        let single = |text: &str| match context.tokenize(text, 8).as_deref() {
            Ok(&[token]) => Some(token),
            _ => None,
        };
        let hesitations = WRITTEN.iter().filter_map(|(begun, text)| Some((single(begun)?, *text))).collect();
        let (start, end) = (context.token_not(), context.token_eot());
        Ok(Self { before, start, end, comma: single(",").unwrap_or(end), hesitations })
    }

    /// Leads the decoder through `tokens` on the sound it encoded last: one value for the place before each token, and
    /// one for the end.
    pub fn listen(&self, state: &mut WhisperState, tokens: &[Token]) -> Result<Vec<Hesitation>, WhisperError> {
        state.decode(&self.before, 0, 1)?;
        let led = [self.start].into_iter().chain(tokens.iter().map(|token| token.id));
        led.zip(self.before.len()..)
            .map(|(token, past)| {
                state.decode(&[token], past, 1)?;
                let (mut found, comma) = self.weigh(state.get_logits()?);
                if comma >= COMMA_AT_LEAST {
                    // What follows overwrites this step.
                    state.decode(&[self.comma], past + 1, 1)?;
                    let (behind, _) = self.weigh(state.get_logits()?);
                    found.iter_mut().zip(behind).for_each(|(p, behind)| *p += comma * behind);
                }
                Ok(self.sum(&found))
            })
            .collect()
    }

    /// The probabilities of the hesitations and of a comma.
    fn weigh(&self, logits: &[f32]) -> (Vec<f32>, f32) {
        let most = logits.iter().copied().fold(f32::MIN, f32::max);
        let whole: f32 = logits.iter().map(|logit| (logit - most).exp()).sum();
        let of = |token: WhisperTokenId| {
            let logit = usize::try_from(token).ok().and_then(|token| logits.get(token));
            logit.map_or(0.0, |logit| (logit - most).exp() / whole)
        };
        let comma = if self.comma == self.end { 0.0 } else { of(self.comma) };
        (self.hesitations.iter().map(|(token, _)| of(*token)).collect(), comma)
    }

    fn sum(&self, found: &[f32]) -> Hesitation {
        let of = |text: &str| -> f32 {
            self.hesitations.iter().zip(found).filter(|((_, other), _)| *other == text).map(|(_, p)| p).sum()
        };
        let (text, _) = ["um", "uh", "hmm", "mm"]
            .map(|text| (text, of(text)))
            .into_iter()
            .fold(("um", f32::MIN), |best, one| if one.1 > best.1 { one } else { best });
        Hesitation { probability: found.iter().sum(), text }
    }
}
