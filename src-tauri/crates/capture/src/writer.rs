//! The writer's thread: from the ring to the file, the tap, the level and the faults.

use std::io;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use rtrb::Consumer;

use crate::event::{CaptureEvent, Fault};
use crate::intake::Tally;
use crate::level::Meter;
use crate::orders::{Agenda, Order, Turn};
use crate::recorder::{Recorded, Tap};
use crate::source::{Format, News, Running};
use crate::told::Told;
use crate::vigil::Vigil;
use crate::wav::TakeFile;
use crate::{CaptureError, disk};

/// How often the ring is emptied.
const TICK: Duration = Duration::from_millis(20);
/// How often the file is made whole on disk.
const FLUSH: Duration = Duration::from_secs(1);
/// No sample for this long is a fault; of a device that is gone, the end.
const NO_DATA: Duration = Duration::from_secs(2);

/// Whoever listens along.
pub(crate) type Listener = Box<dyn FnMut(Tap<'_>) + Send>;

/// Everything the writer's thread owns.
pub(crate) struct Writer {
    file: TakeFile,
    path: PathBuf,
    format: Format,
    outlet: Consumer<f32>,
    tally: Arc<Tally>,
    frames: Arc<AtomicU64>,
    tap: Option<Listener>,
    meter: Meter,
    vigil: Vigil,
    told: Told,
    block: Vec<f32>,
    mono: Vec<f32>,
    state: State,
    lost_frames: u64,
    lost_device: bool,
    last_data: Instant,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Recording,
    Paused,
    /// Nothing more will be written.
    Over,
}

impl Writer {
    pub(crate) fn new(
        file: TakeFile,
        path: PathBuf,
        format: Format,
        outlet: Consumer<f32>,
        tally: Arc<Tally>,
        frames: Arc<AtomicU64>,
        tap: Listener,
    ) -> Self {
        Self {
            file,
            path,
            format,
            outlet,
            tally,
            frames,
            tap: Some(tap),
            meter: Meter::new(format),
            vigil: Vigil::new(format),
            told: Told::default(),
            block: Vec::new(),
            mono: Vec::new(),
            state: State::Recording,
            lost_frames: 0,
            lost_device: false,
            last_data: Instant::now(),
        }
    }

    /// Writes until told to stop (the recording), to discard it, or until the recorder is dropped (nothing).
    pub(crate) fn run(
        mut self,
        orders: &Receiver<Order>,
        news: &Receiver<News>,
        running: Running,
    ) -> Result<Option<Recorded>, CaptureError> {
        let mut agenda = Agenda::default();
        let mut last_flush = Instant::now();
        let mut running = Some(running);
        loop {
            let order = orders.recv_timeout(TICK);
            let now = Instant::now();
            match order {
                Ok(Order::Subscribe(events)) => self.told.subscribe(events),
                Ok(Order::Turn(turn)) => agenda.note(turn, now, self.tally.latency()),
                Ok(Order::Discard) => {
                    self.told.ended();
                    return self.file.discard().map(|()| None);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    self.drain();
                    return self.file.flush().map(|()| None).map_err(CaptureError::file(self.file.part()));
                }
            }
            // News first: what a source delivered before it said it had finished is in the ring by now.
            let finished = self.hear(news);
            self.drain();
            if finished {
                self.end();
            }
            if last_flush.elapsed() >= FLUSH {
                last_flush = now;
                self.flush();
            }
            if self.state == State::Over {
                running = None;
                agenda.hasten(now);
            }
            while let Some(turn) = agenda.due(now) {
                match (turn, self.state) {
                    (Turn::Stop, _) => return self.finish(running).map(Some),
                    (Turn::Pause, State::Recording) => self.state = State::Paused,
                    (Turn::Resume, State::Paused) => self.state = State::Recording,
                    _ => {}
                }
            }
        }
    }

    /// What the source says; true if there is no more to come. Also notices when nothing comes.
    fn hear(&mut self, news: &Receiver<News>) -> bool {
        let mut finished = false;
        for said in news.try_iter() {
            match said {
                News::Finished => finished = true,
                News::Lost { device } => {
                    self.lost_device = true;
                    self.told.fault(Fault::DeviceLost { device });
                }
                News::Moved { device } => self.told.fault(Fault::DeviceMoved { device }),
                News::Overrun => self.told.fault(Fault::Overrun { lost_ms: 0 }),
            }
        }
        let silent_for = self.last_data.elapsed();
        if !finished && self.state != State::Over && silent_for >= NO_DATA && self.outlet.is_empty() {
            if self.lost_device {
                self.end();
            } else {
                let for_ms = u32::try_from(silent_for.as_millis()).unwrap_or(u32::MAX);
                self.told.fault(Fault::NoData { for_ms });
            }
        }
        finished
    }

    /// Empties the ring, a second at a time.
    fn drain(&mut self) {
        let second = (self.format.sample_rate as usize).saturating_mul(self.format.channels.into());
        while let Ok(chunk) = self.outlet.read_chunk(self.outlet.slots().min(second)) {
            if chunk.is_empty() {
                break;
            }
            let mut block = mem::take(&mut self.block);
            block.clear();
            let (first, second) = chunk.as_slices();
            block.extend_from_slice(first);
            block.extend_from_slice(second);
            chunk.commit_all();
            self.last_data = Instant::now();
            match self.state {
                State::Recording => self.write(&block),
                State::Paused => self.vigil.rest(),
                State::Over => {}
            }
            self.block = block;
        }
        let dropped = self.tally.take_dropped();
        if dropped > 0 && self.state == State::Recording {
            self.lost_frames += dropped;
            self.told.fault(Fault::Overrun { lost_ms: self.format.millis(self.lost_frames).max(1) });
        }
    }

    /// File first, then everyone else.
    fn write(&mut self, block: &[f32]) {
        let first_sample = self.file.frames();
        if self.file.would_overflow((block.len() / usize::from(self.format.channels)) as u64) {
            self.told.fault(Fault::TooLong { kept_ms: self.format.millis(first_sample) });
            return self.end();
        }
        if let Err(error) = self.file.append(block) {
            return self.give_up(&error);
        }
        self.frames.store(self.file.frames(), Ordering::Relaxed);
        let elapsed_ms = self.format.millis(self.file.frames());
        let told = &mut self.told;
        self.meter.take(block, |level| {
            let (peak_db_x10, rms_db_x10) = (level.peak_db_x10, level.rms_db_x10);
            told.tell(&CaptureEvent::Level { peak_db_x10, rms_db_x10, elapsed_ms });
        });
        self.vigil.take(block, |fault| told.fault(fault));
        self.share(block, first_sample);
    }

    /// Hands the sound to the tap; one that panics is not asked again.
    fn share(&mut self, block: &[f32], first_sample: u64) {
        let Some(tap) = &mut self.tap else { return };
        let channels = usize::from(self.format.channels);
        self.mono.clear();
        self.mono.extend(block.chunks_exact(channels).map(|frame| frame.iter().sum::<f32>() / channels as f32));
        let heard = Tap { samples: &self.mono, sample_rate: self.format.sample_rate, first_sample };
        if catch_unwind(AssertUnwindSafe(|| tap(heard))).is_err() {
            self.tap = None;
            self.told.fault(Fault::TapFailed);
        }
    }

    /// Makes the file whole on disk and watches the room left for it.
    fn flush(&mut self) {
        if self.state == State::Over {
            return;
        }
        if let Err(error) = self.file.flush() {
            return self.give_up(&error);
        }
        if !self.file.is_in_place() {
            if let Err(error) = self.file.put_back() {
                return self.give_up(&error);
            }
            self.told.fault(Fault::FolderGone);
        }
        match disk::free_bytes(self.file.part()) {
            Ok(free_bytes) if free_bytes < disk::RESERVE => {
                self.told.fault(Fault::DiskFull { free_bytes, kept_ms: self.format.millis(self.file.frames()) });
                self.end();
            }
            Ok(_) => {}
            Err(error) => tracing::debug!(%error, "free space cannot be read"),
        }
    }

    /// The file can no longer be written: says why and keeps what is there.
    fn give_up(&mut self, error: &io::Error) {
        let kept_ms = self.format.millis(self.file.frames());
        self.told.fault(match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                let free_bytes = disk::free_bytes(self.file.part()).unwrap_or(0);
                Fault::DiskFull { free_bytes, kept_ms }
            }
            _ => Fault::WriteFailed { reason: error.to_string(), kept_ms },
        });
        self.end();
    }

    /// No more is written; the file waits, whole, to be finished.
    fn end(&mut self) {
        if self.state != State::Over {
            self.state = State::Over;
            if let Err(error) = self.file.flush() {
                tracing::warn!(%error, "the recording could not be flushed at its end");
            }
            self.told.ended();
        }
    }

    /// The file is finished before the source is let go: closing a dead sound server's stream can hang.
    fn finish(mut self, running: Option<Running>) -> Result<Recorded, CaptureError> {
        self.told.ended();
        if self.file.frames() == 0 {
            let part = self.file.part().to_owned();
            self.file.discard()?;
            return Err(CaptureError::Empty(part));
        }
        let frames = self.file.finish(&self.path)?;
        drop(running);
        Ok(Recorded::new(self.path, frames, self.format, self.lost_frames))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;
    use crate::intake::Intake;
    use crate::source::Feed;
    use crate::{Reporter, wav};

    const FORMAT: Format = Format { sample_rate: 8000, channels: 1 };

    /// A writer of one second of sound whose disk is then pulled, and another second to write.
    fn on_a_pulled_disk(path: &std::path::Path) -> (Writer, Feed, Receiver<News>) {
        let mut file = TakeFile::create(&wav::part_of(path), FORMAT).expect("a part");
        file.append(&vec![0.5; 8000]).expect("it is written");
        file.flush().expect("it is flushed");
        file.pull_disk();
        let (mut intake, outlet, tally) = Intake::new(FORMAT);
        intake.take(&vec![0.25_f32; 8000]);
        let (reporter, news) = mpsc::channel();
        let writer = Writer::new(file, path.to_owned(), FORMAT, outlet, tally, Arc::default(), Box::new(|_| ()));
        (writer, Feed { intake, reporter: Reporter(reporter) }, news)
    }

    #[test]
    fn a_folder_that_vanishes_is_made_again_and_nothing_is_lost() {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let folder = parent.path().join("recordings");
        for gone in ["removed", "moved"] {
            std::fs::create_dir(&folder).expect("a folder");
            let path = folder.join("take.wav");
            let mut file = TakeFile::create(&wav::part_of(&path), FORMAT).expect("a part");
            file.append(&vec![0.5; 8000]).expect("it is written");
            let (_intake, outlet, tally) = Intake::new(FORMAT);
            let mut writer = Writer::new(file, path.clone(), FORMAT, outlet, tally, Arc::default(), Box::new(|_| ()));
            let (events, heard) = mpsc::channel();
            writer.told.subscribe(events);
            if gone == "removed" {
                std::fs::remove_dir_all(&folder).expect("it can go");
            } else {
                std::fs::rename(&folder, parent.path().join("elsewhere")).expect("it can move");
            }
            writer.flush();
            writer.write(&vec![0.25; 4000]);
            assert_eq!(writer.finish(None).expect("it is kept").duration_ms, 1500, "{gone}");
            assert_eq!(hound::WavReader::open(&path).expect("a playable WAV").duration(), 12_000, "{gone}");
            assert_eq!(heard.try_recv(), Ok(CaptureEvent::Fault(Fault::FolderGone)), "{gone}");
            std::fs::remove_dir_all(&folder).expect("it can go");
        }
    }

    #[test]
    fn a_folder_that_vanishes_in_the_last_moment_is_made_again() {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let folder = parent.path().join("recordings");
        std::fs::create_dir(&folder).expect("a folder");
        let path = folder.join("take.wav");
        let mut file = TakeFile::create(&wav::part_of(&path), FORMAT).expect("a part");
        file.append(&vec![0.5; 8000]).expect("it is written");
        std::fs::remove_dir_all(&folder).expect("it can go");
        assert_eq!(file.finish(&path).expect("it is kept"), 8000);
        assert_eq!(hound::WavReader::open(&path).expect("a playable WAV").duration(), 8000);
    }

    #[test]
    fn where_no_folder_can_be_made_again_the_error_names_where_the_sound_is() {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let folder = parent.path().join("recordings");
        std::fs::create_dir(&folder).expect("a folder");
        let path = folder.join(format!("take-{}.wav", std::process::id()));
        let mut file = TakeFile::create(&wav::part_of(&path), FORMAT).expect("a part");
        file.append(&vec![0.5; 8000]).expect("it is written");
        std::fs::remove_dir_all(&folder).expect("it can go");
        std::fs::write(&folder, "in the way").expect("a file can take its place");
        let Err(CaptureError::Kept { kept, .. }) = file.finish(&path) else { panic!("nothing can be written there") };
        assert_eq!(hound::WavReader::open(&kept).expect("a playable WAV").duration(), 8000);
        std::fs::remove_file(kept).expect("ours");
    }

    #[test]
    fn a_disk_that_fails_ends_the_recording_and_what_was_written_is_kept() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("take.wav");
        let (writer, _feed, news) = on_a_pulled_disk(&path);
        let (orders, ordered) = mpsc::channel();
        let (events, heard) = mpsc::channel();
        orders.send(Order::Subscribe(events)).expect("the writer listens");
        orders.send(Order::Turn(Turn::Stop)).expect("the writer listens");
        let recorded = writer.run(&ordered, &news, Running::new().0).expect("it is kept").expect("it was stopped");
        assert_eq!(recorded.duration_ms, 1000);
        assert_eq!(hound::WavReader::open(&path).expect("a playable WAV").duration(), 8000);
        let heard: Vec<_> = heard.iter().collect();
        assert!(
            matches!(&heard[..], [CaptureEvent::Fault(Fault::WriteFailed { kept_ms: 1000, .. }), CaptureEvent::Ended]),
            "{heard:?}"
        );
    }
}
