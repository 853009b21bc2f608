//! Fetching a model of the catalog: the one thing in Debrief that opens a connection, and only when asked to.
//!
//! What arrives is kept in `<file>.part`, so that a broken connection, a full disk or a cancel costs nothing that was
//! there; the next try goes on from its end. Only a file of the right length and SHA-256 that reads as a Whisper model
//! gets its name. Nothing that is fetched is ever run.

use std::{
    fs::{self, File, OpenOptions},
    io::{Read, Write},
    path::{Path, PathBuf},
    sync::{
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, RecvTimeoutError, sync_channel},
    },
    thread,
    time::{Duration, Instant},
};

use ureq::{
    Agent,
    http::{StatusCode, Uri, header},
    tls::{RootCerts, TlsConfig},
};

use crate::{
    catalog::{Entry, sha256},
    error::SpeechError,
    ggml,
};

/// Patience with a server that says nothing.
const SILENCE: Duration = Duration::from_secs(30);
/// How often a cancel is looked for.
const GLANCE: Duration = Duration::from_millis(100);
/// Connections that may break in a row without bringing a byte.
const FRUITLESS: u32 = 3;
const MEGABYTE: u64 = 1_000_000;

/// How far a download has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fetched {
    /// Bytes that are here.
    pub bytes: u64,
    /// Bytes there will be.
    pub of: u64,
}

/// Downloads a model into `folder` and returns its file. Goes on from what an earlier try left; `told` hears how far it
/// has come, `cancelled` ends it (what is here stays).
pub(crate) fn download(
    entry: &Entry,
    folder: &Path,
    told: &mut dyn FnMut(Fetched),
    cancelled: &AtomicBool,
) -> Result<PathBuf, SpeechError> {
    let target = folder.join(&entry.main.file);
    let part = part_of(&target);
    let mut fetch = Fetch { entry, url: entry.url.as_deref().unwrap_or_default(), part: &part, told, cancelled };
    fetch.make_room(folder)?;
    fetch.whole()?;
    fetch.check()?;
    fs::rename(&part, &target).map_err(|source| SpeechError::ModelWrite { path: target.clone(), source })?;
    Ok(target)
}

/// Where a file is kept until it is whole.
pub(crate) fn part_of(target: &Path) -> PathBuf {
    let mut name = target.as_os_str().to_owned();
    name.push(".part");
    name.into()
}

struct Fetch<'a> {
    entry: &'a Entry,
    url: &'a str,
    part: &'a Path,
    told: &'a mut dyn FnMut(Fetched),
    cancelled: &'a AtomicBool,
}

/// Why one connection ended before all was here.
enum Broken {
    /// It may go better next time.
    Passing(String),
    /// It will not.
    Final(SpeechError),
}

impl Fetch<'_> {
    fn have(&self) -> u64 {
        fs::metadata(self.part).map_or(0, |part| part.len())
    }

    fn make_room(&self, folder: &Path) -> Result<(), SpeechError> {
        fs::create_dir_all(folder).map_err(|source| self.unwritable(source))?;
        if self.have() > self.entry.main.bytes {
            fs::remove_file(self.part).map_err(|source| self.unwritable(source))?;
        }
        let needed = self.entry.main.bytes - self.have();
        match fs4::available_space(folder) {
            Ok(free) if free < needed => Err(SpeechError::NoRoom {
                id: self.entry.id.clone(),
                needed_mb: needed.div_ceil(MEGABYTE),
                free_mb: free / MEGABYTE,
                folder: folder.into(),
            }),
            // Where the system does not tell, the write will.
            _ => Ok(()),
        }
    }

    /// Connects again until all is here.
    fn whole(&mut self) -> Result<(), SpeechError> {
        let agent = agent(self.url);
        let mut fruitless = 0;
        while self.have() < self.entry.main.bytes {
            let before = self.have();
            match self.connect(&agent) {
                Ok(()) => {}
                Err(Broken::Final(error)) => return Err(error),
                Err(Broken::Passing(reason)) => {
                    fruitless = if self.have() > before { 0 } else { fruitless + 1 };
                    if fruitless == FRUITLESS {
                        return Err(self.gave_up(reason));
                    }
                    self.rest(Duration::from_secs(1))?;
                }
            }
        }
        Ok(())
    }

    /// One connection, from what is here to the end or until it breaks.
    fn connect(&mut self, agent: &Agent) -> Result<(), Broken> {
        let have = self.have();
        let passing = |error: ureq::Error| Broken::Passing(error.to_string());
        let request = agent.get(self.url).header(header::RANGE, format!("bytes={have}-"));
        let response = request.call().map_err(passing)?;
        let said = |name: header::HeaderName| response.headers().get(name).and_then(|value| value.to_str().ok());
        let goes_on = match response.status() {
            StatusCode::PARTIAL_CONTENT => true,
            StatusCode::OK => false,
            StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT => {
                return Err(Broken::Passing(response.status().to_string()));
            }
            status if status.is_server_error() => return Err(Broken::Passing(status.to_string())),
            status => return Err(Broken::Final(self.gave_up(format!("the server answered {status}")))),
        };
        if goes_on && !said(header::CONTENT_RANGE).is_some_and(|range| range.starts_with(&format!("bytes {have}-"))) {
            return Err(Broken::Final(self.refused("a piece that was not asked for")));
        }
        let due = self.entry.main.bytes - if goes_on { have } else { 0 };
        if let Some(length) = said(header::CONTENT_LENGTH).and_then(|length| length.parse::<u64>().ok())
            && length != due
        {
            return Err(Broken::Final(self.refused(&format!("{length} bytes instead of {due}"))));
        }
        let mut file = self.open(goes_on).map_err(|source| Broken::Final(self.unwritable(source)))?;
        let blocks = blocks(response.into_body().into_reader());
        self.receive(&blocks, &mut file, due)
    }

    /// Writes what comes until `due` bytes are here.
    fn receive(
        &mut self,
        blocks: &Receiver<std::io::Result<Vec<u8>>>,
        file: &mut File,
        due: u64,
    ) -> Result<(), Broken> {
        let mut left = due;
        let mut heard = Instant::now();
        while left > 0 {
            if self.cancelled.load(Ordering::Relaxed) {
                return Err(Broken::Final(SpeechError::Cancelled));
            }
            let block = match blocks.recv_timeout(GLANCE) {
                Ok(Ok(block)) => block,
                Ok(Err(error)) => return Err(Broken::Passing(error.to_string())),
                Err(RecvTimeoutError::Timeout) if heard.elapsed() < SILENCE => continue,
                Err(RecvTimeoutError::Timeout) => return Err(Broken::Passing("the server fell silent".into())),
                Err(RecvTimeoutError::Disconnected) => return Err(Broken::Passing("the connection broke".into())),
            };
            heard = Instant::now();
            // More than was announced is not for us.
            let take = block.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            file.write_all(&block[..take]).map_err(|source| Broken::Final(self.unwritable(source)))?;
            left -= take as u64;
            (self.told)(Fetched { bytes: self.entry.main.bytes - left, of: self.entry.main.bytes });
        }
        file.sync_all().map_err(|source| Broken::Final(self.unwritable(source)))
    }

    fn open(&self, goes_on: bool) -> std::io::Result<File> {
        let mut options = OpenOptions::new();
        options.create(true).write(true).append(goes_on).truncate(!goes_on);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(self.part)
    }

    /// The file is the one the catalog describes, or gone.
    fn check(&self) -> Result<(), SpeechError> {
        let wrong = match sha256(self.part)? {
            found if found != self.entry.main.sha256 => Some(format!("SHA-256 {found}")),
            _ => ggml::check_speech(self.part).err().map(|error| error.to_string()),
        };
        let Some(reason) = wrong else { return Ok(()) };
        fs::remove_file(self.part).map_err(|source| self.unwritable(source))?;
        Err(self.refused(&reason))
    }

    /// Waits, unless cancelled meanwhile.
    fn rest(&self, time: Duration) -> Result<(), SpeechError> {
        let begun = Instant::now();
        while begun.elapsed() < time {
            if self.cancelled.load(Ordering::Relaxed) {
                return Err(SpeechError::Cancelled);
            }
            thread::sleep(GLANCE);
        }
        Ok(())
    }

    fn gave_up(&self, reason: String) -> SpeechError {
        let kept_mb = self.have() / MEGABYTE;
        SpeechError::Download { id: self.entry.id.clone(), url: self.url.to_owned(), reason, kept_mb }
    }

    fn refused(&self, reason: &str) -> SpeechError {
        SpeechError::Downloaded { id: self.entry.id.clone(), url: self.url.to_owned(), reason: reason.to_owned() }
    }

    fn unwritable(&self, source: std::io::Error) -> SpeechError {
        SpeechError::ModelWrite { path: self.part.into(), source }
    }
}

/// Encrypted connections only, except to this machine itself.
fn agent(url: &str) -> Agent {
    let host = url.parse::<Uri>().ok().and_then(|uri| uri.host().map(str::to_owned));
    let own = host.is_some_and(|host| ["127.0.0.1", "[::1]", "localhost"].contains(&host.as_str()));
    let roots = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
    Agent::config_builder()
        .https_only(!own)
        .tls_config(roots)
        .http_status_as_error(false)
        .timeout_connect(Some(SILENCE))
        .timeout_recv_response(Some(SILENCE))
        .user_agent(concat!("debrief/", env!("CARGO_PKG_VERSION")))
        .build()
        .into()
}

/// Reads on a thread of its own, so that a silent server cannot hold up a cancel; the thread ends with the connection.
fn blocks(mut body: impl Read + Send + 'static) -> Receiver<std::io::Result<Vec<u8>>> {
    let (filled, blocks) = sync_channel(4);
    thread::spawn(move || {
        loop {
            let mut block = vec![0; 1 << 16];
            let read = body.read(&mut block);
            let over = !matches!(read, Ok(1..));
            let sent = match read {
                Ok(0) => Ok(()),
                Ok(count) => {
                    block.truncate(count);
                    filled.send(Ok(block))
                }
                Err(error) => filled.send(Err(error)),
            };
            if over || sent.is_err() {
                return;
            }
        }
    });
    blocks
}
