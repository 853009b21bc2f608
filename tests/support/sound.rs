//! Sound for tests: fixtures decoded, tones, silence, odd formats, and files that are not what they say.

use std::{fs, io::Write, path::Path};

use anyhow::{Context, Result, ensure};
use hound::{SampleFormat, WavSpec, WavWriter};

/// Mono sound, −1 to 1.
#[derive(Debug, Clone)]
pub struct Sound {
    /// Samples a second.
    pub rate: u32,
    /// The samples.
    pub samples: Vec<f32>,
}

impl Sound {
    /// Decodes the first channel of a FLAC.
    ///
    /// # Errors
    /// The file cannot be read or is no FLAC.
    pub fn from_flac(path: &Path) -> Result<Self> {
        let mut reader = claxon::FlacReader::open(path).with_context(|| path.display().to_string())?;
        let info = reader.streaminfo();
        let scale = 1.0 / f32::from(i16::MAX);
        ensure!(info.bits_per_sample == 16, "{}: {} bits", path.display(), info.bits_per_sample);
        let samples: Result<Vec<i32>, _> = reader.samples().step_by(info.channels as usize).collect();
        Ok(Self { rate: info.sample_rate, samples: samples?.into_iter().map(|sample| sample as f32 * scale).collect() })
    }

    /// Decodes the first channel of a 16-bit WAV.
    ///
    /// # Errors
    /// The file cannot be read or is no 16-bit WAV.
    pub fn from_wav(path: &Path) -> Result<Self> {
        let mut reader = hound::WavReader::open(path).with_context(|| path.display().to_string())?;
        let spec = reader.spec();
        ensure!(spec.bits_per_sample == 16, "{}: {} bits", path.display(), spec.bits_per_sample);
        let samples: Result<Vec<i16>, _> = reader.samples::<i16>().step_by(usize::from(spec.channels)).collect();
        let scale = 1.0 / f32::from(i16::MAX);
        Ok(Self { rate: spec.sample_rate, samples: samples?.into_iter().map(|s| f32::from(s) * scale).collect() })
    }

    /// Digital silence.
    pub fn silence(rate: u32, duration_ms: u32) -> Self {
        Self { rate, samples: vec![0.0; frames(rate, duration_ms)] }
    }

    /// A sine of `hertz`.
    pub fn tone(rate: u32, duration_ms: u32, hertz: f32) -> Self {
        let step = std::f32::consts::TAU * hertz / rate as f32;
        let samples = (0..frames(rate, duration_ms)).map(|n| (n as f32 * step).sin() * 0.5).collect();
        Self { rate, samples }
    }

    /// The same sound louder or quieter, clipped at full scale.
    #[must_use]
    pub fn amplified(&self, factor: f32) -> Self {
        let samples = self.samples.iter().map(|sample| (sample * factor).clamp(-1.0, 1.0)).collect();
        Self { rate: self.rate, samples }
    }

    /// The same sound at another rate, interpolated linearly: enough for a recogniser, and exact enough to compare
    /// against when what is played is this very result.
    #[must_use]
    pub fn at_rate(&self, rate: u32) -> Self {
        let ratio = f64::from(self.rate) / f64::from(rate);
        let count = (self.samples.len() as f64 / ratio) as usize;
        let samples = (0..count)
            .map(|n| {
                let position = n as f64 * ratio;
                let (index, part) = (position as usize, position.fract() as f32);
                let here = self.samples[index];
                here + (self.samples.get(index + 1).copied().unwrap_or(here) - here) * part
            })
            .collect();
        Self { rate, samples }
    }

    /// The part between two times, or as much of it as there is.
    #[must_use]
    pub fn between(&self, start_ms: u32, end_ms: u32) -> Self {
        let end = frames(self.rate, end_ms).min(self.samples.len());
        let start = frames(self.rate, start_ms).min(end);
        Self { rate: self.rate, samples: self.samples[start..end].to_vec() }
    }

    /// Writes a WAV with the sound on each of `channels`.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write_wav(&self, path: &Path, channels: u16, format: Format) -> Result<()> {
        let (bits_per_sample, sample_format) = match format {
            Format::Int16 => (16, SampleFormat::Int),
            Format::Int24 => (24, SampleFormat::Int),
            Format::Float32 => (32, SampleFormat::Float),
        };
        let spec = WavSpec { channels, sample_rate: self.rate, bits_per_sample, sample_format };
        let mut writer = WavWriter::create(path, spec)?;
        for &sample in &self.samples {
            for _ in 0..channels {
                match format {
                    Format::Int16 => writer.write_sample((sample * 32767.0) as i16)?,
                    Format::Int24 => writer.write_sample((sample * 8_388_607.0) as i32)?,
                    Format::Float32 => writer.write_sample(sample)?,
                }
            }
        }
        Ok(writer.finalize()?)
    }

    /// The best match of `self` inside `recording`: where it begins and how well it correlates (0 to 1), over its
    /// whole length. Both must have the same rate.
    ///
    /// # Errors
    /// The rates differ or the recording is shorter than what was played.
    pub fn find_in(&self, recording: &Sound) -> Result<Match> {
        ensure!(self.rate == recording.rate, "played at {} Hz, recorded at {} Hz", self.rate, recording.rate);
        ensure!(
            recording.samples.len() >= self.samples.len(),
            "{} samples were played and only {} recorded",
            self.samples.len(),
            recording.samples.len()
        );
        // Coarse first, then fine around the best.
        let (small, large) = (smoothed(&self.samples, COARSE), smoothed(&recording.samples, COARSE));
        let head = &small[..small.len().min(24_000)];
        let lags = large.len() - small.len() + 1;
        let coarse = (0..lags).max_by(|&a, &b| {
            correlation(head, &large[a..a + head.len()]).total_cmp(&correlation(head, &large[b..b + head.len()]))
        });
        let around = coarse.unwrap_or(0) * COARSE;
        let last = recording.samples.len() - self.samples.len();
        let fine = (around.saturating_sub(2 * COARSE)..=(around + 2 * COARSE).min(last))
            .map(|lag| (lag, correlation(&self.samples, &recording.samples[lag..lag + self.samples.len()])))
            .max_by(|a, b| a.1.total_cmp(&b.1));
        let (lag, correlation) = fine.unwrap_or((0, 0.0));
        Ok(Match { start_ms: (lag as u64 * 1000 / u64::from(self.rate)) as u32, correlation })
    }
}

/// How a WAV stores its samples.
#[derive(Debug, Clone, Copy)]
pub enum Format {
    /// 16-bit integers.
    Int16,
    /// 24-bit integers.
    Int24,
    /// 32-bit floats.
    Float32,
}

/// Samples that become one where a match is first looked for.
const COARSE: usize = 12;

/// Where something played was found in a recording.
#[derive(Debug, Clone, Copy)]
pub struct Match {
    /// Its beginning in the recording.
    pub start_ms: u32,
    /// Normalised correlation over its whole length.
    pub correlation: f64,
}

/// Keeps the first `bytes` of a file.
///
/// # Errors
/// The file cannot be read or written.
pub fn truncate(path: &Path, bytes: u64) -> Result<()> {
    Ok(fs::OpenOptions::new().write(true).open(path)?.set_len(bytes)?)
}

/// A WAV whose header claims four gigabytes and which ends right after it.
///
/// # Errors
/// The file cannot be written.
pub fn write_boastful_wav(path: &Path) -> Result<()> {
    let mut file = fs::File::create(path)?;
    file.write_all(
        b"RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0\x01\0\x01\0\x80\x3e\0\0\0\x7d\0\0\x02\0\x10\0data\xf0\xff\xff\xff",
    )?;
    Ok(())
}

fn frames(rate: u32, duration_ms: u32) -> usize {
    (u64::from(rate) * u64::from(duration_ms) / 1000) as usize
}

fn smoothed(samples: &[f32], width: usize) -> Vec<f32> {
    samples.chunks_exact(width).map(|chunk| chunk.iter().sum::<f32>() / width as f32).collect()
}

fn correlation(a: &[f32], b: &[f32]) -> f64 {
    let (mut product, mut power_a, mut power_b) = (0.0_f64, 0.0_f64, 0.0_f64);
    for (&x, &y) in a.iter().zip(b) {
        let (x, y) = (f64::from(x), f64::from(y));
        product += x * y;
        power_a += x * x;
        power_b += y * y;
    }
    if power_a == 0.0 || power_b == 0.0 { 0.0 } else { product / (power_a * power_b).sqrt() }
}
