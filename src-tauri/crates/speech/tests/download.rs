//! Downloads from a server that behaves, and from ones that do not.

use std::{
    collections::VecDeque,
    fs,
    io::{BufRead, BufReader, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use speech::{
    SpeechError,
    catalog::{Models, sha256},
};
use tempfile::TempDir;

/// How the server treats one request.
#[derive(Debug, Clone, Copy)]
enum Manner {
    /// Sends what was asked for.
    Whole,
    /// Sends so many bytes of what was asked for, then hangs up.
    Cut(usize),
    /// Knows no ranges: sends everything, whatever was asked for.
    NoRanges,
    /// Says the file is longer than it is.
    Lies,
    /// Sends other bytes of the same length.
    Altered,
    /// Refuses.
    Gone,
    /// Is out of order.
    Broken,
}

/// A server on this machine that treats each request by the next manner, the last one for ever.
struct Server {
    url: String,
    /// The first bytes asked for, request by request.
    asked: Arc<Mutex<Vec<usize>>>,
}

impl Server {
    fn start(file: Vec<u8>, manners: &[Manner]) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let url = format!("http://{}/ggml-small.bin", listener.local_addr().expect("its address"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (mut manners, noted) = (VecDeque::from(manners.to_vec()), Arc::clone(&asked));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let manner = if manners.len() > 1 { manners.pop_front() } else { manners.front().copied() };
                let (Ok(stream), Some(manner)) = (stream, manner) else { return };
                // A client that hangs up is no concern of the server's.
                let _ = answer(stream, &file, manner, &noted);
            }
        });
        Self { url, asked }
    }

    fn asked(&self) -> Vec<usize> {
        self.asked.lock().expect("no panic").clone()
    }
}

fn answer(mut stream: TcpStream, file: &[u8], manner: Manner, noted: &Mutex<Vec<usize>>) -> std::io::Result<()> {
    let mut from = 0;
    for line in BufReader::new(stream.try_clone()?).lines() {
        let line = line?.to_ascii_lowercase();
        if let Some(range) = line.strip_prefix("range: bytes=") {
            from = range.trim_end_matches('-').parse().unwrap_or(0);
        }
        if line.is_empty() {
            break;
        }
    }
    noted.lock().expect("no panic").push(from);
    let rest = &file[from..];
    let partial = |length: usize| {
        format!(
            "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes {from}-{}/{}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n",
            file.len() - 1,
            file.len()
        )
    };
    let (head, body) = match manner {
        Manner::Whole => (partial(rest.len()), rest.to_vec()),
        Manner::Cut(bytes) => (partial(rest.len()), rest[..bytes.min(rest.len())].to_vec()),
        Manner::NoRanges => {
            (format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", file.len()), file.to_vec())
        }
        Manner::Lies => (partial(rest.len() + 7), rest.to_vec()),
        Manner::Altered => (partial(rest.len()), rest.iter().map(|byte| byte ^ 1).collect()),
        Manner::Gone => ("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".into(), Vec::new()),
        Manner::Broken => {
            ("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".into(), Vec::new())
        }
    };
    stream.write_all(head.as_bytes())?;
    stream.write_all(&body)
}

/// A Whisper model: the one that is shipped.
fn model() -> Vec<u8> {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../models/ggml-tiny.en-q8_0.bin");
    fs::read(shipped).expect("the shipped model")
}

/// Models whose catalog offers `file` at `url`; they land in `own`.
fn offering(catalog: &TempDir, own: &Path, file: &[u8], url: &str) -> Models {
    let path = catalog.path().join("whole.bin");
    fs::write(&path, file).expect("a file");
    let entry = format!(
        "[[model]]\nid = \"small\"\nkind = \"speech\"\nfile = \"ggml-small.bin\"\nbytes = {}\nsha256 = {:?}\n\
         embedded = false\ndescription = \"a model\"\nlicence = \"MIT\"\nurl = {url:?}\n",
        file.len(),
        sha256(&path).expect("its hash"),
    );
    fs::write(catalog.path().join("catalog.toml"), entry).expect("a catalog");
    Models::open(&[catalog.path().to_path_buf()]).expect("the catalog").owning(own)
}

struct Outcome {
    result: Result<(), SpeechError>,
    asked: Vec<usize>,
    /// Bytes of the whole file, and of the part.
    left: (Option<u64>, Option<u64>),
}

fn download(manners: &[Manner]) -> Outcome {
    let (catalog, own, file) =
        (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"), model());
    let server = Server::start(file.clone(), manners);
    let models = offering(&catalog, own.path(), &file, &server.url);
    let mut furthest = 0;
    let mut told = |fetched: speech::download::Fetched| {
        assert!(fetched.bytes <= fetched.of, "no more than there is");
        furthest = fetched.bytes;
    };
    let result = models.download("small", &mut told, &AtomicBool::new(false)).map(|here| {
        assert_eq!(fs::read(&here.path).expect("the model"), file, "what is here is what was offered");
        assert_eq!(furthest, file.len() as u64, "the last thing told is the end");
        assert!(models.resolve("small").is_ok(), "it can be used at once");
    });
    let size = |name: &str| fs::metadata(own.path().join(name)).ok().map(|file| file.len());
    Outcome { result, asked: server.asked(), left: (size("ggml-small.bin"), size("ggml-small.bin.part")) }
}

#[test]
fn a_model_is_downloaded_once_checked_and_named() {
    let outcome = download(&[Manner::Whole]);
    outcome.result.expect("a whole model");
    assert_eq!((outcome.asked, outcome.left.1), (vec![0], None), "one request, and no part is left");
}

#[test]
fn a_download_goes_on_where_the_connection_broke() {
    let outcome = download(&[Manner::Cut(100_000), Manner::Cut(50_000), Manner::Whole]);
    outcome.result.expect("a whole model");
    assert_eq!(outcome.asked, [0, 100_000, 150_000]);
}

#[test]
fn a_server_without_ranges_starts_over() {
    let outcome = download(&[Manner::Cut(100_000), Manner::NoRanges]);
    outcome.result.expect("a whole model");
    assert_eq!(outcome.asked, [0, 100_000]);
}

#[test]
fn a_server_that_only_breaks_is_given_up_and_what_came_is_kept() {
    let outcome = download(&[Manner::Cut(100_000), Manner::Broken]);
    let error = outcome.result.expect_err("never whole").to_string();
    assert!(error.contains("503") && error.contains("are kept"), "{error}");
    assert_eq!(outcome.left, (None, Some(100_000)));
}

#[test]
fn a_server_that_lies_or_refuses_is_not_believed() {
    for (manner, expected) in [(Manner::Lies, "bytes instead of"), (Manner::Altered, "SHA-256"), (Manner::Gone, "404")]
    {
        let outcome = download(&[manner]);
        let error = outcome.result.expect_err("not the model").to_string();
        assert!(error.contains(expected), "{manner:?}: {error}");
        assert_eq!(outcome.left, (None, None), "{manner:?}: nothing wrong is kept");
    }
}

#[test]
fn a_cancelled_download_goes_on_next_time() {
    let (catalog, own, file) =
        (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"), model());
    let server = Server::start(file.clone(), &[Manner::Whole]);
    let models = offering(&catalog, own.path(), &file, &server.url);
    let cancelled = AtomicBool::new(false);
    let first = models.download("small", &mut |_| cancelled.store(true, Ordering::Relaxed), &cancelled);
    assert!(matches!(first, Err(SpeechError::Cancelled)), "{first:?}");
    let kept = fs::metadata(own.path().join("ggml-small.bin.part")).expect("a part").len();
    models.download("small", &mut |_| {}, &AtomicBool::new(false)).expect("a whole model");
    assert_eq!(server.asked(), [0, usize::try_from(kept).expect("a small file")], "from what was kept");
}

#[test]
fn other_hosts_are_asked_over_encrypted_connections_only() {
    let (catalog, own) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let models = offering(&catalog, own.path(), &model(), "http://models.example/ggml-small.bin");
    let error = models.download("small", &mut |_| {}, &AtomicBool::new(false)).expect_err("refused").to_string();
    assert!(error.to_lowercase().contains("https"), "{error}");
}

#[test]
fn what_is_not_offered_is_said_with_what_is() {
    let (catalog, own) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let models = offering(&catalog, own.path(), &model(), "http://127.0.0.1:9/ggml-small.bin");
    let error = models.download("huge", &mut |_| {}, &AtomicBool::new(false)).expect_err("unknown").to_string();
    assert!(error.contains("huge") && error.contains("small"), "{error}");
}

#[test]
fn an_imported_model_is_listed_used_and_thrown_away() {
    let (catalog, own, file) =
        (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"), model());
    let models = offering(&catalog, own.path(), &file, "http://127.0.0.1:9/ggml-small.bin");
    let from = catalog.path().join("ggml-mine.bin");
    let mut mine = file.clone();
    mine.push(0);
    fs::write(&from, &mine).expect("a file");

    assert_eq!(models.import(&from).expect("a model").id, "mine");
    assert!(models.list().iter().any(|model| model.id == "mine" && model.installed), "it is listed");
    assert_eq!(models.resolve("mine").expect("a model").path, own.path().join("ggml-mine.bin"));
    let known = catalog.path().join("whole.bin");
    assert_eq!(models.import(&known).expect("a model").id, "small", "one of the catalog is known by its content");

    mine.push(0);
    fs::write(&from, &mine).expect("another file");
    let error = models.import(&from).expect_err("taken").to_string();
    assert!(error.contains("ggml-mine.bin"), "another model of the same name is not overwritten: {error}");

    models.remove("mine").expect("removed");
    assert!(models.resolve("mine").is_err(), "it is gone");
    assert!(models.remove("mine").is_err(), "and cannot go twice");
    assert!(from.is_file(), "the file it came from is not touched");
}
