//! The one connection to the sound system.
//!
//! `PulseAudio` (which is also how `PipeWire` is reached) comes before ALSA. The connection is kept for the life of the
//! program, because cpal's `PulseAudio` client leaves a thread and a socket behind for each one closed, and is made anew
//! when it is broken. Whatever asks the sound system goes through [`ask`], because a hung server answers never.

use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use cpal::Host;
use cpal::traits::HostTrait;

use crate::CaptureError;

/// How long the sound system may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);

static CONNECTION: Mutex<Option<Arc<Host>>> = Mutex::new(None);

/// Asks the sound system on a thread of its own and waits no longer than three seconds for the answer.
pub(crate) fn ask<T: Send + 'static>(
    question: impl FnOnce() -> Result<T, CaptureError> + Send + 'static,
) -> Result<T, CaptureError> {
    let (answer, answered) = mpsc::channel();
    thread::Builder::new()
        .name("ask-sound".into())
        .spawn(move || drop(answer.send(question())))
        .map_err(CaptureError::Thread)?;
    let waited_ms = u32::try_from(PATIENCE.as_millis()).unwrap_or(u32::MAX);
    answered.recv_timeout(PATIENCE).unwrap_or(Err(CaptureError::NoAnswer { waited_ms }))
}

/// The devices of the sound system, and the host that lists them.
pub(crate) fn devices() -> Result<(Arc<Host>, Vec<cpal::Device>), CaptureError> {
    let host = connection()?;
    if let Ok(devices) = host.devices() {
        return Ok((host, devices.collect()));
    }
    // The server may have been started anew since.
    forget(&host);
    let host = connection()?;
    let devices = host.devices().map_err(CaptureError::Listing)?.collect();
    Ok((host, devices))
}

/// False if this host stands in for a better one that could not be reached.
pub(crate) fn is_preferred(host: &Host) -> bool {
    cpal::available_hosts().first() == Some(&host.id())
}

/// The connection there is, unless a better host has become available, or a new one.
fn connection() -> Result<Arc<Host>, CaptureError> {
    let known = CONNECTION.lock().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some(host) = known.filter(|host| is_preferred(host)) {
        return Ok(host);
    }
    #[cfg(target_os = "linux")]
    crate::cookie::ensure();
    // Connecting can take seconds: the lock is not held meanwhile.
    let host = cpal::available_hosts().into_iter().find_map(|id| cpal::host_from_id(id).ok());
    let host = Arc::new(host.ok_or(CaptureError::NoDevice)?);
    *CONNECTION.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&host));
    Ok(host)
}

/// Forgets a broken connection, unless it has been replaced already.
fn forget(broken: &Arc<Host>) {
    let mut connection = CONNECTION.lock().unwrap_or_else(PoisonError::into_inner);
    if connection.as_ref().is_some_and(|host| Arc::ptr_eq(host, broken)) {
        *connection = None;
    }
}
