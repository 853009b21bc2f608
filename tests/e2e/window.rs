//! The app's window, driven as a person would: by what is on the screen.

use std::{fs, time::Duration};

use anyhow::{Context, Result, bail, ensure};
use debrief_tests::{paths, program};
use fantoccini::error::CmdError;
use fantoccini::{Client, ClientBuilder, Locator, elements::Element, key::Key};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::desktop::Desktop;

/// How long something on the screen may take that needs no analysis.
const SOON: Duration = Duration::from_secs(20);
/// How long a script in the page may take (milliseconds): a thorough look at a large screen on a busy machine.
const SCRIPT_MS: u32 = 120_000;
/// The longest wait for moving things to come to rest (milliseconds).
const REST_MS: u32 = 5_000;

/// The open window of a running app.
#[derive(Debug)]
pub struct Window {
    client: Client,
}

impl Window {
    /// Starts the app on this desktop and waits until it shows something to do.
    ///
    /// # Errors
    /// The app does not build, start or show anything.
    pub async fn open(desktop: &Desktop) -> Result<Self> {
        let app = program::built("debrief-app")?;
        let capabilities = json!({
            "webkitgtk:browserOptions": { "binary": app, "args": [] },
            "timeouts": { "script": SCRIPT_MS },
        });
        let Value::Object(capabilities) = capabilities else { bail!("capabilities are an object") };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(desktop.webdriver())
            .await
            .with_context(|| format!("the app did not start\n{}", desktop.log()))?;
        let window = Self { client };
        window.css("main").await?;
        Ok(window)
    }

    /// Closes the window, which ends the app.
    ///
    /// # Errors
    /// The driver lost the app.
    pub async fn close(self) -> Result<()> {
        Ok(self.client.close().await?)
    }

    /// The element with this `data-testid`, once it is there.
    ///
    /// # Errors
    /// It does not come.
    pub async fn find(&self, testid: &str) -> Result<Element> {
        self.find_within(testid, SOON).await
    }

    /// The same, with more patience.
    ///
    /// # Errors
    /// It does not come.
    pub async fn find_within(&self, testid: &str, patience: Duration) -> Result<Element> {
        let selector = format!("[data-testid='{testid}']");
        match self.element(&selector, patience).await {
            Ok(element) => Ok(element),
            Err(error) => {
                bail!("no {testid} on the screen ({error}); there is:\n{}", self.text().await.unwrap_or_default())
            }
        }
    }

    /// How many elements with this `data-testid` there are now.
    ///
    /// # Errors
    /// The driver lost the app.
    pub async fn count(&self, testid: &str) -> Result<usize> {
        Ok(self.client.find_all(Locator::Css(&format!("[data-testid='{testid}']"))).await?.len())
    }

    /// The first element that matches a CSS selector, once it is there.
    ///
    /// # Errors
    /// It does not come.
    pub async fn css(&self, selector: &str) -> Result<Element> {
        self.element(selector, SOON).await.with_context(|| format!("no {selector} on the screen"))
    }

    /// The first element that matches, looked for again when the page replaced it while the driver took hold of it.
    async fn element(&self, selector: &str, patience: Duration) -> Result<Element, CmdError> {
        let until = Instant::now() + patience;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match self.client.wait().at_most(left).for_element(Locator::Css(selector)).await {
                Err(error) if error.is_stale_element_reference() && Instant::now() < until => {}
                found => return found,
            }
        }
    }

    /// Clicks the element with this `data-testid`, once it is there.
    ///
    /// # Errors
    /// It does not come or cannot be clicked.
    pub async fn click(&self, testid: &str) -> Result<()> {
        self.click_css(&format!("[data-testid='{testid}']")).await
    }

    /// Chooses the option (radio button or box) with this `data-testid` by its label, as people do.
    ///
    /// # Errors
    /// It does not come or cannot be clicked.
    pub async fn choose(&self, testid: &str) -> Result<()> {
        self.click_css(&format!("label:has([data-testid='{testid}'])")).await
    }

    /// Clicks what has this `data-testid` inside the part of the screen with that one.
    ///
    /// # Errors
    /// It does not come or cannot be clicked.
    pub async fn click_in(&self, part: &str, testid: &str) -> Result<()> {
        self.click_css(&format!("[data-testid='{part}'] [data-testid='{testid}']")).await
    }

    /// What a screen reader calls it, likewise inside a part of the screen.
    ///
    /// # Errors
    /// It does not come.
    pub async fn label_in(&self, part: &str, testid: &str) -> Result<String> {
        let element = self.css(&format!("[data-testid='{part}'] [data-testid='{testid}']")).await?;
        Ok(element.attr("aria-label").await?.unwrap_or_default())
    }

    /// Chooses a theme in Settings and waits until the page wears it.
    ///
    /// # Errors
    /// Settings are not open, or the theme does not come.
    pub async fn choose_theme(&self, theme: &str) -> Result<()> {
        self.choose(&format!("theme-{theme}")).await?;
        let worn = match theme {
            "high_contrast" => "html[data-contrast='more']".to_owned(),
            plain => format!("html[data-theme='{plain}']:not([data-contrast])"),
        };
        self.css(&worn).await.map(drop)
    }

    /// Scrolls to the first element that matches, as a person would, and clicks in its middle.
    async fn click_css(&self, selector: &str) -> Result<()> {
        let element = self.css(selector).await?;
        self.run("document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })", vec![json!(selector)])
            .await?;
        element.click().await.with_context(|| format!("clicking {selector}"))
    }

    /// Text of the element with this `data-testid`, once it is there, as it is rendered. (Asked of the page itself: the
    /// driver's own answer is empty for what it wrongly takes to be scrolled out of view.)
    ///
    /// # Errors
    /// It does not come.
    pub async fn text_of(&self, testid: &str) -> Result<String> {
        self.find(testid).await?;
        let script = "const found = document.querySelector(`[data-testid='${arguments[0]}']`);
            const lines = Array.from(found?.options ?? [], ({ text }) => text);
            return lines.length > 0 ? lines.join('\\n') : (found?.innerText.trim() ?? '')";
        Ok(self.run(script, vec![json!(testid)]).await?.as_str().unwrap_or_default().to_owned())
    }

    /// All text on the screen.
    ///
    /// # Errors
    /// The driver lost the app.
    pub async fn text(&self) -> Result<String> {
        Ok(self.client.find(Locator::Css("body")).await?.text().await?)
    }

    /// Presses a key where the focus is.
    ///
    /// # Errors
    /// The driver lost the app.
    pub async fn press(&self, key: Key) -> Result<()> {
        self.type_keys(&char::from(key).to_string()).await
    }

    /// Presses the space bar where the focus is.
    ///
    /// # Errors
    /// The driver lost the app.
    pub async fn press_space(&self) -> Result<()> {
        self.type_keys(" ").await
    }

    /// Types where the focus is.
    ///
    /// # Errors
    /// The driver lost the app.
    pub async fn type_keys(&self, keys: &str) -> Result<()> {
        Ok(self.client.active_element().await?.send_keys(keys).await?)
    }

    /// Presses Tab until this element has the focus.
    ///
    /// # Errors
    /// The focus never gets there.
    pub async fn tab_to(&self, testid: &str) -> Result<()> {
        for _ in 0..40 {
            if self.client.active_element().await?.attr("data-testid").await?.as_deref() == Some(testid) {
                return Ok(());
            }
            self.press(Key::Tab).await?;
        }
        bail!("Tab does not reach {testid}")
    }

    /// Opens the newest take that has a scorecard, from the library.
    ///
    /// # Errors
    /// There is none.
    pub async fn open_last_take(&self) -> Result<()> {
        let row = self.client.find_all(Locator::Css("[data-testid='open-take']")).await?;
        row.last().context("the library is empty")?.click().await.context("opening a take")
    }

    /// Gives the window another size.
    ///
    /// # Errors
    /// The driver lost the app, or the window keeps its size.
    pub async fn resize(&self, (width, height): (u32, u32)) -> Result<()> {
        self.client.set_window_size(width, height).await?;
        let script = "const [width, longest, done] = arguments, begun = performance.now();
            const look = () => innerWidth === width || performance.now() - begun > longest
                ? done(innerWidth) : setTimeout(look, 20);
            look();";
        let now = self.run_async(script, vec![json!(width), json!(REST_MS)]).await?;
        ensure!(now == json!(width), "the window is {now} wide, not {width}");
        Ok(())
    }

    /// Waits until nothing moves any more, but not for ever: a page that draws nothing tells no animation's end.
    ///
    /// # Errors
    /// The driver lost the app.
    pub async fn settled(&self) -> Result<()> {
        let script = "const [longest, done] = arguments;
            setTimeout(() => done(false), longest);
            const moving = document.getAnimations().filter(({ effect }) => effect.getComputedTiming().endTime < Infinity);
            Promise.allSettled(moving.map(({ finished }) => finished)).then(() =>
                requestAnimationFrame(() => requestAnimationFrame(() => done(true))));";
        self.run_async(script, vec![json!(REST_MS)]).await.map(drop)
    }

    /// Waits until the element with this `data-testid` is gone.
    ///
    /// # Errors
    /// It stays.
    pub async fn gone(&self, testid: &str) -> Result<()> {
        self.wait_for_count(testid, 0).await
    }

    /// Waits until there are so many elements with this `data-testid`.
    ///
    /// # Errors
    /// There are more or fewer.
    pub async fn wait_for_count(&self, testid: &str, wanted: usize) -> Result<()> {
        let begun = Instant::now();
        loop {
            let count = self.count(testid).await?;
            if count == wanted {
                return Ok(());
            }
            ensure!(begun.elapsed() < SOON, "there are still {count} {testid}, not {wanted}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Looks again until the player's clock (milliseconds) is where `wanted` accepts it.
    ///
    /// # Errors
    /// It does not get there; the player may need a while for its first sound.
    pub async fn wait_for_clock(&self, wanted: impl Fn(u64) -> bool) -> Result<()> {
        self.wait_for_player("", wanted).await
    }

    /// The same for the player inside the part of the screen with this `data-testid`.
    ///
    /// # Errors
    /// It does not get there.
    pub async fn wait_for_clock_in(&self, part: &str, wanted: impl Fn(u64) -> bool) -> Result<()> {
        self.wait_for_player(&format!("[data-testid='{part}'] "), wanted).await
    }

    async fn wait_for_player(&self, inside: &str, wanted: impl Fn(u64) -> bool) -> Result<()> {
        let selector = format!("{inside}[data-testid='player-clock']");
        let patience = 2 * SOON;
        let begun = Instant::now();
        loop {
            let at = self.css(&selector).await?.attr("data-ms").await?.unwrap_or_default();
            if at.parse::<f64>().is_ok_and(|at| wanted(at as u64)) {
                return Ok(());
            }
            ensure!(begun.elapsed() < patience, "the clock stands at {at} ms");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Looks again until the text of `testid` is one that `wanted` accepts, and returns it.
    ///
    /// # Errors
    /// It does not become so within `patience`.
    pub async fn wait_for_text(
        &self,
        testid: &str,
        patience: Duration,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<String> {
        let begun = Instant::now();
        loop {
            let text = self.text_of(testid).await?;
            if wanted(&text) {
                return Ok(text);
            }
            ensure!(begun.elapsed() < patience, "{testid} still says {text:?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Runs a script in the page and returns its result.
    ///
    /// # Errors
    /// The script throws.
    pub async fn run(&self, script: &str, args: Vec<Value>) -> Result<Value> {
        Ok(self.client.execute(script, args).await?)
    }

    /// Runs a script that answers through the callback it gets as its last argument.
    ///
    /// # Errors
    /// The script throws or never answers.
    pub async fn run_async(&self, script: &str, args: Vec<Value>) -> Result<Value> {
        Ok(self.client.execute_async(script, args).await?)
    }

    /// Keeps a picture of the window as `target/e2e/<name>.png`.
    ///
    /// # Errors
    /// No picture can be taken or kept.
    pub async fn keep_picture(&self, name: &str) -> Result<()> {
        Ok(fs::write(paths::leavings()?.join(format!("{name}.png")), self.picture().await?)?)
    }

    /// A picture of the window as PNG.
    ///
    /// # Errors
    /// No picture can be taken.
    pub async fn picture(&self) -> Result<Vec<u8>> {
        Ok(self.client.screenshot().await?)
    }

    /// Keeps a file for whoever looks into a failure, beside the pictures.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn keep_text(name: &str, text: &str) -> Result<()> {
        Ok(fs::write(paths::leavings()?.join(format!("{name}.log")), text)?)
    }
}
