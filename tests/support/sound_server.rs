//! A private sound server with a virtual microphone, gone when it is dropped.

use std::{
    fs,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

/// The programs it needs.
pub const PROGRAMS: [&str; 3] = ["pulseaudio", "pactl", "paplay"];

/// Whether there is something to record from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sound {
    /// A speaker and the microphone "`TestMicrophone`", which hears what [`SoundServer::speak`] plays.
    Microphone,
    /// A speaker and nothing to record from.
    SpeakerOnly,
}

impl Sound {
    /// The sound server's start-up script. `norewinds` keeps the way from speaker to microphone short and lossless.
    fn script(self) -> String {
        let mut script = String::from(
            "load-module module-native-protocol-unix auth-anonymous=1 auth-cookie-enabled=0\n\
             load-module module-null-sink sink_name=speaker rate=48000 channels=2 norewinds=1 \
             sink_properties=device.description=Speaker\n\
             set-default-sink speaker\n",
        );
        if self == Self::Microphone {
            script.push_str(
                "load-module module-null-sink sink_name=mouth rate=48000 channels=1 channel_map=mono norewinds=1 \
                 sink_properties=device.description=Mouth\n\
                 load-module module-remap-source source_name=microphone master=mouth.monitor \
                 source_properties=device.description=TestMicrophone\n\
                 set-default-source microphone\n",
            );
        }
        script
    }
}

/// The running server.
#[derive(Debug)]
pub struct SoundServer {
    server: Child,
    folder: TempDir,
}

impl SoundServer {
    /// Starts one and waits until it answers.
    ///
    /// # Errors
    /// It cannot be started.
    pub fn start(sound: Sound) -> Result<Self> {
        let folder = TempDir::new()?;
        for name in ["pulse", "state"] {
            fs::DirBuilder::new().mode(0o700).create(folder.path().join(name))?;
        }
        let script = folder.path().join("sound.pa");
        fs::write(&script, sound.script())?;
        let log = fs::File::create(folder.path().join("log"))?;
        let mut server = Command::new("pulseaudio");
        server.args(["-n", "-F"]).arg(&script).args(["--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]);
        server.args(["--realtime=no", "--high-priority=no", "--log-level=error"]);
        server.env("HOME", folder.path()).stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        for (name, value) in environment(folder.path()) {
            server.env(name, value);
        }
        let server = Self { server: server.spawn().context("pulseaudio")?, folder };
        wait_until("the sound server answers", || server.control(["info"]).is_ok())?;
        Ok(server)
    }

    /// What a program needs to know to find it.
    pub fn environment(&self) -> [(&'static str, String); 3] {
        environment(self.folder.path())
    }

    /// Plays a WAV or FLAC into the virtual microphone, in real time.
    ///
    /// # Errors
    /// It cannot be played.
    pub fn speak(&self, sound: &Path) -> Result<Speech> {
        let player = self.command("paplay").arg("--device=mouth").arg(sound).spawn().context("paplay")?;
        Ok(Speech { player })
    }

    /// Asks the server something, or tells it to do something, by `pactl`; what it answered.
    ///
    /// # Errors
    /// It refuses, or is gone.
    pub fn control<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> Result<String> {
        let output = self.command("pactl").args(args).output().context("pactl")?;
        ensure!(output.status.success(), "pactl: {}", String::from_utf8_lossy(&output.stderr));
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Ends it as a crash does.
    ///
    /// # Errors
    /// It cannot be killed.
    pub fn kill(&mut self) -> Result<()> {
        self.server.kill()?;
        self.server.wait()?;
        Ok(())
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.envs(self.environment()).env_remove("PULSE_COOKIE").stdin(Stdio::null()).stderr(Stdio::piped());
        command
    }
}

impl Drop for SoundServer {
    fn drop(&mut self) {
        drop(self.kill());
    }
}

fn environment(folder: &Path) -> [(&'static str, String); 3] {
    let inside = |name: &str| folder.join(name).display().to_string();
    [
        ("PULSE_RUNTIME_PATH", inside("pulse")),
        ("PULSE_STATE_PATH", inside("state")),
        ("PULSE_SERVER", format!("unix:{}", inside("pulse/native"))),
    ]
}

/// Something being said into the microphone.
#[derive(Debug)]
pub struct Speech {
    player: Child,
}

impl Speech {
    /// Waits until all of it was said.
    ///
    /// # Errors
    /// It could not be played to the end.
    pub fn end(mut self) -> Result<()> {
        let status = self.player.wait()?;
        ensure!(status.success(), "paplay ended with {status}");
        Ok(())
    }
}

impl Drop for Speech {
    fn drop(&mut self) {
        drop(self.player.kill());
        drop(self.player.wait());
    }
}

/// Those of the programs that are not installed.
pub fn missing<'a>(programs: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    programs.into_iter().filter(|program| find(program).is_none()).collect()
}

fn find(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).map(|folder| folder.join(program)).find(|path| path.is_file())
}

/// Looks again every 20 ms until it is so; gives up after 20 s.
///
/// # Errors
/// It was never so.
pub fn wait_until(what: &str, mut so: impl FnMut() -> bool) -> Result<()> {
    let begun = Instant::now();
    while !so() {
        ensure!(begun.elapsed() < Duration::from_secs(20), "waited in vain until {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}
