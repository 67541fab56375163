//! What stands in fields, and typing into them.

use anyhow::Result;
use fantoccini::elements::Element;
use serde_json::json;

use super::find::By;
use super::{Window, quoted};
use crate::process::until;

/// Texts of this many letters are put in at once where typing is not what is tested.
const WORTH_INSERTING: usize = 8;

/// How texts come into fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hands {
    /// Long texts at once, their last letter as a key.
    Quick,
    /// Each letter as a key.
    Typing,
}

impl Window {
    /// From now on each letter is typed as a key of its own, as a person does.
    pub fn type_by_hand(&mut self) {
        self.hand = Hands::Typing;
    }

    /// Types into the last field with this label, as someone does who just added it.
    pub fn type_into(&mut self, label: &str, text: &str) -> Result<()> {
        let element = self.labelled(label)?;
        self.type_on(element, text)
    }

    /// Taps the last field with this label, so that keys go there.
    pub fn tap_into(&mut self, label: &str) -> Result<()> {
        let element = self.labelled(label)?;
        self.tap_on(element)
    }

    /// Chooses from a list, found by a selector, what has these words.
    pub fn choose_at(&mut self, css: &str, words: &str) -> Result<()> {
        let element = self.wait(By::Css(css), css)?;
        self.scroll_to(&element)?;
        self.runtime.block_on(element.select_by_label(words))?;
        self.taps += 1;
        Ok(())
    }

    /// Types into a field that has the focus already, as somebody does who has not stopped typing.
    pub fn type_on_in(&mut self, label: &str, text: &str) -> Result<()> {
        let element = self.labelled(label)?;
        let id = self.runtime.block_on(element.attr("id"))?;
        let has_focus = || {
            let focused = self.script("return document.activeElement?.id ?? null")?;
            Ok((focused.as_str() == id.as_deref()).then_some(()))
        };
        until(&format!("the focus is in “{label}”"), has_focus)?;
        self.type_on(element, text)?;
        self.taps -= 1;
        Ok(())
    }

    /// Types into something found by a selector.
    pub fn type_at(&mut self, css: &str, text: &str) -> Result<()> {
        let element = self.wait(By::Css(css), css)?;
        self.type_on(element, text)
    }

    /// What stands in the last field with this label.
    pub fn field(&self, label: &str) -> Result<String> {
        let element = self.labelled(label)?;
        Ok(self.runtime.block_on(element.prop("value"))?.unwrap_or_default())
    }

    /// Types a day into the last date of this name.
    pub fn type_day(&mut self, legend: &str, day: chrono::NaiveDate) -> Result<()> {
        self.type_day_in(&format!("(//fieldset[legend[normalize-space(.)={}]])[last()]", quoted(legend)), day)
    }

    /// Types a day into the last date of this name without going from field to field: it moves on by itself.
    pub fn type_day_on(&mut self, legend: &str, day: chrono::NaiveDate) -> Result<()> {
        use chrono::Datelike;
        self.tap_into_date(legend)?;
        self.press_all(&format!("{:02}{:02}{}", day.day(), day.month(), day.year()))
    }

    /// Taps the first field of the last date of this name.
    pub fn tap_into_date(&mut self, legend: &str) -> Result<()> {
        let path = format!("(//fieldset[legend[normalize-space(.)={}]])[last()]//input", quoted(legend));
        let first = self.wait(By::Path(&path), legend)?;
        self.tap_on(first)
    }

    /// Types where the focus is, and goes with it.
    pub fn press_all(&mut self, keys: &str) -> Result<()> {
        keys.chars().try_for_each(|key| self.press(key, 1))
    }

    pub(super) fn type_day_in(&mut self, fieldset: &str, day: chrono::NaiveDate) -> Result<()> {
        use chrono::Datelike;
        let parts = [day.day().to_string(), day.month().to_string(), day.year().to_string()];
        for (n, part) in parts.iter().enumerate() {
            let path = format!("({fieldset}//input)[{}]", n + 1);
            let element = self.wait(By::Path(&path), fieldset)?;
            self.type_on(element, part)?;
        }
        Ok(())
    }

    pub(super) fn labelled(&self, label: &str) -> Result<Element> {
        let path = format!(
            "(//*[(self::input or self::textarea) and @id=(//label[normalize-space(.)={}]/@for)])[last()]",
            quoted(label)
        );
        self.wait(By::Path(&path), label)
    }

    pub(super) fn type_on(&mut self, element: Element, text: &str) -> Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        self.scroll_to(&element)?;
        let keys = if self.hand == Hands::Quick { self.insert(&element, text)? } else { text };
        // The driver takes the Enter key, not a line end.
        self.runtime.block_on(element.send_keys(&keys.replace('\n', "\u{E007}")))?;
        self.taps += 1;
        self.keystrokes += text.chars().count();
        Ok(())
    }

    /// Puts all but the end of a long text into a field at once, as pasting does, and gives what is left to be typed.
    fn insert<'a>(&self, element: &Element, text: &'a str) -> Result<&'a str> {
        let is_key = |letter: char| letter == '\n' || ('\u{E000}'..='\u{F8FF}').contains(&letter);
        let Some((last, _)) = text.char_indices().next_back() else { return Ok(text) };
        if text.chars().count() < WORTH_INSERTING || text.contains(is_key) {
            return Ok(text);
        }
        let (most, end) = text.split_at(last);
        // As a key does: what is selected is replaced, and a field that is only now come to is gone on with.
        let script = "const [field, text] = arguments;
            if (document.activeElement !== field) {
                field.focus();
                field.setSelectionRange(field.value.length, field.value.length);
            }
            return document.execCommand('insertText', false, text)";
        let is_in = self.script_with(script, vec![serde_json::to_value(element)?, json!(most)])?;
        Ok(if is_in == true { end } else { text })
    }
}
