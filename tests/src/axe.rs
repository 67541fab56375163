//! axe-core in a window, and what else is asked of a page so that everyone can use it: reflow, keyboard.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::process::{checkout, until};
use crate::window::{LANDSCAPE, PORTRAIT, Window};

/// The rules that are run: WCAG 2.0, 2.1 and 2.2 at A and AA, and what is good practice besides.
pub const TAGS: [&str; 7] =
    ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

const TAB: char = '\u{E004}';

/// The most stops of a page that are walked.
const MOST_STOPS: usize = 1200;

/// What was looked at so far, and every fault that was found.
#[derive(Debug, Default)]
pub struct Looked {
    /// The screens, by name.
    pub screens: Vec<String>,
    /// How often axe was run.
    pub runs: usize,
    /// The rules that were run.
    pub rules: BTreeSet<String>,
    /// Those of them that found something to judge.
    pub applied: BTreeSet<String>,
    /// What axe could not decide by itself.
    pub undecided: BTreeSet<String>,
    /// Stops of the focus.
    pub stops: usize,
    /// The faults, each with its screen.
    pub faults: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Said {
    Problem {
        problem: String,
    },
    Found {
        violations: Vec<String>,
        incomplete: Vec<String>,
        applied: Vec<String>,
        inapplicable: Vec<String>,
    },
}

#[derive(Deserialize)]
struct Heard {
    all: usize,
    stops: usize,
    unreached: Vec<String>,
    plain: Vec<String>,
    small: Vec<String>,
    hidden: Vec<String>,
}

impl Looked {
    /// Runs axe in light and dark colours, and looks whether the page fits at 200 % text, level and upright.
    pub fn screen(&mut self, window: &Window, name: &str) -> Result<()> {
        bring(window)?;
        self.screens.push(name.to_owned());
        self.axe(window, name)?;
        let rules = window.script("return asked.dark(true)")?;
        if rules.as_u64().unwrap_or_default() > 0 {
            self.axe(window, &format!("{name}, dark"))?;
            window.script("asked.dark(false)")?;
        }
        self.reflow(window, name)
    }

    /// Runs axe on what stands on the screen.
    pub fn axe(&mut self, window: &Window, name: &str) -> Result<()> {
        bring(window)?;
        window.script(&format!("asked.axe({})", serde_json::to_string(&TAGS)?))?;
        let said = until("axe has looked", || {
            let said = window.script("return window.axeSaid")?;
            Ok((said != Value::Null).then_some(said))
        })?;
        match serde_json::from_value(said)? {
            Said::Problem { problem } => bail!("{name}: axe did not run: {problem}"),
            Said::Found { violations, incomplete, applied, inapplicable } => {
                self.runs += 1;
                self.rules.extend(applied.iter().cloned().chain(inapplicable));
                self.applied.extend(applied);
                self.undecided.extend(incomplete.into_iter().map(|it| format!("{name}: {it}")));
                self.faults.extend(violations.into_iter().map(|it| format!("{name}: {it}")));
            }
        }
        Ok(())
    }

    /// At 200 % text nothing makes the page wider than the window.
    pub fn reflow(&mut self, window: &Window, name: &str) -> Result<()> {
        window.script("document.documentElement.style.fontSize = '200%'")?;
        for (size, way) in [(PORTRAIT, "upright"), (LANDSCAPE, "level")] {
            window.turn(size)?;
            let wide: Vec<String> = serde_json::from_value(window.script("return asked.tooWide()")?)?;
            if !wide.is_empty() {
                self.faults.push(format!("{name}, 200 % {way}: scrolls sideways: {}", wide.join(", ")));
            }
        }
        window.script("document.documentElement.style.fontSize = ''")?;
        Ok(())
    }

    /// The same on a telephone's screen, in Chromium: axe finds no fault, and nothing makes the page wider than it.
    pub fn narrow(&mut self, window: &Window, name: &str) -> Result<()> {
        let telephone = json!({ "width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": false });
        window.devtools("Emulation.setDeviceMetricsOverride", telephone)?;
        self.axe(window, &format!("{name}, narrow"))?;
        let wide: Vec<String> = serde_json::from_value(window.script("return asked.tooWide()")?)?;
        if !wide.is_empty() {
            self.faults.push(format!("{name}, narrow: scrolls sideways: {}", wide.join(", ")));
        }
        window.devtools("Emulation.clearDeviceMetricsOverride", json!({})).map(drop)
    }

    /// Walks the page with Tab from its heading until it is round: everything is reached, seen, marked and large enough.
    pub fn keyboard(&mut self, window: &mut Window, name: &str) -> Result<()> {
        bring(window)?;
        window.script("asked.listen()")?;
        let mut sent = 0;
        while window.script("return asked.isRound()")?.as_bool() != Some(true) {
            if sent > MOST_STOPS {
                self.faults.push(format!("{name}: the focus does not come round"));
                break;
            }
            window.press(TAB, 10)?;
            sent += 10;
        }
        let heard: Heard = serde_json::from_value(window.script("return asked.heard()")?)?;
        self.stops += heard.stops;
        println!("  {name}: {} things to reach, {} stops", heard.all, heard.stops);
        for (what, things) in [
            ("is not reached by Tab", heard.unreached),
            ("shows no focus", heard.plain),
            ("is smaller than 44 by 44", heard.small),
            ("is hidden while it has the focus", heard.hidden),
        ] {
            self.faults.extend(things.into_iter().map(|thing| format!("{name}: {thing} {what}")));
        }
        Ok(())
    }

    /// Says how much was looked at, and fails with every fault.
    pub fn end(self, what: &str) -> Result<()> {
        println!(
            "accessible, {what}: {} screens, {} runs of axe, {} rules run ({} with something to judge), {} stops of the focus, {} faults",
            self.screens.len(),
            self.runs,
            self.rules.len(),
            self.applied.len(),
            self.stops,
            self.faults.len(),
        );
        for undecided in &self.undecided {
            println!("  axe cannot decide: {undecided}");
        }
        if self.faults.is_empty() { Ok(()) } else { bail!("{}", self.faults.join("\n")) }
    }
}

/// Puts axe and our own questions into the page, once.
fn bring(window: &Window) -> Result<()> {
    if window.script("return !!(window.axe && window.asked)")?.as_bool() == Some(true) {
        return Ok(());
    }
    for file in ["axe.min.js", "page.js"] {
        let path = checkout().join("tests/data/axe").join(file);
        window.script(&fs::read_to_string(path)?).with_context(|| format!("{file} does not run here"))?;
    }
    Ok(())
}
