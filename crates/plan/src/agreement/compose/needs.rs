//! What was done so that each person could understand: what was offered, wanted, arranged or not possible. How a person
//! is today and who can overhear are for the workers and never come here.

use super::{Page, told};
use crate::agreement::{BlockKind, Section};
use crate::model::people::Adult;
use crate::model::plan::Plan;
use crate::model::questions::{Pick, Question};
use crate::texts::key;
use crate::texts::{NO_WORDS, filled};

impl Page<'_> {
    pub(super) fn needs(&mut self, plan: &Plan) {
        let lines: Vec<_> = plan
            .adults
            .iter()
            .map(|adult| (adult.id, self.needs_of(adult, plan)))
            .filter(|(_, it)| !it.is_empty())
            .collect();
        if lines.is_empty() {
            return;
        }
        self.heading(Section::Needs);
        for (person, sentences) in lines {
            for (item, text) in sentences {
                self.put(Section::Needs, format!("{person}.{item}"), BlockKind::Need { person }, text);
            }
        }
    }

    fn needs_of(&self, adult: &Adult, plan: &Plan) -> Vec<(&'static str, String)> {
        let mut said = Vec::new();
        let name = &told(&adult.name, adult.id, &adult.relationship, plan, self.texts);
        if let Some(way) = plan.picked(Question::WayThrough(adult.id)) {
            said.push(("way_through", self.said(way, &[("name", name)])));
        }
        let language = plan.said(Question::Language(adult.id)).trim();
        if !language.is_empty() {
            said.push((
                "language",
                self.texts.fill(key!("needs.language"), &[("name", name), ("language", language)]),
            ));
        }
        for question in Question::help_for(adult.id) {
            let Some(pick) = plan.picked(question).filter(|pick| *pick != Pick::NotNeeded) else { continue };
            let help = self.texts.find("help", question.key()).unwrap_or(NO_WORDS);
            let line = self.said(pick, &[("name", name), ("help", help)]);
            let words = plan.said(question).trim();
            let text = if words.is_empty() { line } else { format!("{line} {words}") };
            said.push((question.key(), text));
        }
        said
    }

    /// The sentence for what was picked.
    fn said(&self, pick: Pick, slots: &[(&str, &str)]) -> String {
        filled(self.texts.find("needs", pick.key()).unwrap_or(NO_WORDS), slots)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::PersonId;
    use crate::texts::Texts;

    #[test]
    fn whatever_can_be_picked_has_a_sentence() {
        let texts = Texts::english();
        let person = PersonId::new(1, &[1; 10]);
        let picks = Question::help_for(person).into_iter().chain([Question::WayThrough(person)]);
        for pick in picks.flat_map(Question::picks).filter(|pick| **pick != Pick::NotNeeded) {
            assert!(texts.find("needs", pick.key()).is_some(), "{pick:?}");
        }
        for question in Question::help_for(person) {
            assert!(texts.find("help", question.key()).is_some(), "{question:?}");
        }
    }
}
