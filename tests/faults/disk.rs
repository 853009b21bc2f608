//! A disk that is too full to begin, fills up while recording, or is full at once: a small file system of its own, in a
//! name space of its own.

use std::{fs, path::Path, process::Command};

use anyhow::{Result, ensure};
use debrief_tests::program::{Debrief, Ran};
use tempfile::TempDir;

use crate::recorder::{Debris, is_beginning_of, noise, playable};

/// Runs a rehearsal whose data folder is a file system of `$SIZE` megabytes, fills it to `$LEFT` kilobytes once the recording
/// has begun (not at all where that is empty), then frees it again and takes everything out.
const ON_A_SMALL_DISK: &str = r#"
set -e
mount -t tmpfs -o size="$SIZE"m debrief "$DISK"
"$PROGRAM" rehearse --input "$INPUT" --data-dir "$DISK/data" --format json >"$OUT/stdout" 2>"$OUT/stderr" &
rehearsal=$!
if [ -n "$LEFT" ]; then
  until ls "$DISK"/data/recordings/*.part.wav >/dev/null 2>&1; do
    kill -0 "$rehearsal" 2>/dev/null || break
    sleep 0.02
  done
  sleep 1.2
  free=$(df -k --output=avail "$DISK" | tail -n 1)
  head -c "$(((free - LEFT) * 1024))" /dev/zero >"$DISK/fill" 2>/dev/null || true
fi
code=0
wait "$rehearsal" || code=$?
printf '%s' "$code" >"$OUT/code"
rm -f "$DISK/fill"
mkdir -p "$DISK/data"
cp -a "$DISK/data/." "$DATA"
"#;

/// What a rehearsal of five seconds on a small disk said; its data folder becomes that of `debrief`. `None`, after a word,
/// where this user may mount nothing.
fn on_a_disk_of(megabytes: u32, left_kb: Option<u32>, debrief: &Debrief, input: &Path) -> Result<Option<Ran>> {
    let unshare = || {
        let mut unshare = Command::new("unshare");
        unshare.args(["--mount", "--map-root-user", "sh", "-c"]);
        unshare
    };
    let may = unshare().arg("mount -t tmpfs -o size=1m debrief /mnt").output();
    if !may.is_ok_and(|tried| tried.status.success()) {
        eprintln!("skipped: no small disk, for no file system may be mounted here");
        return Ok(None);
    }
    let (disk, out) = (TempDir::new()?, TempDir::new()?);
    let program = debrief.command([""; 0]);
    let mut run = unshare();
    run.arg(ON_A_SMALL_DISK).env("PROGRAM", program.get_program()).env("INPUT", input);
    run.env("SIZE", megabytes.to_string()).env("LEFT", left_kb.map_or(String::new(), |kb| kb.to_string()));
    run.env("DISK", disk.path()).env("OUT", out.path()).env("DATA", debrief.data_dir());
    let ran = run.output()?;
    ensure!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let read = |name: &str| fs::read_to_string(out.path().join(name));
    Ok(Some(Ran { code: read("code")?.parse().ok(), stdout: read("stdout")?, stderr: read("stderr")? }))
}

#[test]
fn a_disk_too_full_to_begin_is_refused_and_nothing_is_left_behind() -> Result<()> {
    let (debrief, folder) = (Debrief::new()?, TempDir::new()?);
    let input = playable(&noise(16_000, 1000), folder.path())?;
    let Some(ran) = on_a_disk_of(40, None, &debrief, &input)? else { return Ok(()) };
    ran.refused(5, &["MB free", "needs 50 MB"])?;
    ensure!(Debris::of(&debrief)?.recordings.is_empty(), "nothing was recorded");
    Ok(())
}

#[test]
fn a_disk_that_fills_up_ends_the_recording_and_keeps_it() -> Result<()> {
    // Below the reserve the recording ends by itself; at nothing at all the write fails.
    for (left_kb, words) in [(10_000, &["the disk is full (", "recorded and kept"][..]), (0, &["the disk is full"])] {
        let (debrief, folder) = (Debrief::new()?, TempDir::new()?);
        let played = noise(48_000, 5000);
        let input = playable(&played, folder.path())?;
        let Some(ran) = on_a_disk_of(90, Some(left_kb), &debrief, &input)? else { return Ok(()) };
        ensure!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
        for words in words {
            ensure!(ran.stderr.contains(words), "{left_kb} kB left: it does not say {words:?}: {}", ran.stderr);
        }
        let left = Debris::of(&debrief)?;
        let [recording] = &left.recordings[..] else { anyhow::bail!("{:?}: {}", left.recordings, ran.stderr) };
        let kept_ms = is_beginning_of(&played, recording)?;
        println!("{left_kb} kB left: {kept_ms} ms kept, exit {:?}: {}", ran.code, ran.stderr.trim());
        ensure!((1000..5000).contains(&kept_ms), "{kept_ms} ms are kept");
    }
    Ok(())
}
