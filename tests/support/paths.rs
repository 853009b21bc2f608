//! Where things lie in the checkout.

use std::path::{Path, PathBuf};

/// The top of the checkout.
pub fn checkout() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("/"))
}

/// A file of `tests/fixtures`.
pub fn fixture(name: &str) -> PathBuf {
    checkout().join("tests/fixtures").join(name)
}

/// The folder Cargo put this test's own build in, `target/debug` as a rule.
///
/// # Errors
/// The test does not run from a Cargo target folder.
pub fn build_folder() -> anyhow::Result<PathBuf> {
    let test = std::env::current_exe()?;
    test.parent()
        .and_then(Path::parent)
        .map(Path::to_path_buf)
        .ok_or_else(|| anyhow::anyhow!("{} does not lie in a target folder", test.display()))
}

/// A folder for what a failed test leaves behind to be looked at (`target/e2e`), created if need be.
///
/// # Errors
/// The folder cannot be created.
pub fn leavings() -> anyhow::Result<PathBuf> {
    let folder = build_folder()?.with_file_name("e2e");
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}
