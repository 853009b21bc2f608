//! The recogniser: one warm whisper.cpp context, one segment of sound at a time.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Once};

use whisper_rs::{
    DtwMode, DtwModelPreset, DtwParameters, FullParams, SamplingStrategy, WhisperContext, WhisperContextParameters,
    WhisperError, WhisperState, WhisperTokenId, get_lang_str,
};

use crate::catalog::ModelFile;
use crate::error::SpeechError;
use crate::ggml;
use crate::pool::{Place, Pool, Taken};
use crate::samples::{RATE, to_ms};
use crate::second::{Hesitation, SecondListening};
use crate::segments::LONGEST_MS;

/// Frames of encoder context a second of sound takes, and the margin kept beyond the sound.
const CONTEXT_PER_SECOND: usize = 50;
/// How a segment is listened to: encoder context beyond the sound, the most it may come to, and the mean log probability
/// from which on the next is not tried. First the quick way, then with the context the encoder was trained with.
const CAREFULLY: [(usize, usize, f32); 2] = [(128, CONTEXT_WHOLE, SURE), (CONTEXT_WHOLE, CONTEXT_WHOLE, GUESSING)];
/// The same where somebody waits for the words: the whole context takes longer than all else together, and any recogniser
/// can make the second attempt.
const SOON: [(usize, usize, f32); 2] = [(128, CONTEXT_WHOLE, GUESSING), (384, CONTEXT_SMALL, GUESSING)];
/// Voice after the last word, so long that words must have been left out.
const LEFT_OUT_MS: u32 = 900;
/// No token takes longer to say.
const LONGEST_TOKEN_MS: u32 = 800;
/// The recogniser's own judgement that nothing was said.
const NO_SPEECH: f32 = 0.6;
/// Nobody speaks faster.
const TOKENS_PER_SECOND: usize = 8;
const TOKENS_AT_LEAST: i32 = 16;
/// As fast as most people speak when they are in a hurry.
const TOKENS_USUALLY_PER_SECOND: usize = 5;
/// Over this mean log probability a segment is not worth hearing again.
const SURE: f32 = -0.3;
/// Under this mean log probability the recogniser is guessing.
const GUESSING: f32 = -1.0;
/// The encoder's whole context: 30 s.
const CONTEXT_WHOLE: usize = 1500;
/// With so much each recogniser is trusted: 8 s.
const CONTEXT_SMALL: usize = 528;
/// Layers of the encoder of the two smallest models, tiny and base.
const QUICK_LAYERS: i32 = 6;
/// Memory for aligning words with sound.
const ALIGNMENT_BYTES: usize = 1 << 26;

/// A piece of a word as the recogniser wrote it.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// Its bytes; a character may be split over two tokens.
    pub bytes: Vec<u8>,
    /// Its number in the vocabulary.
    pub id: WhisperTokenId,
    /// Its probability, 0–1.
    pub probability: f32,
    /// Where it ends, in milliseconds from the start of the sound given.
    pub end_ms: u32,
}

impl Token {
    /// How many letters and digits it has, a part of one counted as one; marks and spaces are not said.
    pub fn letters(&self) -> usize {
        let said = |c: &char| c.is_alphanumeric() || *c == char::REPLACEMENT_CHARACTER;
        String::from_utf8_lossy(&self.bytes).chars().filter(said).count()
    }
}

/// What was recognised in one segment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Recognised {
    /// Pieces of words, in order.
    pub tokens: Vec<Token>,
    /// Probability that there was no speech at all, 0–1.
    pub no_speech: f32,
    /// Language spoken (ISO 639-1).
    pub language: Option<String>,
    /// What a second listening found before each token and at the end; nothing in other languages than English.
    pub hesitations: Vec<Hesitation>,
    /// Whether more care would have changed nothing.
    pub sure: bool,
}

/// How much care recognising takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// As much as it needs, and all recognisers are there for it: a file.
    Whole,
    /// As much as it needs, beside others who may need a recogniser at once: what is said live.
    Beside,
    /// Somebody waits for the words.
    Soon,
}

impl Care {
    /// Who is to make an attempt with so much context.
    fn place(self, context: usize) -> Place {
        match self {
            Self::Whole if context == CONTEXT_WHOLE => Place::Alone,
            Self::Beside if context > CONTEXT_SMALL => Place::FIRST,
            Self::Soon if context > CONTEXT_SMALL => Place::RatherFirst,
            _ => Place::Any,
        }
    }
}

/// Somebody may begin to wait meanwhile.
#[derive(Debug, Clone, Copy)]
pub struct Hurry<'a> {
    /// Set when they do.
    pub flag: &'a Arc<AtomicBool>,
    /// Whether even the first attempt is let go then: there is something else to give them.
    pub at_once: bool,
}

impl Recognised {
    /// Whether this can be all that was said up to `voice_end_ms`: no guess, no loop, no end left out.
    fn is_plausible(&self, voice_end_ms: u32, surely: f32) -> bool {
        // The alignment gives the last token all that follows it; no token lasts that long.
        let before_last = self.tokens.len().checked_sub(2).map_or(0, |index| self.tokens[index].end_ms);
        let heard_until = self.tokens.last().map_or(0, |last| last.end_ms.min(before_last + LONGEST_TOKEN_MS));
        let silent = self.tokens.is_empty() && self.no_speech > NO_SPEECH;
        let covered = silent || heard_until + LEFT_OUT_MS >= voice_end_ms;
        covered && self.mean_log_probability() > surely && self.first_loop().is_none()
    }

    /// Mean of the logarithms of the tokens' probabilities; 0 without tokens.
    pub fn mean_log_probability(&self) -> f32 {
        let sum: f32 = self.tokens.iter().map(|token| token.probability.max(1e-6).ln()).sum();
        sum / self.tokens.len().max(1) as f32
    }

    /// Where the decoder began to say the same over and over: the tokens said again.
    fn first_loop(&self) -> Option<std::ops::Range<usize>> {
        let ids: Vec<_> = self.tokens.iter().map(|token| token.id).collect();
        (1..=ids.len() / 2).find_map(|period| {
            let mut same = 0;
            for at in period..=ids.len() {
                if at < ids.len() && ids[at] == ids[at - period] {
                    same += 1;
                    continue;
                }
                // "No, no, no" is speech; four tokens thrice, or a long phrase twice, is not.
                if same >= 2 * period && same + period >= 12 || period >= 8 && same >= period {
                    return Some(at - same..at);
                }
                same = 0;
            }
            None
        })
    }

    fn drop_loops(&mut self) {
        while let Some(again) = self.first_loop() {
            self.tokens.drain(again);
        }
    }
}

/// What must be known of a model's vocabulary.
#[derive(Debug, Clone, Copy)]
struct Vocabulary {
    end_of_text: WhisperTokenId,
    multilingual: bool,
}

/// The working memory for one segment at a time; keeps the model it belongs to loaded.
pub struct Recogniser {
    state: WhisperState,
    /// Whether the model is so small that a whole context takes a second or two.
    quick: bool,
    vocabulary: Vocabulary,
    second: Arc<SecondListening>,
}

impl std::fmt::Debug for Recogniser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recogniser").field("vocabulary", &self.vocabulary).finish_non_exhaustive()
    }
}

/// Loads a model into as many recognisers, which share its weights. Looks at processor and header first: whisper.cpp
/// would end the process over either.
pub fn load(model: &ModelFile, recognisers: usize) -> Result<Vec<Recogniser>, SpeechError> {
    static LOGGING: Once = Once::new();
    LOGGING.call_once(whisper_rs::install_logging_hooks);
    check_processor()?;
    let shape = ggml::speech_shape(&model.path)?;
    let failed = |e: WhisperError| SpeechError::Recogniser { doing: "loading the model", reason: e.to_string() };
    let mut parameters = WhisperContextParameters::new();
    parameters.use_gpu(cfg!(any(feature = "cuda", feature = "vulkan", feature = "metal")));
    // Alignment needs the attention that flash attention never writes down.
    parameters.flash_attn(false);
    parameters.dtw_parameters(DtwParameters { mode: alignment(shape), dtw_mem_size: ALIGNMENT_BYTES });
    let context = WhisperContext::new_with_params(&model.path, parameters).map_err(failed)?;
    let vocabulary = Vocabulary { end_of_text: context.token_eot(), multilingual: context.is_multilingual() };
    let second = Arc::new(SecondListening::new(&context).map_err(failed)?);
    let quick = shape.audio_layers <= QUICK_LAYERS;
    let state = || context.create_state().map_err(failed);
    (0..recognisers.max(1))
        .map(|_| Ok(Recogniser { state: state()?, quick, vocabulary, second: Arc::clone(&second) }))
        .collect()
}

/// Recognises one segment of at most 30 s, in which voice ends at `voice_end_ms`.
///
/// The first attempt is the quick one, with an encoder context cut to the sound. Where it leads the decoder astray,
/// so that it repeats itself, guesses or stops early, it is asked again with the context it was trained with, or where
/// somebody waits with a little more. When somebody begins to wait it ends with what it has, or with
/// [`SpeechError::Cancelled`] where that is nothing. At last it is led through the words once more, to tell where hesitations stand.
pub fn recognise(
    pool: &Pool,
    samples: &[f32],
    voice_end_ms: u32,
    language: Option<&str>,
    care: Care,
    hurry: Option<Hurry<'_>>,
) -> Result<Recognised, SpeechError> {
    let is_hurried = || hurry.is_some_and(|hurry| hurry.flag.load(Ordering::Relaxed));
    let needed = samples.len() * CONTEXT_PER_SECOND / RATE as usize;
    let (mut best, mut tried) = (None::<Recognised>, 0);
    let mut taken: Option<Taken<'_>> = None;
    for (margin, most, surely) in if care == Care::Soon { SOON } else { CAREFULLY } {
        let context = (needed + margin).min(most).next_multiple_of(8).min(CONTEXT_WHOLE);
        let lets_go = hurry.filter(|hurry| hurry.at_once || best.is_some()).map(|hurry| hurry.flag);
        if context <= tried || lets_go.is_some() && is_hurried() {
            break;
        }
        tried = context;
        // Given back before another is waited for.
        drop(taken.take());
        let recogniser = taken.insert(pool.take(care.place(context)));
        let threads = recogniser.threads();
        let mut said = match recogniser.attempt(samples, context, threads, language, lets_go) {
            Err(_) if lets_go.is_some() && is_hurried() => break,
            said => said?,
        };
        recogniser.no_longer_alone();
        said.sure = margin == CAREFULLY[0].0 && said.is_plausible(voice_end_ms, SURE);
        let enough = said.is_plausible(voice_end_ms, surely);
        let score =
            |said: &Recognised| (said.is_plausible(voice_end_ms, GUESSING), (said.mean_log_probability() * 1e4) as i32);
        tracing::debug!(context, enough, mean = said.mean_log_probability(), "heard a segment");
        if best.as_ref().is_none_or(|best| score(&said) > score(best)) {
            best = Some(said);
        }
        if enough {
            break;
        }
    }
    let mut best = best.ok_or(SpeechError::Cancelled)?;
    best.drop_loops();
    if best.language.as_deref() == Some("en")
        && let Some(mut recogniser) = taken
    {
        best.hesitations = recogniser.listen_again(&best.tokens)?;
    }
    Ok(best)
}

/// Makes each recogniser take the working memory that a live take may need of it: a machine that has too little says so
/// before an answer is given, not in its midst.
pub fn warm_up(pool: &Pool) -> Result<(), SpeechError> {
    // The first comes last, so that whoever needs one meanwhile finds one.
    (0..pool.count()).rev().try_for_each(|number| {
        let context = if number == 0 { CONTEXT_WHOLE } else { CONTEXT_SMALL };
        pool.take(Place::Numbered(number)).warm_up(context)
    })
}

impl Recogniser {
    /// How likely a hesitation stands before each of these words and at the end, in the sound it encoded last.
    fn listen_again(&mut self, tokens: &[Token]) -> Result<Vec<Hesitation>, SpeechError> {
        let failed = |e: WhisperError| SpeechError::Recogniser { doing: "listening again", reason: e.to_string() };
        self.second.listen(&mut self.state, tokens).map_err(failed)
    }

    /// Takes the working memory that a live take may need of it; not with a large model, which would be long at it.
    fn warm_up(&mut self, context: usize) -> Result<(), SpeechError> {
        if !self.quick {
            return Ok(());
        }
        let failed = |e: WhisperError| SpeechError::Recogniser { doing: "warming up", reason: e.to_string() };
        let longest = (LONGEST_MS / 1000) as usize;
        let seconds = (context - CAREFULLY[0].0).div_ceil(CONTEXT_PER_SECOND).min(longest);
        self.attempt(&vec![0.0; seconds * RATE as usize], context, 1, Some("en"), None)?;
        let tokens = vec![self.vocabulary.end_of_text; seconds * TOKENS_USUALLY_PER_SECOND];
        self.state.decode(&tokens, 0, 1).map_err(failed)
    }

    fn attempt(
        &mut self,
        samples: &[f32],
        context: usize,
        threads: usize,
        language: Option<&str>,
        lets_go: Option<&Arc<AtomicBool>>,
    ) -> Result<Recognised, SpeechError> {
        let failed = |e: WhisperError| SpeechError::Recogniser { doing: "transcribing", reason: e.to_string() };
        let mut parameters = FullParams::new(SamplingStrategy::Greedy { best_of: 1 });
        parameters.set_n_threads(i32::try_from(threads).unwrap_or(1));
        parameters.set_audio_ctx(i32::try_from(context).unwrap_or(0));
        parameters.set_single_segment(true);
        parameters.set_no_context(true);
        parameters.set_max_tokens(
            i32::try_from(samples.len() * TOKENS_PER_SECOND / RATE as usize).unwrap_or(0) + TOKENS_AT_LEAST,
        );
        parameters.set_suppress_nst(true);
        parameters.set_temperature(0.0);
        parameters.set_temperature_inc(0.0);
        parameters.set_print_progress(false);
        parameters.set_print_realtime(false);
        parameters.set_print_timestamps(false);
        parameters.set_print_special(false);
        parameters.set_language(Some(if self.vocabulary.multilingual { language.unwrap_or("auto") } else { "en" }));
        if let Some(lets_go) = lets_go.map(Arc::clone) {
            // Boxed by hand: whisper-rs hands the callback on as this very type, and never frees it (a few words).
            let abort: Box<dyn FnMut() -> bool> = Box::new(move || lets_go.load(Ordering::Relaxed));
            parameters.set_abort_callback_safe(abort);
        }
        self.state.full(parameters, samples).map_err(failed)?;
        Ok(self.read_out(to_ms(samples.len())))
    }

    fn read_out(&self, length_ms: u32) -> Recognised {
        let language = get_lang_str(self.state.full_lang_id_from_state()).map(str::to_owned);
        let mut recognised = Recognised { language, ..Recognised::default() };
        for segment in self.state.as_iter() {
            recognised.no_speech = recognised.no_speech.max(segment.no_speech_probability());
            for index in 0..segment.n_tokens() {
                let Some(token) = segment.get_token(index) else { continue };
                let data = token.token_data();
                if data.id >= self.vocabulary.end_of_text {
                    continue;
                }
                recognised.tokens.push(Token {
                    bytes: token.to_bytes().map(<[u8]>::to_vec).unwrap_or_default(),
                    id: data.id,
                    probability: data.p,
                    // whisper.cpp notes the moment the alignment moves on to the next token.
                    end_ms: u32::try_from(data.t_dtw.max(0) * 10).unwrap_or(0).min(length_ms),
                });
            }
        }
        recognised
    }
}

/// The heads of the network that follow the sound, by the size told in the model's header.
fn alignment(shape: ggml::SpeechShape) -> DtwMode<'static> {
    let preset = match (shape.text_layers, shape.english_only) {
        (4, true) if shape.audio_layers == 4 => DtwModelPreset::TinyEn,
        (4, false) if shape.audio_layers == 4 => DtwModelPreset::Tiny,
        (4, _) if shape.audio_layers == 32 => DtwModelPreset::LargeV3Turbo,
        (6, true) => DtwModelPreset::BaseEn,
        (6, false) => DtwModelPreset::Base,
        (12, true) => DtwModelPreset::SmallEn,
        (12, false) => DtwModelPreset::Small,
        (24, true) => DtwModelPreset::MediumEn,
        (24, false) => DtwModelPreset::Medium,
        (32, _) if shape.mels == 128 => DtwModelPreset::LargeV3,
        (32, _) => DtwModelPreset::LargeV2,
        // Distilled and unknown ones: the upper half of the decoder does well enough.
        _ => return DtwMode::TopMost { n_top: (shape.text_layers / 2).max(1) },
    };
    DtwMode::ModelPreset { model_preset: preset }
}

/// whisper.cpp is built with these instructions; without them the process would be killed.
fn check_processor() -> Result<(), SpeechError> {
    #[cfg(target_arch = "x86_64")]
    {
        let needed = [
            ("AVX2", std::arch::is_x86_feature_detected!("avx2")),
            ("FMA", std::arch::is_x86_feature_detected!("fma")),
            ("F16C", std::arch::is_x86_feature_detected!("f16c")),
            ("BMI2", std::arch::is_x86_feature_detected!("bmi2")),
        ];
        let missing: Vec<&str> = needed.iter().filter(|(_, there)| !there).map(|(name, _)| *name).collect();
        if !missing.is_empty() {
            return Err(SpeechError::Processor { missing: missing.join(", ") });
        }
    }
    Ok(())
}
