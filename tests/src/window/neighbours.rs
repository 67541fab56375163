//! Where main buttons lie: on the screen a hand has just tapped, and on the one that came.

use anyhow::{Result, ensure};
use serde::Deserialize;

use super::Window;

/// A screen's name and its main buttons that can be hit now. What lies under another thing cannot.
const MAINS: &str = "
    const mains = [...document.querySelectorAll('.button.main')].flatMap(it => {
        const { left, top, right, bottom } = it.getBoundingClientRect();
        const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        const leads = !!it.closest('.bottom, .aside') && !it.classList.contains('act');
        return it.contains(hit) ? [{ words: it.textContent.trim(), leads, left, top, right, bottom }] : [];
    });
    return { name: document.querySelector('h1')?.textContent ?? '', mains };
";

/// A screen as far as its main buttons go.
#[derive(Debug, Deserialize)]
pub(super) struct Mains {
    name: String,
    mains: Vec<Main>,
}

#[derive(Debug, Deserialize)]
struct Main {
    words: String,
    /// It only leads to the next screen.
    leads: bool,
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Main {
    fn is_over(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// What is known of the screens a hand goes through.
#[derive(Debug, Default)]
pub(super) struct Neighbours {
    before: Option<Mains>,
    /// How often one screen came after another.
    walked: usize,
    /// What lay where something else had lain.
    clashes: Vec<String>,
}

impl Window {
    /// From now on it is looked where main buttons lie.
    pub fn watch_main_buttons(&mut self) {
        self.neighbours = Some(Neighbours::default());
    }

    /// No main button lay where a different one had lain on the screen before. One that only leads on may lie where one that
    /// leads on lay. Says how many times one screen came after another.
    pub fn no_main_button_on_the_spot_of_another(&self) -> Result<usize> {
        let Some(Neighbours { walked, clashes, .. }) = &self.neighbours else { return Ok(0) };
        ensure!(clashes.is_empty(), "on one spot:\n{}", clashes.join("\n"));
        Ok(*walked)
    }

    /// A hand is about to tap: the screen is as it came.
    pub(super) fn looks_at_mains(&mut self) -> Result<()> {
        let Some(mut neighbours) = self.neighbours.take() else { return Ok(()) };
        let now = self.mains()?;
        if let Some(before) = neighbours.before.take().filter(|it| it.name != now.name) {
            neighbours.walked += 1;
            for (was, is) in before.mains.iter().flat_map(|was| now.mains.iter().map(move |is| (was, is))) {
                if was.is_over(is) && was.words != is.words && !(was.leads && is.leads) {
                    let clash = format!(
                        "“{}” of “{}”, then “{}” of “{}”",
                        was.words, before.name, is.words, now.name
                    );
                    neighbours.clashes.push(clash);
                }
            }
        }
        self.neighbours = Some(neighbours);
        Ok(())
    }

    /// The finger is over what it taps.
    pub(super) fn is_over_mains(&mut self) -> Result<()> {
        if self.neighbours.is_some() {
            let now = self.mains()?;
            self.neighbours.get_or_insert_default().before = Some(now);
        }
        Ok(())
    }

    fn mains(&self) -> Result<Mains> {
        Ok(serde_json::from_value(self.script(MAINS)?)?)
    }
}
