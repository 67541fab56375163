//! Answering the plan's questions on the screen: what is picked, the day, the words.

use anyhow::Result;
use plan::Texts;
use plan::questions::Answer;

use super::find::By;
use super::{Window, quoted};

impl Window {
    /// Gives an answer, on the card with this name over it or wherever the question stands last.
    pub fn answer(&mut self, card: Option<&str>, answer: &Answer) -> Result<()> {
        let asked = format!("//*[@data-ask='{}']", answer.question.key());
        let asked = match card {
            Some(name) => format!("(//section[h2[normalize-space(.)={}]]{asked})[last()]", quoted(name)),
            None => format!("({asked})[last()]"),
        };
        if let Some(pick) = answer.pick {
            let words = quoted(Texts::english().get(format!("pick.{}", pick.key()))).clone();
            let path = format!("{asked}//label[normalize-space(.)={words}]");
            let element = self.wait(By::Path(&path), &path)?;
            self.tap_on(element)?;
        }
        if let Some(on) = answer.on {
            self.type_day_in(&format!("{asked}//fieldset[.//input[@inputmode='numeric']]"), on)?;
        }
        if !answer.words.is_empty() {
            let path = format!("{asked}//*[contains(@class,'plan-text')]//*[self::input or self::textarea]");
            let element = self.wait(By::Path(&path), &path)?;
            self.type_on(element, &answer.words)?;
        }
        Ok(())
    }

    /// Opens what is folded away under the last line that begins so.
    pub fn unfold(&mut self, words: &str) -> Result<()> {
        let path = format!(
            "(//details[not(@open)]/summary[starts-with(normalize-space(.), {})])[last()]",
            quoted(words)
        );
        let element = self.wait(By::Path(&path), words)?;
        self.tap_on(element)
    }

    /// The same, where it may be open already.
    pub fn unfold_if_folded(&mut self, words: &str) -> Result<()> {
        let script = "return !!Array.from(document.querySelectorAll('details:not([open]) > summary')) \
                      .find(it => it.textContent.trim().startsWith(arguments[0]))";
        let is_folded = self.script_with(script, vec![serde_json::json!(words)])?;
        if is_folded.as_bool() == Some(true) { self.unfold(words) } else { Ok(()) }
    }
}
