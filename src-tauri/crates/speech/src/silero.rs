//! Voice activity: the Silero network (version 6, 16 kHz) in plain Rust, as a stream.
//!
//! The weights are the file whisper.cpp reads; the network is small (330,000 weights, an LSTM of 128) and written out
//! here for two reasons. It keeps its state from one block of sound to the next, so a live take and a file give the
//! same probabilities, where whisper.cpp starts afresh at each call. And it sees the 64 samples before each window, as
//! the network was trained, where whisper.cpp pads the window with its own mirror image.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use crate::error::SpeechError;
use crate::ggml;

/// Samples a probability stands for (32 ms).
pub const WINDOW: usize = 512;
/// Samples of the past the network sees before each window.
const CONTEXT: usize = 64;
/// Taps and step of the short-time Fourier transform; frequencies; frames in a window.
const TAPS: usize = 256;
const STEP: usize = 128;
const BINS: usize = 129;
const FRAMES: usize = 4;
/// Size of the recurrent state.
const STATE: usize = 128;

/// The weights, shared by every stream.
#[derive(Debug)]
pub struct Silero {
    basis: Vec<f32>,
    convolutions: [Convolution; 4],
    input: Vec<f32>,
    recurrent: Vec<f32>,
    gates: Vec<f32>,
    last: Vec<f32>,
    last_bias: f32,
}

/// A convolution of three taps over time, followed by a rectifier.
#[derive(Debug)]
struct Convolution {
    weight: Vec<f32>,
    bias: Vec<f32>,
    channels: usize,
    stride: usize,
}

/// One stream of sound being listened to.
#[derive(Debug, Clone)]
pub struct Listener {
    hidden: [f32; STATE],
    cell: [f32; STATE],
    window: Vec<f32>,
}

impl Default for Listener {
    fn default() -> Self {
        Self { hidden: [0.0; STATE], cell: [0.0; STATE], window: vec![0.0; CONTEXT] }
    }
}

impl Silero {
    /// Reads the weights from a whisper.cpp voice activity file.
    pub fn load(path: &Path) -> Result<Self, SpeechError> {
        let refuse = |reason: String| SpeechError::NotAModel { path: path.into(), wanted: "voice activity", reason };
        let file = File::open(path).map_err(|source| SpeechError::Unreadable { path: path.into(), source })?;
        Self::parse(&mut BufReader::new(file)).map_err(|e| refuse(e.to_string()))
    }

    fn parse(file: &mut impl Read) -> Result<Self, ggml::Malformed> {
        let mut tensors = ggml::voice_activity(file)?;
        let mut take = |name: &str, len: usize| tensors.take(&format!("_model.{name}"), len);
        let mut convolution = |index: usize, inputs: usize, channels: usize, stride: usize| {
            let name = format!("encoder.{index}.reparam_conv");
            Ok(Convolution {
                weight: take(&format!("{name}.weight"), 3 * inputs * channels)?,
                bias: take(&format!("{name}.bias"), channels)?,
                channels,
                stride,
            })
        };
        let convolutions = [
            convolution(0, BINS, 128, 1)?,
            convolution(1, 128, 64, 2)?,
            convolution(2, 64, 64, 2)?,
            convolution(3, 64, 128, 1)?,
        ];
        let from_hidden = take("decoder.rnn.bias_hh", 4 * STATE)?;
        let mut gates = take("decoder.rnn.bias_ih", 4 * STATE)?;
        gates.iter_mut().zip(from_hidden).for_each(|(sum, bias)| *sum += bias);
        Ok(Self {
            basis: take("stft.forward_basis_buffer", 2 * BINS * TAPS)?,
            convolutions,
            input: take("decoder.rnn.weight_ih", 4 * STATE * STATE)?,
            recurrent: take("decoder.rnn.weight_hh", 4 * STATE * STATE)?,
            gates,
            last: take("decoder.decoder.2.weight", STATE)?,
            last_bias: take("decoder.decoder.2.bias", 1)?[0],
        })
    }

    /// Listens to more samples: one probability of speech for each full [`WINDOW`] since the last call.
    pub fn listen(&self, listener: &mut Listener, samples: &[f32], probabilities: &mut Vec<f32>) {
        let mut samples = samples;
        while !samples.is_empty() {
            let missing = (CONTEXT + WINDOW - listener.window.len()).min(samples.len());
            listener.window.extend_from_slice(&samples[..missing]);
            samples = &samples[missing..];
            if listener.window.len() == CONTEXT + WINDOW {
                probabilities.push(self.probability(listener));
                listener.window.drain(..WINDOW);
            }
        }
    }

    /// The probability of the window now full.
    fn probability(&self, listener: &mut Listener) -> f32 {
        let mut padded = [0.0; CONTEXT + WINDOW + CONTEXT];
        let heard = CONTEXT + WINDOW;
        padded[..heard].copy_from_slice(&listener.window);
        for i in 0..CONTEXT {
            padded[heard + i] = padded[heard - 2 - i];
        }
        // Channel by channel, each with its frames side by side.
        let mut frames = vec![0.0; BINS * FRAMES];
        for (bin, row) in frames.chunks_exact_mut(FRAMES).enumerate() {
            let real = &self.basis[bin * TAPS..(bin + 1) * TAPS];
            let imaginary = &self.basis[(BINS + bin) * TAPS..(BINS + bin + 1) * TAPS];
            for (frame, value) in row.iter_mut().enumerate() {
                let sound = &padded[frame * STEP..frame * STEP + TAPS];
                *value = dot(real, sound).hypot(dot(imaginary, sound));
            }
        }
        let mut length = FRAMES;
        for convolution in &self.convolutions {
            (frames, length) = convolution.apply(&frames, length);
        }
        // One frame is left; were there more, the first would count.
        let features: Vec<f32> = frames.iter().step_by(length).copied().collect();
        self.recur(listener, &features)
    }

    /// One step of the LSTM and the read-out.
    fn recur(&self, listener: &mut Listener, features: &[f32]) -> f32 {
        let gate = |row: usize, hidden: &[f32]| {
            let weights = row * STATE..(row + 1) * STATE;
            self.gates[row] + dot(&self.input[weights.clone()], features) + dot(&self.recurrent[weights], hidden)
        };
        let hidden = listener.hidden;
        let mut read_out = self.last_bias;
        for unit in 0..STATE {
            let take_in = sigmoid(gate(unit, &hidden));
            let keep = sigmoid(gate(STATE + unit, &hidden));
            let candidate = gate(2 * STATE + unit, &hidden).tanh();
            let show = sigmoid(gate(3 * STATE + unit, &hidden));
            listener.cell[unit] = keep * listener.cell[unit] + take_in * candidate;
            listener.hidden[unit] = show * listener.cell[unit].tanh();
            read_out += self.last[unit] * listener.hidden[unit].max(0.0);
        }
        sigmoid(read_out)
    }
}

impl Convolution {
    /// Convolves `length` frames (one frame of silence on either side); the frames out and how many they are.
    fn apply(&self, frames: &[f32], length: usize) -> (Vec<f32>, usize) {
        let inputs = frames.len() / length;
        let out_length = (length - 1) / self.stride + 1;
        let mut out = vec![0.0; self.channels * out_length];
        let mut patch = vec![0.0; inputs * 3];
        for at in 0..out_length {
            for (input, taps) in patch.chunks_exact_mut(3).enumerate() {
                for (tap, value) in taps.iter_mut().enumerate() {
                    let frame = (at * self.stride + tap).wrapping_sub(1);
                    *value = if frame < length { frames[input * length + frame] } else { 0.0 };
                }
            }
            for channel in 0..self.channels {
                let weight = &self.weight[channel * patch.len()..(channel + 1) * patch.len()];
                out[channel * out_length + at] = (self.bias[channel] + dot(weight, &patch)).max(0.0);
            }
        }
        (out, out_length)
    }
}

fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

/// Inner product in sixteen lanes, so that the compiler may use the vector units and the order of sums is fixed.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    const LANES: usize = 16;
    let mut sums = [0.0_f32; LANES];
    let (a_blocks, b_blocks) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest: f32 = a_blocks.remainder().iter().zip(b_blocks.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in a_blocks.zip(b_blocks) {
        for lane in 0..LANES {
            sums[lane] += x[lane] * y[lane];
        }
    }
    sums.iter().sum::<f32>() + rest
}
