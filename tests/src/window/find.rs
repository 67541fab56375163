//! Finding what a person would find: waiting until words or things are on the screen. The page itself watches for them and
//! says so at once, instead of being asked over and over.

use std::time::Instant;

use anyhow::{Context, Result, bail};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::CmdError;
use serde_json::{Value, json};

use super::Window;
use crate::process::PATIENCE;

/// How long one question to the page stays open, in milliseconds. Then it is asked again, so that a page that was loaded
/// anew meanwhile is asked too.
const ONE_WATCH_MS: u64 = 5_000;

/// What WebKit's driver says when the page's answer was lost on the way, which happens on a busy machine and tells nothing of
/// the page. A page that is gone answers the next question with another error.
const NO_ANSWER: &str = "Could not parse script result";

/// What it says when the page began anew while it was asked.
const UNLOADED: &str = "Callback was not called before the unload event.";

/// Looks now, and again after whatever changes, until there is something or the time is over. A change is looked at after
/// it is whole: pages change in many small steps.
const WATCH: &str = "
    const done = arguments[arguments.length - 1];
    const given = arguments[0];
    const found = look(given);
    if (found) { done(found); return; }
    let planned = false;
    const again = () => {
        planned = false;
        const found = look(given);
        if (found) end(found);
    };
    const watch = new MutationObserver(() => {
        if (!planned) { planned = true; setTimeout(again, 0); }
    });
    const end = found => { watch.disconnect(); clearTimeout(over); done(found); };
    const over = setTimeout(() => end(look(given)), arguments[1]);
    watch.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
";

const WORDS: &str = "
    const squeeze = text => text.split(/\\s+/).filter(Boolean).join(' ');
    const look = words => document.body && squeeze(document.body.innerText).includes(words);
";

const PATH: &str = "
    const look = path => document.evaluate(path, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE, null).singleNodeValue;
";

const SELECTOR: &str = "
    const look = css => document.querySelector(css);
";

/// How something is found.
pub(super) enum By<'a> {
    Path(&'a str),
    Css(&'a str),
}

impl Window {
    /// Waits until these words are on the screen.
    pub fn see(&self, words: &str) -> Result<()> {
        self.watch(WORDS, &squeezed(words), &format!("“{words}” is on the screen")).map(drop)
    }

    /// Whether these words are on the screen now.
    pub fn shows(&self, words: &str) -> Result<bool> {
        Ok(squeezed(&self.text()?).contains(&squeezed(words)))
    }

    /// All words on the screen.
    pub fn text(&self) -> Result<String> {
        Ok(self.script("return document.body.innerText")?.as_str().unwrap_or_default().to_owned())
    }

    /// The texts of all elements of a selector, as they stand in the page.
    pub fn texts(&self, css: &str) -> Result<Vec<String>> {
        let script = "return Array.from(document.querySelectorAll(arguments[0]), it => it.textContent)";
        let texts = self.script_with(script, vec![json!(css)])?;
        Ok(serde_json::from_value(texts)?)
    }

    /// Waits until something is there and gives it.
    pub(super) fn wait(&self, by: By<'_>, what: &str) -> Result<Element> {
        let (look, given) = match by {
            By::Path(path) => (PATH, path),
            By::Css(css) => (SELECTOR, css),
        };
        let found = self.watch(look, given, &format!("“{what}” is there"))?;
        // The standard's name for a reference to an element.
        let reference = found["element-6066-11e4-a52e-4f735466cecf"].as_str().context("no element")?;
        Ok(Element::from_element_id(self.client()?.clone(), ElementRef::from(reference.to_owned())))
    }

    fn watch(&self, look: &str, given: &str, what: &str) -> Result<Value> {
        let script = format!("{look}{WATCH}");
        let began = Instant::now();
        let mut lost = 0;
        while began.elapsed() < PATIENCE {
            let arguments = vec![json!(given), json!(ONE_WATCH_MS)];
            match self.runtime.block_on(self.client()?.execute_async(&script, arguments)) {
                Ok(Value::Null | Value::Bool(false)) => {}
                Ok(found) => return Ok(found),
                Err(CmdError::Standard(error)) if error.message == NO_ANSWER => lost += 1,
                // A page that locks begins anew, and is asked again.
                Err(CmdError::Standard(error)) if error.message == UNLOADED => {}
                Err(error) => return Err(error.into()),
            }
        }
        let says = self.text().unwrap_or_default();
        let lost = if lost > 0 { format!(", {lost} answers lost") } else { String::new() };
        bail!("{what}: not so after {} seconds{lost}; the screen says: {says}", PATIENCE.as_secs())
    }
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
