//! Control-C, watched: work ends at its next step, and what was kept is named.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use crate::exit::Failure;

/// A flag that Control-C sets from now on.
pub fn watch() -> Result<Arc<AtomicBool>, Failure> {
    let interrupted = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&interrupted);
    ctrlc::set_handler(move || flag.store(true, Ordering::Relaxed))
        .map_err(|error| Failure::Usage(format!("Control-C cannot be watched: {error}")))?;
    Ok(interrupted)
}
