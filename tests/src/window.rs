//! The real window, acted in as a person does: taps, keys, pen. It finds things by the words on them.

mod answers;
mod by_hand;
mod chromium;
mod display;
mod fields;
mod find;
mod gestures;
mod manager;
mod neighbours;
mod steps;

pub use by_hand::{ByHand, Spot};
pub use chromium::{Hand, Step};
pub use gestures::Point;
pub use manager::Another;

use std::any::Any;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use self::fields::Hands;
use self::find::By;
use self::neighbours::Neighbours;
use crate::examples::made_up_council;
use crate::noted::noted;
use crate::process::{
    PATIENCE, Running, children_named, free_port, kill, program, until, until_gone, until_listening,
};
use crate::stage::Stage;

/// A tablet held level.
pub const LANDSCAPE: (u32, u32) = (1280, 800);
/// A tablet held upright.
pub const PORTRAIT: (u32, u32) = (800, 1280);

/// Two taps on one spot that follow each other faster are a double tap to the window system.
const DOUBLE_TAP: Duration = Duration::from_millis(550);

type AtEachScreen = dyn FnMut(&Window, &str) -> Result<()>;

/// The app's window, and what was done in it.
pub struct Window {
    hand: Hands,
    runtime: Runtime,
    client: Option<Client>,
    driver: Running,
    port: u16,
    app: Option<u32>,
    stands_on: Option<Box<dyn Any>>,
    at_each_screen: Option<Box<AtEachScreen>>,
    /// Taps so far: each click on something, and one into each field before it is typed into. Lines drawn are none.
    pub taps: usize,
    /// Keys pressed so far.
    pub keystrokes: usize,
    /// Where was tapped last, and when.
    tapped: Option<((f64, f64), Instant)>,
    steps: Vec<(&'static str, usize)>,
    neighbours: Option<Neighbours>,
    screens: Option<PathBuf>,
    pictures: usize,
}

impl Window {
    /// Opens the app on a stage.
    pub fn open(stage: &Stage) -> Result<Self> {
        noted("app", || Self::open_app(stage))
    }

    fn open_app(stage: &Stage) -> Result<Self> {
        let binary = program("doorstep")?;
        let folder = |name| stage.place(name).to_string_lossy().into_owned();
        let options = json!({
            "webkitgtk:browserOptions": {
                "binary": binary,
                "args": ["--data", folder("data"), "--copies", folder("copies"), "--council", made_up_council()],
            }
        });
        let connect = || {
            let mut command = Command::new("WebKitWebDriver");
            stage.set(&mut command);
            command.env("TAURI_AUTOMATION", "true").env("TAURI_WEBVIEW_AUTOMATION", "true");
            Self::connect(command, "--port=", options.clone())
        };
        // The driver chooses a port on which the app is to answer it, and somebody else may take that before the app does.
        let mut window = connect().or_else(|why| {
            println!("the app was started once more: {why:#}");
            noted("app again", connect)
        })?;
        let app = || Ok(children_named(window.driver.id(), "doorstep").first().copied());
        window.app = Some(until("the app's process is there", app)?);
        Ok(window)
    }

    /// Starts a driver program with these options and connects to it.
    pub(crate) fn connect(mut command: Command, port_flag: &str, options: Value) -> Result<Self> {
        let port = free_port()?;
        command.arg(format!("{port_flag}{port}")).stdout(Stdio::null()).stderr(Stdio::null());
        let driver = Running::start(&mut command)?;
        until_listening(port)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let client = in_time(&runtime, async {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            builder.capabilities(options.as_object().cloned().unwrap_or_default());
            builder.connect(&format!("http://127.0.0.1:{port}")).await
        });
        if client.is_err() {
            // What it started would stay behind.
            children_named(driver.id(), "doorstep").into_iter().for_each(|app| drop(kill(app)));
        }
        let client = Some(client.context("the window did not open")?);
        Ok(Self {
            hand: Hands::Quick,
            runtime,
            client,
            driver,
            port,
            app: None,
            stands_on: None,
            at_each_screen: None,
            taps: 0,
            keystrokes: 0,
            tapped: None,
            steps: Vec::new(),
            neighbours: None,
            screens: None,
            pictures: 0,
        })
    }

    /// What is behind the page ends with the window.
    pub(crate) fn stands_on(&mut self, behind: impl Any) {
        self.stands_on = Some(Box::new(behind));
    }

    /// Does something at each screen that is shown to [`Window::picture`], with the screen's name.
    pub fn at_each_screen(&mut self, look: impl FnMut(&Self, &str) -> Result<()> + 'static) {
        self.at_each_screen = Some(Box::new(look));
    }

    /// Keeps a picture of each screen that is shown to [`Window::picture`].
    pub fn keep_screens(&mut self, folder: &Path) {
        self.screens = Some(folder.to_owned());
    }

    /// The process of the app itself.
    pub fn app_process(&self) -> Result<u32> {
        self.app.context("this window is not the app's")
    }

    /// Kills the app as a power cut would, and forgets the window.
    pub fn kill(mut self) -> Result<()> {
        kill(self.app_process()?)?;
        self.client = None;
        Ok(())
    }

    /// Closes the window as a person does.
    pub fn close(mut self) -> Result<()> {
        if let Some(client) = self.client.take() {
            in_time(&self.runtime, client.close()).context("the window did not close")?;
        }
        // The driver answers before the app has put everything away.
        self.app.map_or(Ok(()), until_gone)
    }

    /// Goes to an address; for a browser, not for the app.
    pub fn go(&self, address: &str) -> Result<()> {
        Ok(self.runtime.block_on(self.client()?.goto(address))?)
    }

    /// Changes the window's size, as turning the tablet does.
    pub fn turn(&self, (width, height): (u32, u32)) -> Result<()> {
        self.runtime.block_on(self.client()?.set_window_size(width, height))?;
        // A browser keeps some of the height for itself.
        until("the window has turned", || {
            let inner = self.script("return innerWidth")?;
            Ok(inner.as_u64().filter(|it| it.abs_diff(u64::from(width)) < 40).map(drop))
        })
    }

    /// Taps the first thing with these words on it: a button, a link, an answer.
    pub fn tap(&mut self, words: &str) -> Result<()> {
        let quoted = quoted(words);
        let said =
            format!("normalize-space(.)={quoted} or starts-with(normalize-space(.), concat({quoted}, ' '))");
        // Or these words stand first, with the English under them.
        let exactly = format!("(normalize-space(.)={quoted} or span[1]/text()[normalize-space(.)={quoted}])");
        let path = format!(
            "(//button[{exactly}] | //a[{exactly}] | //label[contains(@class,'choice')][{exactly}] \
             | (//button | //a)[not({exactly})][{said}])[not(ancestor-or-self::*[@hidden])]"
        );
        let element = self.wait(By::Path(&path), words)?;
        self.tap_on(element)
    }

    /// Taps something found by a selector.
    pub fn tap_at(&mut self, css: &str) -> Result<()> {
        let element = self.wait(By::Css(css), css)?;
        self.tap_on(element)
    }

    /// Taps the last thing with these words on it.
    pub fn tap_last(&mut self, words: &str) -> Result<()> {
        let path = format!("(//button[starts-with(normalize-space(.), {})])[last()]", quoted(words));
        let element = self.wait(By::Path(&path), words)?;
        self.tap_on(element)
    }

    /// Taps the last answer with these words, as someone does who just opened the question.
    pub fn tap_last_choice(&mut self, words: &str) -> Result<()> {
        let path =
            format!("(//label[contains(@class,'choice')][normalize-space(.)={}])[last()]", quoted(words));
        let element = self.wait(By::Path(&path), words)?;
        self.tap_on(element)
    }

    /// Asks the page something. For reading only: what is done is done by taps, keys and pen.
    pub fn script(&self, script: &str) -> Result<Value> {
        self.script_with(script, Vec::new())
    }

    fn script_with(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.runtime.block_on(self.client()?.execute(script, arguments))?)
    }

    /// A screen of the visit is there. Keeps a picture of it, level and upright, under the next number, where asked to.
    pub fn picture(&mut self, name: &str) -> Result<()> {
        if let Some(mut look) = self.at_each_screen.take() {
            look(self, name)?;
            self.at_each_screen = Some(look);
        }
        let Some(folder) = self.screens.clone() else { return Ok(()) };
        self.pictures += 1;
        // A picture holds the whole program up; what is being saved is saved first.
        let texts = plan::Texts::english();
        let is_saved = || {
            let says = self.script("return document.getElementById('saved')?.textContent")?;
            Ok((says.as_str() != Some(texts.get("saved.saving"))).then_some(()))
        };
        until("what was typed is saved", is_saved)?;
        for (size, way) in [(PORTRAIT, "portrait"), (LANDSCAPE, "landscape")] {
            self.turn(size)?;
            self.script("scrollTo(0, 0)")?;
            self.painted()?;
            let picture = self.runtime.block_on(self.client()?.screenshot())?;
            std::fs::write(folder.join(format!("{:02}-{name}-{way}.png", self.pictures)), picture)?;
        }
        Ok(())
    }

    /// Keeps a picture of what is on the glass now, where `DOORSTEP_SCREENS` names a folder for it.
    pub fn glance(&self, name: &str) -> Result<()> {
        let Some(folder) = std::env::var_os("DOORSTEP_SCREENS").map(PathBuf::from) else { return Ok(()) };
        std::fs::create_dir_all(&folder)?;
        self.painted()?;
        let picture = self.runtime.block_on(self.client()?.screenshot())?;
        Ok(std::fs::write(folder.join(format!("{name}.png")), picture)?)
    }

    /// Waits until what was changed is on the glass.
    pub fn painted(&self) -> Result<()> {
        let script =
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(null)))";
        self.runtime.block_on(self.client()?.execute_async(script, Vec::new()))?;
        Ok(())
    }

    /// Clicks what `finds` gives and says how many milliseconds passed until `shows` was true and painted.
    pub fn timed(&self, finds: &str, shows: &str) -> Result<f64> {
        let script = format!(
            "const done = arguments[0]; const started = performance.now(); ({finds}).click();
             const look = () => ({shows})
                ? requestAnimationFrame(() => done(performance.now() - started))
                : requestAnimationFrame(look);
             look();"
        );
        let took = self.runtime.block_on(self.client()?.execute_async(&script, Vec::new()))?;
        took.as_f64().context("the page timed nothing")
    }

    fn tap_on(&mut self, element: Element) -> Result<()> {
        self.looks_at_mains()?;
        let at = self.scroll_to(&element)?;
        self.is_over_mains()?;
        // On the spot of the last tap it would be the second of a double tap: a hand that means it has read what came.
        let is_same = self.tapped.is_some_and(|((x, y), _)| (x - at.0).abs().max((y - at.1).abs()) < 60.0);
        if let Some((_, when)) = self.tapped.filter(|_| is_same) {
            std::thread::sleep(DOUBLE_TAP.saturating_sub(when.elapsed()));
        }
        self.runtime.block_on(element.click())?;
        self.tapped = Some((at, Instant::now()));
        self.taps += 1;
        Ok(())
    }

    /// Brings something to the middle of the screen, clear of the bars, as a thumb does. Says where its middle is then.
    fn scroll_to(&self, element: &Element) -> Result<(f64, f64)> {
        let script = "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'});
             const it = arguments[0].getBoundingClientRect();
             return [it.x + it.width / 2, it.y + it.height / 2]";
        let at = self.script_with(script, vec![serde_json::to_value(element)?])?;
        Ok(serde_json::from_value(at)?)
    }

    fn client(&self) -> Result<&Client> {
        match &self.client {
            Some(client) => Ok(client),
            None => bail!("the window is closed"),
        }
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            let _ = in_time(&self.runtime, client.close());
        }
    }
}

/// What the driver answers. It is not waited for without end: a window that hangs fails, and the test says where.
fn in_time<T, E>(runtime: &Runtime, asked: impl Future<Output = Result<T, E>>) -> Result<T>
where
    E: std::error::Error + Send + Sync + 'static,
{
    let answer = runtime.block_on(async { tokio::time::timeout(PATIENCE, asked).await });
    Ok(answer.context("the driver does not answer")??)
}

fn quoted(words: &str) -> String {
    if words.contains('\'') { format!("\"{words}\"") } else { format!("'{words}'") }
}

/// Milliseconds between a process's start and a moment the page noted; without one, the moment the page began.
#[expect(clippy::disallowed_methods, reason = "the system's own clock is what is compared with")]
pub fn since_start(process: u32, window: &Window, mark: Option<&str>) -> Result<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    let after_name = stat.rsplit_once(')').context("the process has no name")?.1;
    let ticks: f64 = after_name.split_whitespace().nth(19).context("no start time")?.parse()?;
    let uptime = std::fs::read_to_string("/proc/uptime")?;
    let uptime: f64 = uptime.split_whitespace().next().context("no uptime")?.parse()?;
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_secs_f64();
    let started = (now - uptime + ticks / 100.0) * 1000.0;
    let mark = mark.map(|name| format!(" + performance.getEntriesByName('{name}')[0].startTime"));
    let script = format!("return performance.timeOrigin{}", mark.unwrap_or_default());
    let reached = window.script(&script)?.as_f64().context("the page noted no such moment")?;
    ensure!(reached > started, "the page was there before its program");
    Ok(reached - started)
}
