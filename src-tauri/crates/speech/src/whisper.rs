//! The recogniser: one warm whisper.cpp context, one segment of sound at a time.

use std::path::Path;
use std::sync::Once;

use whisper_rs::{
    DtwMode, DtwModelPreset, DtwParameters, FullParams, SamplingStrategy, WhisperContext, WhisperContextParameters,
    WhisperState, WhisperTokenId, get_lang_str,
};

use crate::catalog::ModelFile;
use crate::error::SpeechError;
use crate::ggml;
use crate::samples::{RATE, to_ms};

/// Frames of encoder context a second of sound takes, and the margin kept beyond the sound.
const CONTEXT_PER_SECOND: usize = 50;
const CONTEXT_MARGIN: usize = 64;
/// The encoder's whole context: 30 s.
const CONTEXT_WHOLE: usize = 1500;
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
    /// Where it starts, in milliseconds from the start of the sound given.
    pub start_ms: u32,
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
}

/// A loaded model and its working memory.
pub struct Recogniser {
    context: WhisperContext,
    state: WhisperState,
    threads: i32,
    prompt: Vec<WhisperTokenId>,
}

impl std::fmt::Debug for Recogniser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recogniser").field("threads", &self.threads).finish_non_exhaustive()
    }
}

impl Recogniser {
    /// Loads a model. Looks at processor and header first: whisper.cpp would end the process over either.
    pub fn load(model: &ModelFile, threads: usize) -> Result<Self, SpeechError> {
        static LOGGING: Once = Once::new();
        LOGGING.call_once(whisper_rs::install_logging_hooks);
        check_processor()?;
        ggml::check_speech(&model.path)?;
        let failed = |reason: String| SpeechError::Recogniser { doing: "loading the model", reason };
        let mut parameters = WhisperContextParameters::new();
        parameters.flash_attn(false);
        parameters.dtw_parameters(DtwParameters { mode: alignment(&model.path)?, dtw_mem_size: ALIGNMENT_BYTES });
        let context = WhisperContext::new_with_params(&model.path, parameters).map_err(|e| failed(e.to_string()))?;
        let state = context.create_state().map_err(|e| failed(e.to_string()))?;
        let threads = i32::try_from(threads.clamp(1, 16)).unwrap_or(1);
        Ok(Self { context, state, threads, prompt: Vec::new() })
    }

    /// Whether the model knows more languages than English.
    pub fn is_multilingual(&self) -> bool {
        self.context.is_multilingual()
    }

    /// Gives the recogniser words it may meet: it writes what comes in the manner of this text.
    pub fn set_prompt(&mut self, text: &str) -> Result<(), SpeechError> {
        let failed = |e: whisper_rs::WhisperError| SpeechError::Recogniser {
            doing: "reading the prompt",
            reason: e.to_string(),
        };
        self.prompt = if text.is_empty() { Vec::new() } else { self.context.tokenize(text, 224).map_err(failed)? };
        Ok(())
    }

    /// Recognises one segment of at most 30 s.
    pub fn recognise(&mut self, samples: &[f32], language: Option<&str>) -> Result<Recognised, SpeechError> {
        let failed =
            |e: whisper_rs::WhisperError| SpeechError::Recogniser { doing: "transcribing", reason: e.to_string() };
        let needed = samples.len() * CONTEXT_PER_SECOND / RATE as usize + CONTEXT_MARGIN;
        let audio_context = needed.min(CONTEXT_WHOLE).next_multiple_of(8).min(CONTEXT_WHOLE);
        let mut parameters = FullParams::new(SamplingStrategy::Greedy { best_of: 1 });
        parameters.set_n_threads(self.threads);
        parameters.set_audio_ctx(i32::try_from(audio_context).unwrap_or(0));
        parameters.set_single_segment(true);
        parameters.set_no_context(true);
        parameters.set_no_timestamps(true);
        parameters.set_suppress_nst(true);
        parameters.set_temperature(0.0);
        parameters.set_temperature_inc(0.0);
        parameters.set_print_progress(false);
        parameters.set_print_realtime(false);
        parameters.set_print_timestamps(false);
        parameters.set_print_special(false);
        parameters.set_tokens(&self.prompt);
        parameters.set_language(Some(if self.context.is_multilingual() { language.unwrap_or("auto") } else { "en" }));
        self.state.full(parameters, samples).map_err(failed)?;
        Ok(self.read_out(to_ms(samples.len())))
    }

    fn read_out(&self, length_ms: u32) -> Recognised {
        let end_of_text = self.context.token_eot();
        let language = get_lang_str(self.state.full_lang_id_from_state()).map(str::to_owned);
        let mut recognised = Recognised { language, ..Recognised::default() };
        for segment in self.state.as_iter() {
            recognised.no_speech = recognised.no_speech.max(segment.no_speech_probability());
            for index in 0..segment.n_tokens() {
                let Some(token) = segment.get_token(index) else { continue };
                let data = token.token_data();
                if data.id >= end_of_text {
                    continue;
                }
                recognised.tokens.push(Token {
                    bytes: token.to_bytes().map(<[u8]>::to_vec).unwrap_or_default(),
                    id: data.id,
                    probability: data.p,
                    start_ms: u32::try_from(data.t_dtw.max(0) * 10).unwrap_or(0).min(length_ms),
                });
            }
        }
        recognised
    }
}

/// The heads of the network that follow the sound, by the size told in the model's header.
fn alignment(path: &Path) -> Result<DtwMode<'static>, SpeechError> {
    let shape = ggml::speech_shape(path)?;
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
        _ => return Ok(DtwMode::TopMost { n_top: (shape.text_layers / 2).max(1) }),
    };
    Ok(DtwMode::ModelPreset { model_preset: preset })
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
