//! One family's way through the screens, in any language, with every answer opened. What is asked of each screen is the
//! test's.

use anyhow::{Context, Result};
use plan::Plan;
use tests::process::until;
use tests::ready::PASSPHRASE;
use tests::visit;
use tests::window::Window;

use super::tongue::{Tongue, first_name};

/// The answers of a parent, and whether each cannot be without a mark.
pub(super) const ANSWERS: [(&str, bool); 7] = [
    ("answer.signs", true),
    ("answer.makes_mark", true),
    ("answer.without_drawing", false),
    ("answer.agrees_in_part", false),
    ("answer.wants_time", false),
    ("answer.agrees_will_not_sign", false),
    ("answer.does_not_agree", false),
];

/// Where the walk is.
pub(super) struct Walk<'a> {
    pub(super) window: &'a mut Window,
    pub(super) tongue: &'a Tongue,
    pub(super) plan: &'a Plan,
}

impl Walk<'_> {
    /// From the list of plans to the screen before the tablet is turned, with everything on it chosen.
    pub(super) fn go_to_hand_over(&mut self) -> Result<()> {
        self.window.tap(&self.plan.title)?;
        visit::look_first(self.window, self.plan)?;
        self.window.tap("Read it together")?;
        self.choose_turn()
    }

    /// Chooses who reads and in which language.
    pub(super) fn choose_turn(&mut self) -> Result<()> {
        self.window.see("Who is going to read it now?")?;
        self.window.tap("Yes, all of it")?;
        visit::in_some_way(self.window)?;
        match &self.tongue.own_name {
            Some(name) => self.window.tap(name),
            None => Ok(()),
        }
    }

    /// Turns the tablet to the family.
    pub(super) fn turn(&mut self) -> Result<()> {
        self.window.tap("Turn it to the family")?;
        self.window.see("part 1 of")
    }

    /// Every part of the plan; the first is begun to be read aloud.
    pub(super) fn read(&mut self, look: &mut Look<'_>) -> Result<()> {
        let parts = self.window.texts(".dots li")?.len();
        for part in 1..=parts {
            let slots = [("part", part.to_string()), ("parts", parts.to_string())];
            self.see_filled("family.part", &slots)?;
            look(self.window, &format!("together-{part}"))?;
            if part == 2 {
                self.press("family.read_to_me")?;
                self.see("family.stop_reading")?;
                look(self.window, "reading-aloud")?;
                self.press("family.slower")?;
                self.see("family.faster")?;
                self.press("family.stop_reading")?;
                self.see("family.again")?;
                look(self.window, "read-aloud")?;
            }
            self.press("family.next")?;
        }
        Ok(())
    }

    /// All six parts told again; the first two times “not yet”, and then on.
    pub(super) fn say_back(&mut self, look: &mut Look<'_>) -> Result<()> {
        for part in 1..=6 {
            let slots = [("part", part.to_string()), ("parts", "6".to_owned())];
            self.see_filled("family.say_back_part", &slots)?;
            look(self.window, &format!("say-back-{part}"))?;
            self.press("family.tell_again")?;
            until("it is told again", || Ok((!self.window.texts(".again")?.is_empty()).then_some(())))?;
            look(self.window, &format!("say-back-{part}-again"))?;
            if part == 1 {
                self.press("family.not_yet")?;
                self.press("family.not_yet")?;
                self.see("family.offer_title")?;
                look(self.window, "say-back-offer")?;
                self.press("family.go_on")?;
                self.press("family.all_at_once")?;
                until("all stand there", || {
                    Ok((self.window.texts("h2[id^=asked-]")?.len() == 6).then_some(()))
                })?;
                look(self.window, "say-back-all")?;
                self.press("family.one_by_one")?;
                self.see_filled("family.say_back_part", &slots)?;
            }
            self.press("family.next")?;
        }
        Ok(())
    }

    /// Every answer opened, then a dot for a mark and that it is one. Ends where the tablet goes back.
    pub(super) fn answer(&mut self, look: &mut Look<'_>) -> Result<()> {
        self.at_answer()?;
        look(self.window, "sign")?;
        for (key, has_mark) in ANSWERS {
            self.choose(key)?;
            self.see(if has_mark { "answer.this_is_my_mark" } else { "answer.this_is_my_answer" })?;
            look(self.window, key)?;
        }
        self.choose("answer.signs")?;
        self.window.draw(&[vec![(100.0, 100.0)]])?;
        self.press("answer.this_is_my_mark")?;
        self.see("family.question_mark")?;
        look(self.window, "sign-a-dot")?;
        self.press("family.yes_my_mark")?;
        self.see("family.thanks")?;
        look(self.window, "give-back")
    }

    /// The worker takes it back.
    pub(super) fn take_back(&mut self) -> Result<()> {
        visit::take_back(self.window, PASSPHRASE)
    }

    /// Waits for the question what they would like to do.
    pub(super) fn at_answer(&self) -> Result<()> {
        let adult = self.plan.adults.first().context("no adult")?;
        self.see_filled("answer.title", &[("name", first_name(&adult.name)?.to_owned())])
    }

    /// Picks an answer and waits until it is picked.
    pub(super) fn choose(&mut self, key: &str) -> Result<()> {
        let words = self.tongue.says(key).to_owned();
        self.window.tap(&words)?;
        until("it is picked", || {
            let picked = self.window.texts("label:has([name=answer]:checked)")?;
            Ok(picked.iter().any(|it| it.starts_with(&words)).then_some(()))
        })
    }

    pub(super) fn press(&mut self, key: &str) -> Result<()> {
        self.window.tap(self.tongue.says(key))
    }

    pub(super) fn see(&self, key: &str) -> Result<()> {
        self.window.see(self.tongue.says(key))
    }

    pub(super) fn see_filled(&self, key: &str, slots: &[(&str, String)]) -> Result<()> {
        let slots: Vec<(&str, &str)> = slots.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.window.see(&self.tongue.fill(key, &slots))
    }
}

/// What is asked of each screen.
pub(super) type Look<'a> = dyn FnMut(&mut Window, &str) -> Result<()> + 'a;
