//! What will change, and what is promised: goals with all that stands under them.

use super::sentences::{goal_sentences, own_words, promise_sentence, step_sentence};
use super::{FIXED, Page};
use crate::agreement::{BlockKind, HeadingOf, Section};
use crate::model::content::{Goal, Pace, Promise};
use crate::model::plan::Plan;
use crate::texts::key;

impl Page<'_> {
    pub(super) fn goals(&mut self, plan: &Plan, pace: Pace) {
        let section = match pace {
            Pace::Now => Section::Now,
            Pace::Later => Section::Later,
        };
        let goals: Vec<&Goal> = plan.goals.iter().filter(|goal| goal.pace == pace).collect();
        if goals.is_empty() && pace == Pace::Later {
            return;
        }
        self.heading(section);
        if goals.is_empty() {
            self.not_recorded(section);
        }
        let mut domain = None;
        let mut sorted = goals;
        sorted.sort_by_key(|goal| goal.domain);
        for goal in sorted {
            if domain.replace(goal.domain) != Some(goal.domain) {
                let name = self.texts.get(goal.domain.key()).to_owned();
                let kind = BlockKind::Heading { of: HeadingOf::Domain(goal.domain) };
                self.put(section, goal.domain.key(), kind, name);
            }
            let text = goal_sentences(goal, plan, self.texts);
            self.put(section, goal.id, BlockKind::Goal { goal: goal.id }, text);
            if let Some(text) = own_words(goal, plan, self.texts) {
                self.put(
                    section,
                    format!("{}.own_words", goal.id),
                    BlockKind::OwnWords { goal: goal.id },
                    text,
                );
            }
            for step in &goal.steps {
                if let Some(text) = step_sentence(step, plan, self.texts) {
                    let item = format!("{}.{}", goal.id, step.id);
                    self.put(section, item, BlockKind::Step { goal: goal.id }, text);
                }
            }
            for promise in plan.promises_for(goal.id) {
                self.promise(section, promise, plan);
            }
        }
    }

    fn promise(&mut self, section: Section, promise: &Promise, plan: &Plan) {
        let kind = BlockKind::Promise { promise: promise.id, goal: promise.goal };
        self.put(section, promise.id, kind, promise_sentence(promise, plan, self.texts));
    }

    pub(super) fn promises(&mut self, plan: &Plan) {
        self.heading(Section::Promises);
        let loose: Vec<&Promise> = plan.promises.iter().filter(|promise| promise.goal.is_none()).collect();
        if plan.promises.is_empty() {
            self.not_recorded(Section::Promises);
        } else if loose.is_empty() {
            let text = self.texts.get(key!("agreement.promises_above")).to_owned();
            self.put(Section::Promises, "above", FIXED, text);
        }
        for promise in loose {
            self.promise(Section::Promises, promise, plan);
        }
    }
}
