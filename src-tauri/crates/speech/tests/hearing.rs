//! Real words from a real model: what is said is heard, when it was said, live as from a file.

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, LazyLock, Mutex};

use speech::catalog::Models;
use speech::samples::{self, RATE};
use speech::{Heard, Hearing, Live, SpeechError};

/// One model for all tests of this file.
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

fn hear(samples: &[f32]) -> Heard {
    HEARING.transcribe(samples::blocks(samples), 0, &mut |_| {}, &AtomicBool::new(false)).expect("a transcript")
}

fn text(heard: &Heard) -> String {
    let words = heard.words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
    words.to_lowercase().replace([',', '.', '-'], "")
}

/// Noise that is the same every time.
fn noise(seconds: u32, loudness: f32) -> Vec<f32> {
    let mut state = 0x2545_f491_u32;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        (f64::from(state) / f64::from(u32::MAX) * 2.0 - 1.0) as f32
    };
    (0..seconds * RATE).map(|_| next() * loudness).collect()
}

#[test]
fn what_is_said_is_heard_at_its_time() {
    let heard = hear(&spoken());
    let text = text(&heard);
    for phrase in ["we did some research", "an agency made a deck", "designed the whole thing", "a good eye"] {
        assert!(text.contains(phrase), "{phrase:?} in {text:?}");
    }
    assert_eq!(heard.language.as_deref(), Some("en"));
    // The sentences lie at 526–4254 and 5154–10493 ms.
    let first = heard.words.first().expect("words");
    let last = heard.words.last().expect("words");
    assert!(first.start_ms.abs_diff(526) <= 150, "starts at {}", first.start_ms);
    assert!(last.end_ms.abs_diff(10_493) <= 200, "ends at {}", last.end_ms);
    let across = heard.words.iter().find(|w| w.start_ms < 4_600 && w.end_ms > 4_900);
    assert!(across.is_none(), "no word lies over the pause: {across:?}");
}

#[test]
fn times_never_run_backwards_and_stay_inside() {
    let sound = spoken();
    let heard = hear(&sound);
    let mut before = 0;
    for word in &heard.words {
        assert!(word.start_ms >= before && word.end_ms >= word.start_ms, "{word:?} after {before}");
        assert!(word.probability <= 100);
        before = word.end_ms;
    }
    assert!(before <= samples::to_ms(sound.len()));
    assert!(heard.speech.windows(2).all(|pair| pair[0].end_ms <= pair[1].start_ms));
}

#[test]
fn hearing_twice_gives_the_same() {
    assert_eq!(hear(&spoken()), hear(&spoken()));
}

#[test]
fn nothing_is_invented_on_silence_noise_and_hum() {
    let silence = vec![0.0; 10 * RATE as usize];
    let hum: Vec<f32> =
        (0..10 * RATE).map(|n| 0.3 * (std::f32::consts::TAU * 50.0 * n as f32 / RATE as f32).sin()).collect();
    for (name, sound) in [("silence", silence), ("noise", noise(10, 0.2)), ("hum", hum), ("nothing", Vec::new())] {
        assert_eq!(hear(&sound), Heard::default(), "{name}");
    }
}

#[test]
fn quiet_speech_is_heard_like_loud_speech() {
    let sound = spoken();
    let loudness = (sound.iter().map(|s| s * s).sum::<f32>() / sound.len() as f32).sqrt();
    // −35 dBFS.
    let quiet: Vec<f32> = sound.iter().map(|s| s * 0.0178 / loudness).collect();
    assert_eq!(text(&hear(&quiet)), text(&hear(&sound)));
}

#[test]
fn live_hears_what_a_file_holds() {
    let sound = spoken();
    let captions = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&captions);
    let live = Live::start(Arc::clone(&HEARING), move |phrase| {
        // What was heard ahead comes again as a whole.
        if !phrase.ahead {
            seen.lock().expect("captions").extend(phrase.words);
        }
    });
    for block in sound.chunks(480) {
        live.push(block);
    }
    let mut percents = Vec::new();
    let heard = live.finish(|percent| percents.push(percent)).expect("a transcript");
    let batch = hear(&sound);
    assert_eq!(text(&heard), text(&batch), "the same words");
    // The last segment may have been heard in pieces.
    assert!(heard.words.iter().zip(&batch.words).all(|(a, b)| a.start_ms.abs_diff(b.start_ms) <= 200), "{heard:?}");
    assert_eq!(heard.speech, batch.speech);
    assert_eq!(*captions.lock().expect("captions"), heard.words, "captions are the words, in order");
    assert!(percents.is_sorted() && percents.last() == Some(&100), "{percents:?}");
}

/// How many words of one text are in the other, in order.
fn kept(one: &str, other: &str) -> usize {
    let other: Vec<&str> = other.split(' ').collect();
    let mut row = vec![0; other.len() + 1];
    for word in one.split(' ') {
        let mut before = 0;
        for at in 1..row.len() {
            let longest = if word == other[at - 1] { before + 1 } else { row[at].max(row[at - 1]) };
            before = std::mem::replace(&mut row[at], longest);
        }
    }
    row[other.len()]
}

#[test]
fn a_stop_while_a_closed_segment_is_heard_loses_and_doubles_no_word() {
    let answer = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/reorganised.flac");
    let answer = samples::read(&answer).expect("the fixture").samples;
    let wait_while = |goes_on: &dyn Fn() -> bool| {
        while goes_on() {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
    };
    let mut stops = 0;
    for closings in 1..=3 {
        let live = Live::start(Arc::clone(&HEARING), |_| {});
        let (mut closed, mut pushed) = (0, 0);
        for block in answer.chunks(1_600) {
            live.push(block);
            pushed += block.len();
            // As a person speaks: what can be heard ahead was heard before more is said.
            wait_while(&|| live.behind_ms() == 0 && !live.keeps_up());
            if live.behind_ms() > 0 {
                closed += 1;
                if closed == closings {
                    break;
                }
                wait_while(&|| !live.keeps_up());
            }
        }
        stops += u32::from(closed == closings);
        let (heard, batch) = (live.finish(|_| {}).expect("a transcript"), hear(&answer[..pushed]));
        let (heard, batch) = (text(&heard), text(&batch));
        let most = heard.split(' ').count().max(batch.split(' ').count());
        assert!(kept(&heard, &batch) + 4 >= most, "{heard:?} is not {batch:?}");
    }
    assert!(stops > 0, "no segment closed");
    HEARING.settle();
}

#[test]
fn a_question_in_another_voice_is_told_live_as_from_a_file_and_nobody_alone_is_two() {
    let answer = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/reorganised.flac");
    let answer = samples::read(&answer).expect("the fixture").samples;
    let question = spoken();
    let pause = vec![0.0; RATE as usize * 6 / 10];
    let sound = [question.as_slice(), &pause, &answer].concat();
    let told = hear(&sound).other_voices();
    let asked_ms = (question.len() as u32 / 16).saturating_sub(told[0].end_ms);
    assert!(told.len() == 1 && told[0].start_ms < 1_000 && asked_ms < 1_500, "{told:?}");
    assert_eq!(HEARING.other_voices(&sound), told, "without the words too");
    let live = Live::start(Arc::clone(&HEARING), |_| {});
    sound.chunks(480).for_each(|block| live.push(block));
    assert_eq!(live.finish(|_| {}).expect("a transcript").other_voices(), told);
    for alone in [&answer, &[answer.as_slice(), &pause, &answer].concat()] {
        assert_eq!(HEARING.other_voices(alone), []);
    }
}

#[test]
fn a_live_take_without_sound_is_empty() {
    let live = Live::start(Arc::clone(&HEARING), |_| {});
    assert_eq!(live.finish(|_| {}).expect("nothing heard"), Heard::default());
}

#[test]
fn a_cancelled_take_says_so() {
    let cancelled = AtomicBool::new(true);
    let batch = HEARING.transcribe(samples::blocks(&spoken()), 0, &mut |_| {}, &cancelled);
    assert!(matches!(batch, Err(SpeechError::Cancelled)), "{batch:?}");
    let live = Live::start(Arc::clone(&HEARING), |_| {});
    live.push(&spoken());
    live.cancel();
    assert!(matches!(live.finish(|_| {}), Err(SpeechError::Cancelled)));
}

#[test]
fn progress_never_falls_and_ends_at_a_hundred() {
    let mut percents = Vec::new();
    HEARING
        .transcribe(samples::blocks(&spoken()), 11_000, &mut |p| percents.push(p), &AtomicBool::new(false))
        .expect("a transcript");
    assert!(percents.is_sorted() && percents.last() == Some(&100), "{percents:?}");
}

#[test]
fn two_takes_at_once_do_not_disturb_each_other() {
    let sound = spoken();
    let alone = hear(&sound);
    let together: Vec<Heard> = std::thread::scope(|scope| {
        let takes: Vec<_> = (0..3).map(|_| scope.spawn(|| hear(&sound))).collect();
        takes.into_iter().map(|take| take.join().expect("a take")).collect()
    });
    assert!(together.iter().all(|heard| *heard == alone));
}
