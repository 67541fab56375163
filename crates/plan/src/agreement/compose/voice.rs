//! What each child says, word for word, where it may be shown. Anything else is left out without a trace.

use chrono::NaiveDate;

use super::{Page, named};
use crate::agreement::{BlockKind, HeadingOf, Section};
use crate::model::people::Child;
use crate::model::plan::Plan;
use crate::model::questions::Question;
use crate::texts::NO_WORDS;
use crate::texts::key;

impl Page<'_> {
    pub(super) fn voice(&mut self, plan: &Plan, made_on: NaiveDate) {
        let shown: Vec<&Child> = plan.children.iter().filter(|child| plan.shows_voice(child.id)).collect();
        if shown.is_empty() {
            return;
        }
        self.heading(Section::Voice);
        for child in shown {
            let name = named(&child.name, self.texts);
            let kind = BlockKind::Heading { of: HeadingOf::Child(child.id) };
            self.put(Section::Voice, child.id, kind, name);
            let labels = format!("voice_{}", child.age_band(made_on).key());
            for (question, box_key) in [
                (Question::VoiceGood(child.id), "good"),
                (Question::VoiceWorries(child.id), "worries"),
                (Question::VoiceWishes(child.id), "wishes"),
            ] {
                let words = plan.said(question).trim();
                if !words.is_empty() {
                    let label = self.texts.find(&labels, box_key).unwrap_or(NO_WORDS);
                    let slots = [("label", label), ("words", words)];
                    let text = self.texts.fill(key!("agreement.voice"), &slots);
                    let item = format!("{}.{box_key}", child.id);
                    self.put(Section::Voice, item, BlockKind::Voice { person: child.id }, text);
                }
            }
            let seen = plan.said(Question::VoiceSeen(child.id)).trim();
            if !seen.is_empty() {
                let text = self.texts.fill(key!("agreement.seen"), &[("words", seen)]);
                self.put(
                    Section::Voice,
                    format!("{}.seen", child.id),
                    BlockKind::Voice { person: child.id },
                    text,
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::people::AgeBand;
    use crate::texts::Texts;

    #[test]
    fn every_box_of_every_age_has_a_label() {
        let texts = Texts::english();
        let ages = [AgeBand::Baby, AgeBand::Preschool, AgeBand::Child, AgeBand::YoungPerson, AgeBand::Older];
        for age in ages.map(AgeBand::key) {
            for label in ["good", "worries", "wishes"] {
                assert!(texts.find(&format!("voice_{age}"), label).is_some(), "{age} {label}");
            }
        }
    }
}
