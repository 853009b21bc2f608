//! Files of every shape a recorder or a person may hand over, and of shapes they should not.

use std::f32::consts::TAU;
use std::path::{Path, PathBuf};

use hound::{SampleFormat, WavSpec, WavWriter};
use speech::SpeechError;
use speech::samples::{self, RATE, Resampler};
use tempfile::TempDir;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

/// A tone of one second on every channel.
fn tone(dir: &Path, rate: u32, channels: u16, bits: u16, format: SampleFormat) -> PathBuf {
    let path = dir.join(format!("{rate}-{channels}-{bits}.wav"));
    let spec = WavSpec { channels, sample_rate: rate, bits_per_sample: bits, sample_format: format };
    let mut writer = WavWriter::create(&path, spec).expect("a writer");
    let full = (1_i64 << (bits - 1)) - 1;
    for frame in 0..rate {
        let sample = 0.5 * (TAU * 440.0 * frame as f32 / rate as f32).sin();
        for _ in 0..channels {
            match format {
                SampleFormat::Float => writer.write_sample(sample),
                SampleFormat::Int => writer.write_sample((f64::from(sample) * full as f64) as i32),
            }
            .expect("a sample written");
        }
    }
    writer.finalize().expect("a file");
    path
}

/// How much of the middle of `samples` is the tone: 1 is all.
fn likeness_to_tone(samples: &[f32]) -> f32 {
    let middle = samples.len() / 10..samples.len() * 9 / 10;
    let at = |n: usize| TAU * 440.0 * n as f32 / RATE as f32;
    let (mut sine, mut energy, mut reference) = (0.0, 0.0, 0.0);
    for n in middle {
        sine += samples[n] * at(n).sin();
        energy += samples[n] * samples[n];
        reference += at(n).sin() * at(n).sin();
    }
    sine / (energy * reference).sqrt()
}

#[test]
fn any_rate_becomes_16_khz_and_stays_in_time() {
    let dir = folder();
    for rate in [8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 88_200, 96_000, 192_000] {
        let sound = samples::read(&tone(dir.path(), rate, 1, 16, SampleFormat::Int)).expect("a sound");
        assert_eq!((sound.sample_rate, sound.channels, sound.cut_short), (rate, 1, false));
        assert_eq!(sound.samples.len(), RATE as usize, "one second at {rate} Hz stays one second");
        assert_eq!(sound.duration_ms, 1_000);
        // In phase with the tone to within a sample: the filter's delay was taken out.
        assert!(likeness_to_tone(&sound.samples) > 0.985, "{rate} Hz: {}", likeness_to_tone(&sound.samples));
    }
}

#[test]
fn any_depth_and_channel_count_reads() {
    let dir = folder();
    for (channels, bits, format) in [
        (1, 8, SampleFormat::Int),
        (2, 16, SampleFormat::Int),
        (8, 24, SampleFormat::Int),
        (6, 32, SampleFormat::Int),
        (8, 32, SampleFormat::Float),
    ] {
        let path = tone(dir.path(), 48_000, channels, bits, format);
        let sound = samples::read(&path).expect("a sound");
        assert_eq!(sound.channels, channels);
        let loudest = sound.samples.iter().fold(0.0_f32, |peak, s| peak.max(s.abs()));
        assert!((loudest - 0.5).abs() < 0.02, "{bits} bit, {channels} channels: peak {loudest}");
        let reader = samples::SoundReader::open(&path).expect("a header");
        assert_eq!((reader.sample_rate(), reader.channels()), (48_000, channels));
        let native: usize = reader.map(|block| block.expect("its frames").len()).sum();
        assert_eq!(native, 48_000 * usize::from(channels), "every frame, as in the file");
    }
}

#[test]
fn flac_reads_like_wav() {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/spoken.flac");
    let sound = samples::read(&fixture).expect("a sound");
    assert_eq!((sound.sample_rate, sound.channels, sound.duration_ms), (16_000, 1, 11_100));
}

#[test]
fn a_file_that_breaks_off_gives_what_is_there_and_says_so() {
    let dir = folder();
    let path = tone(dir.path(), 16_000, 1, 16, SampleFormat::Int);
    let bytes = std::fs::read(&path).expect("its bytes");
    std::fs::write(&path, &bytes[..bytes.len() / 2]).expect("half of it");
    let sound = samples::read(&path).expect("half a sound");
    assert!(sound.cut_short, "the header promised more");
    assert!((490..=500).contains(&sound.duration_ms), "{} ms", sound.duration_ms);
}

#[test]
fn a_header_that_claims_hours_costs_no_memory() {
    let dir = folder();
    let path = tone(dir.path(), 16_000, 1, 16, SampleFormat::Int);
    let mut bytes = std::fs::read(&path).expect("its bytes");
    // As written by a program that did not know the length beforehand.
    bytes[4..8].copy_from_slice(&u32::MAX.to_le_bytes());
    bytes[40..44].copy_from_slice(&u32::MAX.to_le_bytes());
    std::fs::write(&path, &bytes).expect("the claim");
    let sound = samples::read(&path).expect("a sound");
    assert_eq!(sound.duration_ms, 1_000, "what is there counts, not what is claimed");
}

#[test]
fn what_is_no_number_is_silence() {
    let dir = folder();
    let path = dir.path().join("nan.wav");
    let spec = WavSpec { channels: 1, sample_rate: 16_000, bits_per_sample: 32, sample_format: SampleFormat::Float };
    let mut writer = WavWriter::create(&path, spec).expect("a writer");
    for sample in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 0.25].iter().cycle().take(16_000) {
        writer.write_sample(*sample).expect("a sample");
    }
    writer.finalize().expect("a file");
    let sound = samples::read(&path).expect("a sound");
    assert!(sound.samples.iter().all(|s| s.is_finite()));
}

/// Whether an error is the one expected.
type Expected = fn(&SpeechError) -> bool;

#[test]
fn bad_files_are_named_with_the_reason() {
    let dir = folder();
    let write = |name: &str, bytes: &[u8]| {
        let path = dir.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    };
    let wav = std::fs::read(tone(dir.path(), 16_000, 1, 16, SampleFormat::Int)).expect("a wav");
    let flac = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/spoken.flac")).expect("a flac");
    let mut silent = wav[..44].to_vec();
    silent[40..44].copy_from_slice(&0_u32.to_le_bytes());
    let cases: [(PathBuf, Expected); 9] = [
        (dir.path().join("absent.wav"), |e| matches!(e, SpeechError::NotFound { .. })),
        (write("empty.wav", b""), |e| matches!(e, SpeechError::Empty { .. })),
        (write("no-samples.wav", &silent), |e| matches!(e, SpeechError::Empty { .. })),
        (write("header-cut.wav", &wav[..30]), |e| matches!(e, SpeechError::Truncated { .. })),
        (write("data-cut.wav", &wav[..44]), |e| matches!(e, SpeechError::Truncated { .. })),
        (write("header-cut.flac", &flac[..20]), |e| matches!(e, SpeechError::Truncated { .. })),
        (write("text.wav", b"These are my notes on the interview, and no sound at all."), |e| {
            matches!(e, SpeechError::NotSound { .. })
        }),
        (write("noise.flac", &[0x5a; 4096]), |e| matches!(e, SpeechError::NotSound { .. })),
        (dir.path().to_path_buf(), |e| matches!(e, SpeechError::Unreadable { .. } | SpeechError::NotSound { .. })),
    ];
    for (path, expected) in cases {
        let error = samples::read(&path).expect_err("no sound in there");
        assert!(expected(&error), "{}: {error:?}", path.display());
        assert!(error.to_string().starts_with(&path.display().to_string()), "names the file first: {error}");
        let first = samples::SoundReader::open(&path).map(|mut reader| reader.next());
        assert!(matches!(first, Err(_) | Ok(Some(Err(_)))), "no stand-in for a microphone either");
    }
}

#[test]
fn a_stream_resampled_in_pieces_is_the_same_as_at_once() {
    let tone: Vec<f32> = (0..44_100).map(|n| (TAU * 440.0 * n as f32 / 44_100.0).sin()).collect();
    let resample = |piece: usize| {
        let mut resampler = Resampler::new(44_100).expect("a resampler");
        let mut out = Vec::new();
        tone.chunks(piece).for_each(|chunk| resampler.push(chunk, &mut out));
        resampler.finish(&mut out);
        out
    };
    let whole = resample(tone.len());
    assert_eq!(whole.len(), 16_000);
    for piece in [1, 160, 441, 1_024, 4_096] {
        assert_eq!(resample(piece), whole, "in pieces of {piece}");
    }
}

#[test]
fn rates_no_microphone_has_are_refused() {
    for rate in [0, 1, 3_999, 768_001, u32::MAX] {
        assert!(matches!(Resampler::new(rate), Err(SpeechError::Rate { .. })), "{rate} Hz");
    }
}
