//! One journey's stage: a desktop with the app open on it, and what to keep when the journey fails.

use anyhow::{Result, anyhow};

use crate::{
    desktop::{Desktop, Sound},
    window::Window,
};

/// A desktop and the app's window on it.
#[derive(Debug)]
pub struct Stage {
    /// The desktop.
    pub desktop: Desktop,
    window: Option<Window>,
}

impl Stage {
    /// The open window.
    ///
    /// # Errors
    /// It was closed and not opened again.
    pub fn window(&self) -> Result<&Window> {
        self.window.as_ref().ok_or_else(|| anyhow!("the window is closed"))
    }

    /// Closes the app and opens it again on the same data, as on the next day.
    ///
    /// # Errors
    /// The app does not end or start.
    pub async fn reopen(&mut self) -> Result<()> {
        if let Some(window) = self.window.take() {
            window.close().await?;
        }
        self.window = Some(Window::open(&self.desktop).await?);
        Ok(())
    }

    /// Keeps a picture and what the app said, for whoever looks into a failure.
    async fn keep(&self, name: &str) -> Result<()> {
        Window::keep_text(name, &self.desktop.log())?;
        self.window()?.keep_picture(name).await
    }
}

/// Runs `steps` on a fresh desktop with the app open. Where there can be no desktop it has said so and passes. When a
/// step fails, `target/e2e/<name>.png` and `.log` show what there was.
///
/// # Errors
/// The first step that failed.
pub fn journey(name: &str, sound: Sound, steps: impl AsyncFnOnce(&mut Stage) -> Result<()>) -> Result<()> {
    let Some(desktop) = Desktop::start(sound)? else { return Ok(()) };
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
        let window = Window::open(&desktop).await?;
        let mut stage = Stage { desktop, window: Some(window) };
        let outcome = steps(&mut stage).await;
        if outcome.is_err()
            && let Err(error) = stage.keep(name).await
        {
            eprintln!("nothing kept of the failure: {error:#}");
        }
        if let Some(window) = stage.window.take() {
            window.close().await?;
        }
        outcome
    })
}
