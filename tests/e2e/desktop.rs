//! A desktop for one journey: a display, a sound server with a virtual microphone, a `WebDriver`, and a home folder;
//! all private, all gone when it is dropped.

use std::{
    env, fs,
    io::{BufRead, BufReader},
    net::{Ipv4Addr, TcpListener, TcpStream},
    ops::RangeInclusive,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use debrief_tests::{fixture::Spoken, program, sound::Format};
use tempfile::TempDir;

/// The programs a desktop is made of.
const PROGRAMS: [&str; 5] = ["Xvfb", "pulseaudio", "pactl", "paplay", "WebKitWebDriver"];

/// Who a person without a microphone is, or with one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sound {
    /// A speaker and the microphone "Test Microphone", which hears what [`Desktop::speak`] plays.
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

/// The running desktop.
#[derive(Debug)]
pub struct Desktop {
    programs: Vec<Child>,
    environment: Vec<(&'static str, String)>,
    webdriver: String,
    home: TempDir,
    _alone: MutexGuard<'static, ()>,
}

impl Desktop {
    /// Starts a desktop, or returns `None` after saying why there is none: not Linux, programs missing, or not wanted.
    ///
    /// # Errors
    /// It should run here and does not, or a desktop is required and cannot be had.
    pub fn start(sound: Sound) -> Result<Option<Self>> {
        static ALONE: Mutex<()> = Mutex::new(());
        let wish = env::var("DEBRIEF_WINDOW").unwrap_or_default();
        if wish == "skip" {
            return Ok(None);
        }
        let missing: Vec<_> = PROGRAMS.into_iter().filter(|program| find(program).is_none()).collect();
        if !missing.is_empty() {
            ensure!(wish != "require", "not installed: {}", missing.join(", "));
            eprintln!("skipped: no private desktop without {} (./x e2e installs them)", missing.join(", "));
            return Ok(None);
        }
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        Self::start_programs(sound, alone).map(Some)
    }

    fn start_programs(sound: Sound, alone: MutexGuard<'static, ()>) -> Result<Self> {
        let home = TempDir::new()?;
        let folder = |name: &str| -> Result<String> {
            let path = home.path().join(name);
            fs::DirBuilder::new().mode(0o700).recursive(true).create(&path)?;
            Ok(path.display().to_string())
        };
        let socket = format!("{}/native", folder("runtime/pulse")?);
        let mut environment = vec![
            ("HOME", home.path().display().to_string()),
            ("XDG_RUNTIME_DIR", folder("runtime")?),
            ("XDG_DATA_HOME", folder("data")?),
            ("XDG_CONFIG_HOME", folder("config")?),
            ("XDG_CACHE_HOME", folder("cache")?),
            ("DEBRIEF_DATA_DIR", folder("debrief")?),
            ("PULSE_RUNTIME_PATH", folder("runtime/pulse")?),
            ("PULSE_STATE_PATH", folder("runtime/pulse-state")?),
            ("PULSE_SERVER", format!("unix:{socket}")),
            ("TAURI_WEBVIEW_AUTOMATION", "true".to_owned()),
            ("NO_AT_BRIDGE", "1".to_owned()),
        ];

        if let Some(resources) = program::resources() {
            environment.push(("DEBRIEF_RESOURCES", resources.display().to_string()));
        }

        let (display, number) = start_display()?;
        environment.push(("DISPLAY", format!(":{number}")));
        let mut desktop = Self { programs: vec![display], environment, webdriver: String::new(), home, _alone: alone };

        let script = desktop.home.path().join("sound.pa");
        fs::write(&script, sound.script())?;
        desktop.begin(
            "pulseaudio",
            &[
                "-n",
                "-F",
                &script.display().to_string(),
                "--daemonize=no",
                "--exit-idle-time=-1",
                "--use-pid-file=no",
                "--realtime=no",
                "--high-priority=no",
                "--log-level=error",
            ],
        )?;
        wait_until("the sound server answers", || {
            desktop.command("pactl").arg("info").output().is_ok_and(|output| output.status.success())
        })?;

        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        desktop.begin("WebKitWebDriver", &["--host=127.0.0.1", &format!("--port={port}")])?;
        wait_until("the driver answers", || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok())?;
        desktop.webdriver = format!("http://127.0.0.1:{port}");
        Ok(desktop)
    }

    /// Address of the `WebDriver`.
    pub fn webdriver(&self) -> &str {
        &self.webdriver
    }

    /// Where the app keeps its data.
    pub fn data_dir(&self) -> PathBuf {
        self.home.path().join("debrief")
    }

    /// A folder of this desktop's own.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// What the driver and the app said on their standard errors.
    pub fn log(&self) -> String {
        fs::read_to_string(self.home.path().join("WebKitWebDriver.log")).unwrap_or_default()
    }

    /// Plays a WAV or FLAC into the virtual microphone, in real time.
    ///
    /// # Errors
    /// It cannot be played.
    pub fn speak(&self, sound: &Path) -> Result<Speech> {
        let player = self.command("paplay").arg("--device=mouth").arg(sound).spawn().context("paplay")?;
        Ok(Speech { player })
    }

    /// Says these sentences of an answer into the virtual microphone, to their end.
    ///
    /// # Errors
    /// They cannot be played.
    pub fn say(&self, spoken: &Spoken, sentences: RangeInclusive<usize>) -> Result<()> {
        let file = self.home.path().join("said.wav");
        spoken.said(sentences)?.write_wav(&file, 1, Format::Int16)?;
        self.speak(&file)?.end()
    }

    /// A program that sees this desktop.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        for name in ["WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XAUTHORITY", "PULSE_COOKIE"] {
            command.env_remove(name);
        }
        command.stdin(Stdio::null());
        command
    }

    fn begin(&mut self, program: &str, args: &[&str]) -> Result<()> {
        let log = fs::File::create(self.home.path().join(format!("{program}.log")))?;
        let child = self.command(program).args(args).stdout(log.try_clone()?).stderr(log).spawn();
        self.programs.push(child.with_context(|| program.to_owned())?);
        Ok(())
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        // Last started first ended; each is a child of ours, so nothing else can be hit.
        for program in self.programs.iter_mut().rev() {
            drop(program.kill());
            drop(program.wait());
        }
    }
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

/// Starts a display on the first free number, which it tells on its standard output.
fn start_display() -> Result<(Child, String)> {
    let mut display = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .context("Xvfb")?;
    let mut number = String::new();
    if let Some(output) = display.stdout.take() {
        BufReader::new(output).read_line(&mut number)?;
    }
    let number = number.trim().to_owned();
    if number.is_empty() {
        drop(display.kill());
        bail!("Xvfb gave no display: {}", display.wait()?);
    }
    Ok((display, number))
}

fn find(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(program)).find(|path| path.is_file())
}

/// Looks again every 20 ms until it is so; gives up after 20 s.
fn wait_until(what: &str, mut so: impl FnMut() -> bool) -> Result<()> {
    let begun = Instant::now();
    while !so() {
        ensure!(begun.elapsed() < Duration::from_secs(20), "waited in vain until {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}
