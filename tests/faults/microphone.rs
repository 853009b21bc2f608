//! What happens to microphones, by a sound server of our own: each noticed within three seconds and said, the take kept.

use std::{
    path::Path,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use debrief_tests::{
    program::Debrief,
    sound::{Format, Sound},
    sound_server::{self, Sound as Hardware, SoundServer, missing},
};
use tempfile::TempDir;

use crate::recorder::{Debris, Lateness, Running, begun};

/// The longest until a fault is said.
const NOTICED: Duration = Duration::from_secs(3);
/// How long the microphone is well before something happens to it.
const WELL: Duration = Duration::from_millis(1500);
/// How long the recording goes on after.
const AFTER: Duration = Duration::from_millis(500);

/// A person who speaks into a microphone until something happens to it.
struct Speaking {
    server: SoundServer,
    debrief: Debrief,
    running: Running,
    lateness: Lateness,
}

/// Starts speaking `spoken` into a microphone being recorded; `None`, after a word, where there is no sound server.
fn speaking(spoken: &Sound, folder: &Path) -> Result<Option<Speaking>> {
    let missing = missing(sound_server::PROGRAMS);
    if !missing.is_empty() {
        eprintln!("skipped: no private sound server without {}", missing.join(", "));
        return Ok(None);
    }
    let (server, debrief) = (SoundServer::start(Hardware::Microphone)?, Debrief::new()?);
    let path = folder.join("spoken.wav");
    spoken.write_wav(&path, 1, Format::Int16)?;
    let mut command = debrief.command(["rehearse", "--seconds", "60", "--format", "json"]);
    let mut running = Running::start(command.envs(server.environment()))?;
    begun(debrief.data_dir(), &[], &mut running)?.context("no recording began")?;
    Ok(Some(Speaking { server, debrief, running, lateness: Lateness::watch() }))
}

impl Speaking {
    /// Does something to the microphone while a voice is in it, waits until one of `words` is said of it, stops, and
    /// checks that the answer is kept.
    fn until(self, what: &str, happens: impl FnOnce(&mut SoundServer) -> Result<()>, words: &[&str]) -> Result<()> {
        let Self { mut server, debrief, mut running, lateness } = self;
        thread::sleep(WELL);
        let since = Instant::now();
        happens(&mut server).context(what.to_owned())?;
        let noticed = running.says(words, since).context(what.to_owned())?;
        println!("{what}: said after {} ms", noticed.as_millis());
        ensure!(noticed <= NOTICED + lateness.worst(), "{what}: said after {noticed:?}");
        thread::sleep(AFTER);
        if !running.has_ended()? {
            running.interrupt()?;
        }
        let ran = running.end()?;
        ensure!(!ran.stderr.contains("panicked"), "{what}: {}", ran.stderr);
        let left = Debris::of(&debrief).context(what.to_owned())?;
        let [recording] = &left.recordings[..] else { anyhow::bail!("{what}: {:?}: {}", left.recordings, ran.stderr) };
        let recorded = Sound::from_wav(recording)?;
        let kept = Duration::from_secs_f64(recorded.samples.len() as f64 / f64::from(recorded.rate));
        ensure!(kept + Duration::from_millis(500) >= WELL, "{what}: only {kept:?} are kept");
        Ok(())
    }
}

/// A voice for the microphone: what is said matters to no fault.
fn voice() -> Sound {
    Sound::tone(48_000, 8000, 220.0)
}

/// The number of the first entry of a list of the sound server that holds `word`.
fn entry(server: &SoundServer, list: &str, word: &str) -> Result<String> {
    let listed = server.control(["list", "short", list])?;
    let line = listed.lines().find(|line| line.contains(word)).with_context(|| format!("no {word}: {listed}"))?;
    Ok(line.split_ascii_whitespace().next().unwrap_or_default().to_owned())
}

/// One fault: a person speaks, it happens, it is said.
fn fault(what: &str, happens: impl FnOnce(&mut SoundServer) -> Result<()>, words: &[&str]) -> Result<()> {
    let folder = TempDir::new()?;
    let Some(speaking) = speaking(&voice(), folder.path())? else { return Ok(()) };
    let _speech = speaking.server.speak(&folder.path().join("spoken.wav"))?;
    speaking.until(what, happens, words)
}

#[test]
fn an_unplugged_microphone_is_said_and_the_answer_kept() -> Result<()> {
    let unplug = |server: &mut SoundServer| {
        let module = entry(server, "modules", "source_name=microphone")?;
        server.control(["unload-module", &module]).map(drop)
    };
    fault("unplugged", unplug, &["\" is gone"])
}

#[test]
fn a_muted_microphone_is_said_and_the_answer_kept() -> Result<()> {
    let mute = |server: &mut SoundServer| server.control(["set-source-mute", "microphone", "1"]).map(drop);
    fault("muted", mute, &["pure silence"])
}

#[test]
fn a_suspended_microphone_is_said_and_the_answer_kept() -> Result<()> {
    let suspend = |server: &mut SoundServer| server.control(["suspend-source", "microphone", "1"]).map(drop);
    fault("suspended", suspend, &["no sound has arrived"])
}

#[test]
fn a_recording_moved_to_another_microphone_is_said_and_the_answer_kept() -> Result<()> {
    let plug_in_another = |server: &mut SoundServer| {
        server.control(["load-module", "module-remap-source", "source_name=other", "master=speaker.monitor"])?;
        let recording = entry(server, "source-outputs", "float32le")?;
        server.control(["move-source-output", &recording, "other"]).map(drop)
    };
    fault("moved", plug_in_another, &["moved the recording"])
}

#[test]
fn a_killed_sound_server_is_said_and_the_answer_kept() -> Result<()> {
    fault("server killed", SoundServer::kill, &["\" is gone"])
}

#[test]
fn a_voice_too_loud_is_said_and_the_answer_kept() -> Result<()> {
    let folder = TempDir::new()?;
    let Some(speaking) = speaking(&voice().amplified(30.0), folder.path())? else { return Ok(()) };
    let path = folder.path().join("spoken.wav");
    let mut speech = None;
    let shout = |server: &mut SoundServer| {
        speech = Some(server.speak(&path)?);
        Ok(())
    };
    speaking.until("too loud", shout, &["cut off at its peaks"])
}
