//! Embeds the window's interface and the bundle's resources.
//!
//! Tauri wants `ui/dist` to exist when the shell is compiled. `./x` builds the interface first; for a plain
//! `cargo clippy` or `cargo build` in a fresh clone a page that says so stands in its place, and is replaced by the
//! next `./x` (which goes by its own stamp, not by this file).

use std::{fs, io, path::Path};

const NOT_BUILT: &str = "<!doctype html>\n<html lang=\"en\">\n<title>Debrief</title>\n\
    <p>The interface is not built yet: run <code>./x build</code> at the top of the checkout.</p>\n</html>\n";

fn main() -> io::Result<()> {
    let index = Path::new("../ui/dist/index.html");
    println!("cargo:rerun-if-changed=../ui/dist");
    if !index.exists() {
        fs::create_dir_all("../ui/dist")?;
        fs::write(index, NOT_BUILT)?;
    }
    tauri_build::build();
    Ok(())
}
