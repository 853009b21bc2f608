//! Recordings that are dropped on the window: taken into the library one after another, on a thread of their own.
//!
//! The shell hears of them from the system, so the window learns no path. (`WebKitGTK` tells a page that something is
//! dropped on it, and gives it no file.)

use std::{path::PathBuf, thread};

use tauri::{AppHandle, DragDropEvent, Manager};

use crate::{
    events::{Dragging, LeftOut, TakenIn, TakingIn, tell},
    state::Shell,
};

/// Says that files are held over the window, and takes in those that are dropped.
pub fn hear(app: &AppHandle, event: &DragDropEvent) {
    match event {
        DragDropEvent::Enter { .. } => tell(app, &Dragging { over: true }),
        DragDropEvent::Leave => tell(app, &Dragging { over: false }),
        DragDropEvent::Drop { paths, .. } => {
            tell(app, &Dragging { over: false });
            let (app, paths) = (app.clone(), paths.clone());
            thread::spawn(move || take_in(&app, &paths));
        }
        _ => {}
    }
}

fn take_in(app: &AppHandle, paths: &[PathBuf]) {
    let shell = app.state::<Shell>();
    // A library that is not open has been said already, and nothing is begun while one speaks.
    let Some(open) = shell.get().ok().filter(|open| open.live().is_none()) else { return };
    let of = paths.len() as u32;
    let (mut take_ids, mut left_out) = (Vec::new(), Vec::new());
    for (done, path) in (0_u32..).zip(paths) {
        tell(app, &TakingIn { done, of });
        match open.bring_in(path) {
            Ok(take_id) => take_ids.push(take_id),
            Err(error) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                left_out.push(LeftOut { name, error });
            }
        }
    }
    tell(app, &TakenIn { take_ids, left_out });
}
