//! What is asked of every screen in front of a family, level and upright, and its pictures.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use anyhow::{Result, bail, ensure};
use plan::Plan;
use serde::Deserialize;
use serde_json::json;
use tests::process::checkout;
use tests::window::{LANDSCAPE, PORTRAIT, Window};

use super::tongue::Tongue;

/// The least size of anything to tap, and of the main actions. CSS pixels.
const TARGET: u32 = 52;
const MAIN_TARGET: u32 = 72;

/// What was looked at so far, and every fault that was found.
pub(super) struct Looked<'a> {
    tongue: &'a Tongue,
    /// The plan as it is stored: names and typed words may stand inside translated sentences as they are.
    plan: String,
    pictures: Option<PathBuf>,
    screens: usize,
    texts: usize,
    targets: usize,
    numbers: usize,
    smallest: Option<Target>,
    faults: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Words {
    texts: usize,
    untranslated: Vec<String>,
    filled: Vec<String>,
}

#[derive(Deserialize)]
struct Direction {
    dir: String,
    lang: String,
    numbers: usize,
    faults: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
struct Target {
    name: String,
    is_main: bool,
    width: u32,
    height: u32,
}

impl<'a> Looked<'a> {
    /// Nothing yet. `DOORSTEP_SCREENS` names a folder for the pictures.
    pub(super) fn new(tongue: &'a Tongue, plan: &Plan) -> Result<Self> {
        let pictures =
            std::env::var_os("DOORSTEP_SCREENS").map(|folder| PathBuf::from(folder).join(&tongue.tag));
        if let Some(folder) = &pictures {
            fs::create_dir_all(folder)?;
        }
        Ok(Self {
            tongue,
            plan: serde_json::to_string(plan)?,
            pictures,
            screens: 0,
            texts: 0,
            targets: 0,
            numbers: 0,
            smallest: None,
            faults: BTreeSet::new(),
        })
    }

    /// Looks at a screen both ways.
    pub(super) fn screen(&mut self, window: &mut Window, name: &str) -> Result<()> {
        self.screens += 1;
        window.script("scrollTo(0, 0)")?;
        window.script(&fs::read_to_string(checkout().join("tests/data/family/page.js"))?)?;
        self.heading(window, name)?;
        for (size, way) in [(PORTRAIT, "upright"), (LANDSCAPE, "level")] {
            hold(window, Some(size))?;
            window.painted()?;
            self.ask(window, &format!("{name}, {way}"))?;
            if way == "level" {
                self.answers_are_together(window, name)?;
            }
            if let Some(folder) = &self.pictures {
                let file = format!("{:02}-{}-{way}.png", self.screens, name.replace('.', "-"));
                window.whole_page(&folder.join(file))?;
            }
        }
        hold(window, None)
    }

    fn ask(&mut self, window: &Window, at: &str) -> Result<()> {
        let words: Words = serde_json::from_value(window.script("return family.words()")?)?;
        self.texts += words.texts;
        if !self.tongue.is_english() {
            self.fault(at, "is not translated", words.untranslated);
        }
        // Accents are on every word; one without any was filled in and has to be the plan's own.
        if self.tongue.has_accents() {
            let is_own = |word: &String| self.plan.contains(word.as_str());
            let strange = words.filled.into_iter().filter(|word| !is_own(word)).collect();
            self.fault(at, "was filled in untranslated", strange);
        }
        let layout: Vec<String> = serde_json::from_value(window.script("return family.layout()")?)?;
        self.fault(at, "", layout);
        let direction: Direction = serde_json::from_value(window.script("return family.direction()")?)?;
        let wanted = if self.tongue.is_english() {
            ("", "")
        } else {
            (self.tongue.tag.as_str(), self.tongue.direction)
        };
        if (direction.lang.as_str(), direction.dir.as_str()) != wanted {
            self.fault(
                at,
                "is the page’s language and direction",
                vec![direction.lang + direction.dir.as_str()],
            );
        }
        self.numbers += direction.numbers;
        self.fault(at, "", direction.faults);
        let targets: Vec<Target> = serde_json::from_value(window.script("return family.targets()")?)?;
        self.targets += targets.len();
        for target in targets {
            let least = if target.is_main { MAIN_TARGET } else { TARGET };
            if target.height < least || target.width < TARGET {
                self.fault(
                    at,
                    "is too small",
                    vec![format!("{} {}×{}", target.name, target.width, target.height)],
                );
            }
            if self.smallest.as_ref().is_none_or(|it| target.height < it.height) {
                self.smallest = Some(target);
            }
        }
        Ok(())
    }

    /// Held level, every answer can be seen without scrolling: who does not agree sees it as soon as who agrees.
    fn answers_are_together(&mut self, window: &Window, name: &str) -> Result<()> {
        let below = window.script("return family.answersBelow()")?.as_i64().unwrap_or_default();
        if below > 0 {
            self.fault(name, "", vec![format!("the last answer ends {below} px below what can be seen")]);
        }
        Ok(())
    }

    /// Every screen has one heading of level 1.
    fn heading(&mut self, window: &Window, name: &str) -> Result<()> {
        let headings = window.texts(".family h1")?;
        if headings.len() != 1 {
            self.fault(name, "", vec![format!("its headings are {headings:?}")]);
        }
        Ok(())
    }

    fn fault(&mut self, at: &str, what: &str, things: Vec<String>) {
        let language = &self.tongue.tag;
        self.faults.extend(things.into_iter().map(|thing| format!("{language}, {at}: {thing} {what}")));
    }

    /// Says how much was looked at, and fails with every fault.
    pub(super) fn end(self) -> Result<()> {
        println!(
            "in front of the family, {}: {} screens both ways, {} texts, {} telephone numbers, {} targets, the lowest {:?}, {} faults",
            self.tongue.tag,
            self.screens,
            self.texts,
            self.numbers,
            self.targets,
            self.smallest,
            self.faults.len(),
        );
        ensure!(self.texts > 0 && self.targets > 0 && self.numbers > 0, "nothing was looked at");
        let faults: Vec<String> = self.faults.into_iter().collect();
        if faults.is_empty() { Ok(()) } else { bail!("{}", faults.join("\n")) }
    }
}

/// Makes the page exactly this large, as on a tablet; a window keeps some of its height for itself.
fn hold(window: &Window, size: Option<(u32, u32)>) -> Result<()> {
    match size {
        Some((width, height)) => {
            let metrics =
                json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
            window.devtools("Emulation.setDeviceMetricsOverride", metrics)
        }
        None => window.devtools("Emulation.clearDeviceMetricsOverride", json!({})),
    }?;
    Ok(())
}
