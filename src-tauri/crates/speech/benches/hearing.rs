//! What hearing costs: `cargo bench -p speech`.

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, LazyLock};

use divan::Bencher;
use divan::counter::ItemsCount;
use speech::catalog::Models;
use speech::samples::{self, RATE, Resampler};
use speech::{Hearing, Live};

static HEARING: LazyLock<Arc<Hearing>> = LazyLock::new(|| {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../models");
    let models = Models::open(&[models]).expect("the models of the checkout");
    let model = models.default_speech().expect("a speech model");
    Arc::new(Hearing::load(&model, &models.vad().expect("voice activity"), 2).expect("a warm model"))
});

fn spoken() -> Vec<f32> {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/spoken.flac");
    samples::read(&fixture).expect("the fixture").samples
}

fn hear(samples: &[f32]) -> usize {
    let heard = HEARING.transcribe(samples::blocks(samples), 0, &mut |_| {}, &AtomicBool::new(false));
    heard.map_or(0, |heard| heard.words.len())
}

/// Ten seconds from 48 kHz.
#[divan::bench]
fn resampling(bencher: Bencher) {
    let sound = vec![0.1_f32; 480_000];
    bencher.counter(ItemsCount::new(10_u32)).bench(|| {
        let mut out = Vec::with_capacity(160_000);
        let mut resampler = Resampler::new(48_000).expect("a resampler");
        resampler.push(&sound, &mut out);
        resampler.finish(&mut out);
        out
    });
}

/// Ten seconds of silence: voice activity and segments alone.
#[divan::bench]
fn segmenting(bencher: Bencher) {
    let silence = vec![0.0_f32; 10 * RATE as usize];
    hear(&silence);
    bencher.counter(ItemsCount::new(10_u32)).bench(|| hear(&silence));
}

/// Eleven seconds of speech, two sentences.
#[divan::bench(sample_count = 10)]
fn transcription(bencher: Bencher) {
    let sound = spoken();
    hear(&sound);
    bencher.counter(ItemsCount::new(11_u32)).bench(|| hear(&sound));
}

/// From the end of the sound to the words, when the speaker stops at once: nothing of the sentence was heard before.
#[divan::bench(sample_count = 10)]
fn live_tail_at_once(bencher: Bencher) {
    let sound = spoken();
    let last_word = samples::from_ms(10_500);
    bencher
        .with_inputs(|| {
            let live = Live::start(Arc::clone(&HEARING), |_| {});
            live.push(&sound[..last_word]);
            live
        })
        .bench_values(|live| live.finish(|_| {}).map(|heard| heard.words.len()));
}

/// The same when the speaker pauses for half a second before stopping.
#[divan::bench(sample_count = 10)]
fn live_tail_after_a_pause(bencher: Bencher) {
    let sound = spoken();
    bencher
        .with_inputs(|| {
            let live = Live::start(Arc::clone(&HEARING), |_| {});
            live.push(&sound);
            // As long as a pause takes on a machine with time to spare.
            std::thread::sleep(std::time::Duration::from_secs(2));
            live
        })
        .bench_values(|live| live.finish(|_| {}).map(|heard| heard.words.len()));
}

fn main() {
    divan::main();
}
