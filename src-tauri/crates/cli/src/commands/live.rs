//! `debrief rehearse` and `debrief record`: from a microphone, or a file in its place.

use std::{
    io::{self, BufRead, IsTerminal},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, RecvTimeoutError, Sender},
    },
    thread,
    time::{Duration, Instant},
};

use rehearsal::{CaptureEvent, LiveTake, Microphone, Origin, Recorder, RehearsalError, Source, TakeEvent};

use super::{Place, deliver, plan, say_voices};
use crate::{
    args::{Record, Rehearse},
    exit::Failure,
    interrupt,
    progress::Bar,
};

/// What ends a recording.
enum Stop {
    /// Enter, the time given, or the end of the input.
    Done,
    /// Control-C: keep what there is, and stop there.
    Interrupt,
}

pub fn rehearse(place: &Place, args: &Rehearse) -> Result<(), Failure> {
    let engine = place.engine()?;
    let plan = plan(&engine, &args.judging, args.model.as_ref())?;
    let library = place.library()?;
    let (source, origin): (Box<dyn Source>, _) = match &args.input {
        Some(path) => (Box::new(rehearsal::sound_file(path)?), Origin::File),
        None => (microphone(args.device.as_deref())?, Origin::Microphone),
    };
    // Both models are warm before the first word: the person does not wait for them at the stop.
    engine.hearing(plan.model.as_deref())?;
    engine.embedder()?;
    let (stop, stopped) = mpsc::channel();
    let ended = stop.clone();
    let captions = io::stderr().is_terminal();
    let told = Arc::new(move |event| match event {
        TakeEvent::Capture(event) => on_capture(&event, &ended),
        // A line once written stays: only what is final goes there.
        TakeEvent::Caption(phrase) if captions && !phrase.ahead => {
            let words: Vec<&str> = phrase.words.iter().map(|word| word.text.as_str()).collect();
            eprintln!("{}", words.join(" "));
        }
        TakeEvent::Caption(_) | TakeEvent::LastWords(_) => {}
        TakeEvent::NotHeardLive(error) => {
            eprintln!("debrief: {error}; the recording goes on and is heard when you stop");
        }
    });
    let take = LiveTake::start(&engine, &library, source, origin, plan, told)?;
    let how = wait(args.seconds, args.input.is_none(), stop, &stopped)?;
    let stopped = take.stop()?;
    if let Stop::Interrupt = how {
        return Err(Failure::Interrupted(format!("take {} is kept, `debrief list` shows it", stopped.id())));
    }
    let bar = Bar::new("debrief");
    let debrief = stopped.debrief(&mut |progress| bar.show(progress), &AtomicBool::new(false))?;
    drop(bar);
    say_voices(&debrief);
    let rendered = rehearsal::render(&engine, &debrief, args.rendering.format);
    let delivered = rendered.map_err(Failure::from).and_then(|bytes| deliver(&bytes, &args.rendering));
    engine.settle();
    delivered
}

pub fn record(args: &Record) -> Result<(), Failure> {
    if args.output.exists() {
        return Err(Failure::Usage(format!("{} exists already; choose another name", args.output.display())));
    }
    if args.output.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case("wav")) {
        return Err(Failure::Usage(format!("{} must end in .wav", args.output.display())));
    }
    let (stop, stopped) = mpsc::channel();
    let ended = stop.clone();
    let source = microphone(args.device.as_deref())?;
    let running = Recorder::start(source, &args.output, |_| {}).map_err(RehearsalError::from)?;
    let events = running.events();
    thread::spawn(move || events.into_iter().for_each(|event| on_capture(&event, &ended)));
    let how = wait(args.seconds, true, stop, &stopped)?;
    let recorded = running.stop().map_err(RehearsalError::from)?;
    let kept = said(&recorded.path, recorded.duration_ms, recorded.lost_ms);
    match how {
        Stop::Interrupt => Err(Failure::Interrupted(kept)),
        Stop::Done => {
            eprintln!("{kept}");
            Ok(())
        }
    }
}

fn said(path: &Path, duration_ms: u32, lost_ms: u32) -> String {
    let lost = if lost_ms > 0 { format!(", {lost_ms} ms were lost") } else { String::new() };
    format!("{} holds {}.{} s{lost}", path.display(), duration_ms / 1000, duration_ms % 1000 / 100)
}

fn microphone(device: Option<&str>) -> Result<Box<dyn Source>, Failure> {
    Ok(Box::new(Microphone::open(device).map_err(RehearsalError::from)?))
}

fn on_capture(event: &CaptureEvent, ended: &Sender<Stop>) {
    match event {
        CaptureEvent::Fault(fault) => eprintln!("debrief: {fault}"),
        CaptureEvent::Ended => drop(ended.send(Stop::Done)),
        CaptureEvent::Level { .. } => {}
    }
}

/// Waits for Enter, the end of the input, the time given, or Control-C.
fn wait(
    seconds: Option<u32>,
    by_enter: bool,
    stop: Sender<Stop>,
    stopped: &mpsc::Receiver<Stop>,
) -> Result<Stop, Failure> {
    let interrupted = interrupt::watch()?;
    if by_enter {
        match seconds {
            Some(seconds) => eprintln!("Recording for {seconds} s. Control-C stops earlier and keeps it."),
            None => eprintln!("Recording. Enter stops; Control-C stops without a debrief and keeps the recording."),
        }
        // Without a terminal nobody can press Enter, and the end of an empty input means nothing.
        if seconds.is_none() && io::stdin().is_terminal() {
            thread::spawn(move || {
                let _ = io::stdin().lock().read_line(&mut String::new());
                let _ = stop.send(Stop::Done);
            });
        }
    }
    let deadline = seconds.map(|seconds| Instant::now() + Duration::from_secs(u64::from(seconds)));
    loop {
        if interrupted.load(Ordering::Relaxed) {
            return Ok(Stop::Interrupt);
        }
        if deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            return Ok(Stop::Done);
        }
        match stopped.recv_timeout(Duration::from_millis(50)) {
            Ok(stop) => return Ok(stop),
            Err(RecvTimeoutError::Disconnected) => return Ok(Stop::Done),
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}
