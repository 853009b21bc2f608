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
};

use anyhow::{Context, Result, bail, ensure};
pub use debrief_tests::sound_server::Sound;
use debrief_tests::{
    fixture::Spoken,
    program,
    sound::Format,
    sound_server::{self, SoundServer, Speech, missing, wait_until},
};
use tempfile::TempDir;

/// The programs a desktop is made of, besides those of the sound server.
const PROGRAMS: [&str; 2] = ["Xvfb", "WebKitWebDriver"];

/// The running desktop.
#[derive(Debug)]
pub struct Desktop {
    programs: Vec<Child>,
    sound: SoundServer,
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
        let missing = missing(PROGRAMS.into_iter().chain(sound_server::PROGRAMS));
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
        let mut environment = vec![
            ("HOME", home.path().display().to_string()),
            ("XDG_RUNTIME_DIR", folder("runtime")?),
            ("XDG_DATA_HOME", folder("data")?),
            ("XDG_CONFIG_HOME", folder("config")?),
            ("XDG_CACHE_HOME", folder("cache")?),
            ("DEBRIEF_DATA_DIR", folder("debrief")?),
            ("TAURI_WEBVIEW_AUTOMATION", "true".to_owned()),
            ("NO_AT_BRIDGE", "1".to_owned()),
        ];

        if let Some(resources) = program::resources() {
            environment.push(("DEBRIEF_RESOURCES", resources.display().to_string()));
        }

        let sound = SoundServer::start(sound)?;
        environment.extend(sound.environment());
        let (display, number) = start_display()?;
        environment.push(("DISPLAY", format!(":{number}")));
        let webdriver = String::new();
        let mut desktop = Self { programs: vec![display], sound, environment, webdriver, home, _alone: alone };

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
        self.sound.speak(sound)
    }

    /// The sound server, to do something to its microphone.
    pub fn sound(&self) -> &SoundServer {
        &self.sound
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
