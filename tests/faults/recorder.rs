//! A rehearsal that goes on while things happen to it, and what is left of it afterwards.

use std::{
    env, fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, RecvTimeoutError},
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use debrief_tests::{
    program::{Debrief, Ran},
    sound::{Format, Sound},
};
use rusqlite::{Connection, OpenFlags};

/// The longest anything may take that is not an analysis.
const PATIENCE: Duration = Duration::from_mins(1);
/// The longest an analysis may take: a debug build on two busy cores.
const ANALYSIS: Duration = Duration::from_mins(3);
/// How often the folder is looked at.
const LOOK: Duration = Duration::from_millis(5);

/// A number from the environment: how long the harness runs.
pub fn number(name: &str, otherwise: u32) -> u32 {
    env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// Moments that are the same for the same seed (splitmix64).
#[derive(Debug)]
pub struct Dice(u64);

impl Dice {
    /// The dice of this run.
    pub fn new() -> Self {
        Self(u64::from(number("DEBRIEF_SEED", 1)))
    }

    /// A number below `most`.
    pub fn below(&mut self, most: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % u64::from(most.max(1))) as u32
    }
}

/// Sound in which every stretch is unlike every other, so that a recording can be compared sample by sample.
pub fn noise(rate: u32, duration_ms: u32) -> Sound {
    let mut dice = Dice(7);
    let samples = (0..u64::from(rate) * u64::from(duration_ms) / 1000).map(|_| {
        let value = dice.below(16_384) as f32 - 8192.0;
        value / 32_768.0
    });
    Sound { rate, samples: samples.collect() }
}

/// Writes the sound where a rehearsal can play it.
pub fn playable(sound: &Sound, folder: &Path) -> Result<PathBuf> {
    let path = folder.join("spoken.wav");
    sound.write_wav(&path, 1, Format::Int16)?;
    Ok(path)
}

/// A program under way, and what it says on its standard error as it says it.
#[derive(Debug)]
pub struct Running {
    child: Child,
    said: Receiver<(Instant, String)>,
    heard: Vec<String>,
}

impl Running {
    /// Starts it.
    pub fn start(command: &mut Command) -> Result<Self> {
        let mut child = command.spawn().context("the program could not be started")?;
        let errors = child.stderr.take().context("its standard error is ours")?;
        let (say, said) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(errors).lines().map_while(Result::ok) {
                if say.send((Instant::now(), line)).is_err() {
                    return;
                }
            }
        });
        Ok(Self { child, said, heard: Vec::new() })
    }

    /// Waits until it says something that holds one of `words`; how long after `since` that was.
    pub fn says(&mut self, words: &[&str], since: Instant) -> Result<Duration> {
        let until = Instant::now() + PATIENCE;
        loop {
            match self.said.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok((at, line)) => {
                    self.heard.push(line.clone());
                    if words.iter().any(|words| line.contains(words)) {
                        return Ok(at.saturating_duration_since(since));
                    }
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    ensure!(false, "it never said {words:?}, but: {}", self.heard.join("\n"));
                }
            }
        }
    }

    /// Whether it has ended.
    pub fn has_ended(&mut self) -> Result<bool> {
        Ok(self.child.try_wait()?.is_some())
    }

    /// `kill -9`.
    pub fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Control-C.
    pub fn interrupt(&self) -> Result<()> {
        let status = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status()?;
        ensure!(status.success(), "it could not be interrupted");
        Ok(())
    }

    /// Waits until it ends by itself.
    pub fn end(mut self) -> Result<Ran> {
        let until = Instant::now() + ANALYSIS;
        while !self.has_ended()? {
            if Instant::now() > until {
                drop(self.child.kill());
                ensure!(false, "it did not end; it said: {}", self.heard.join("\n"));
            }
            thread::sleep(LOOK);
        }
        let mut ran = Ran::from(self.child.wait_with_output()?);
        self.heard.extend(self.said.iter().map(|(_, line)| line));
        ran.stderr = self.heard.join("\n");
        Ok(ran)
    }
}

/// What a fault left in a data folder, once `debrief recover` has been over it.
#[derive(Debug)]
pub struct Debris {
    /// The recordings, each a take that is listed or in the bin.
    pub recordings: Vec<PathBuf>,
}

impl Debris {
    /// Every recording in the data folder, whole or not.
    fn recordings(data: &Path) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(data.join("recordings")) else { return Vec::new() };
        let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "wav"));
        paths.sort();
        paths
    }

    /// Recovers, and checks what must be so after any fault: the database is sound, no part is left, every recording
    /// is a take of the library and can be played.
    pub fn of(debrief: &Debrief) -> Result<Self> {
        let recovered = debrief.run(["recover"])?;
        ensure!(recovered.code == Some(0), "recover: exit {:?}: {}", recovered.code, recovered.stderr);
        database_is_sound(&debrief.data_dir().join("library.db"))?;
        let (listed, binned) = (takes(debrief, &["list"])?, takes(debrief, &["bin", "list"])?);
        let recordings = Self::recordings(debrief.data_dir());
        let mut ids = Vec::new();
        for path in &recordings {
            let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            ensure!(listed.contains(&id) || binned.contains(&id), "{} is neither listed nor binned", path.display());
            Sound::from_wav(path)?;
            ids.push(id);
        }
        let silent: Vec<_> = listed.iter().filter(|id| !ids.contains(id)).collect();
        ensure!(silent.is_empty(), "listed, and without a recording: {silent:?}");
        Ok(Self { recordings })
    }
}

fn takes(debrief: &Debrief, listing: &[&str]) -> Result<Vec<String>> {
    let listed = debrief.run([listing, &["--format", "json"]].concat())?.json()?;
    let takes = listed["takes"].as_array().context("a list of takes")?;
    Ok(takes.iter().filter_map(|take| take["id"].as_str().map(str::to_owned)).collect())
}

/// Reads the whole database as another program would, and checks it.
pub fn database_is_sound(path: &Path) -> Result<()> {
    let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let verdict: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    ensure!(verdict == "ok", "{}: {verdict}", path.display());
    let strays = db.prepare("PRAGMA foreign_key_check")?.query_map([], |_| Ok(()))?.count();
    ensure!(strays == 0, "{}: {strays} rows refer to nothing", path.display());
    Ok(())
}

/// Checks that the recording is the beginning of what was played; how long it is (ms).
pub fn is_beginning_of(played: &Sound, recording: &Path) -> Result<u32> {
    let recorded = Sound::from_wav(recording)?;
    ensure!(recorded.rate == played.rate, "{} Hz", recorded.rate);
    ensure!(recorded.samples.len() <= played.samples.len(), "more was recorded than played");
    // A 16-bit sample is written as it was played, but for the rounding of this test's own reading and writing.
    let same = recorded.samples.iter().zip(&played.samples).all(|(a, b)| (a - b).abs() < 2.0 / 32_768.0);
    ensure!(same, "{} is not what was played", recording.display());
    Ok((recorded.samples.len() as u64 * 1000 / u64::from(played.rate)) as u32)
}

/// Waits until a recording has begun in `data` beside those in `before`; when it was first seen.
pub fn begun(data: &Path, before: &[PathBuf], running: &mut Running) -> Result<Option<Instant>> {
    let until = Instant::now() + PATIENCE;
    while Instant::now() < until {
        if Debris::recordings(data).iter().any(|path| !before.contains(path)) {
            return Ok(Some(Instant::now()));
        }
        if running.has_ended()? {
            return Ok(None);
        }
        thread::sleep(LOOK);
    }
    Ok(None)
}

/// How late this machine is: the longest that a thread which only sleeps was kept from waking.
#[derive(Debug)]
pub struct Lateness {
    worst: Arc<Mutex<Duration>>,
    over: Arc<AtomicBool>,
}

impl Lateness {
    /// Watches from now on.
    pub fn watch() -> Self {
        let (worst, over) = (Arc::<Mutex<Duration>>::default(), Arc::<AtomicBool>::default());
        let (noted, ended) = (Arc::clone(&worst), Arc::clone(&over));
        thread::spawn(move || {
            while !ended.load(Ordering::Relaxed) {
                let before = Instant::now();
                thread::sleep(LOOK);
                let late = before.elapsed().saturating_sub(LOOK);
                let mut worst = noted.lock().unwrap_or_else(PoisonError::into_inner);
                *worst = (*worst).max(late);
            }
        });
        Self { worst, over }
    }

    /// The worst so far. What is noticed or lost within this time is not the program's doing.
    pub fn worst(&self) -> Duration {
        *self.worst.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Lateness {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
    }
}
