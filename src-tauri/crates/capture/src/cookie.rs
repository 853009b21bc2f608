//! The cookie without which cpal's `PulseAudio` host quietly becomes ALSA.
//!
//! A `PulseAudio` server wants 256 bytes from every client, whatever they hold when it knows the user by its socket. The
//! usual client library writes such bytes to `~/.config/pulse/cookie` when there are none; the client cpal uses sends
//! nothing instead and is refused. So Debrief does what the usual library does: it creates the file, readable by its owner
//! only, and never touches one that is there. (Pointing `PULSE_COOKIE` elsewhere would need a change of the environment,
//! which is not safe in a program with threads.)

use std::env;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

/// What a server expects.
const BYTES: usize = 256;

/// Creates the cookie if no client could find one. What goes wrong is logged: there is still ALSA.
pub(crate) fn ensure() {
    let Some(home) = env::home_dir() else { return };
    let named = env::var_os("PULSE_COOKIE").is_some_and(|path| Path::new(&path).exists());
    if named || home.join(".pulse-cookie").exists() {
        return;
    }
    if let Err(error) = create(&home.join(".config/pulse/cookie")) {
        tracing::warn!(%error, "the PulseAudio cookie could not be created; ALSA is used instead");
    }
}

/// Creates the cookie unless it is there.
fn create(path: &Path) -> io::Result<()> {
    if path.exists() {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    let mut bytes = [0; BYTES];
    File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(mut file) => file.write_all(&bytes),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_missing_cookie_is_created_for_its_owner_only_and_a_present_one_is_left_alone() -> io::Result<()> {
        let home = tempfile::tempdir()?;
        let path = home.path().join(".config/pulse/cookie");
        create(&path)?;
        let made = fs::read(&path)?;
        assert_eq!(made.len(), BYTES);
        assert_eq!(fs::metadata(&path)?.permissions().mode() & 0o777, 0o600);
        create(&path)?;
        assert_eq!(fs::read(&path)?, made);
        Ok(())
    }
}
