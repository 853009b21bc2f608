//! The desktop shell of Debrief: a window over `rehearsal`.
//!
//! It opens the window, turns commands into calls and results into events ([`ipc`] lists them all), and holds no
//! logic: whatever it can do, the command line can do with the same code. It is the only crate that knows Tauri.

mod commands;
mod dropped;
mod error;
mod events;
pub mod ipc;
mod state;
mod turn;

use std::process::ExitCode;

use tauri::{Manager, WindowEvent, ipc::Invoke};
use tracing_subscriber::EnvFilter;

use crate::state::Shell;

/// Opens the window and runs until it is closed.
pub fn run() -> ExitCode {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .with_env_filter(EnvFilter::new(rehearsal::log_directives()))
        .init();
    let ipc = ipc::builder();
    let typed = ipc.invoke_handler();
    let raw = ipc::raw_handler();
    let ran = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _, _| {
            if let Some(window) = app.get_webview_window("main") {
                // A window that cannot be raised is still open.
                let _ = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
            }
        }))
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(move |invoke: Invoke| if ipc::is_raw(&invoke) { raw(invoke) } else { typed(invoke) })
        .on_window_event(|window, event| {
            if let WindowEvent::DragDrop(event) = event {
                dropped::hear(window.app_handle(), event);
            }
        })
        .setup(move |app| {
            ipc.mount_events(app);
            app.manage(Shell::open(app.handle()));
            Ok(())
        })
        .run(tauri::generate_context!());
    match ran {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("debrief: the window could not be opened: {error}");
            ExitCode::from(5)
        }
    }
}
