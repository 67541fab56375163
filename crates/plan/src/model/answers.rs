//! What was answered in a plan. The list is sorted by the questions and holds no empty answer.

use super::plan::Plan;
use super::questions::{About, Answer, Pick, Question};
use crate::ids::PersonId;

impl Plan {
    /// What was answered to a question, if anything.
    pub fn answer(&self, question: Question) -> Option<&Answer> {
        let at = self.answers.binary_search_by_key(&question, |answer| answer.question).ok()?;
        self.answers.get(at)
    }

    /// What was picked; nothing where it was picked for something else than what there is now.
    pub fn picked(&self, question: Question) -> Option<Pick> {
        self.answer(question).filter(|answer| self.is_still_for(answer))?.pick
    }

    /// What was said in words; empty where nothing was.
    pub fn said(&self, question: Question) -> &str {
        self.answer(question).map_or("", |answer| answer.words.as_str())
    }

    /// Whether what a question is about is in the plan.
    pub fn can_ask(&self, question: Question) -> bool {
        match question.about() {
            About::Plan => true,
            About::Person(person) => {
                self.child(person).is_some()
                    || self.adult(person).is_some()
                    || self.supporter(person).is_some()
            }
            About::Goal(goal) => self.goal(goal).is_some(),
            About::Promise(promise) => self.promise(promise).is_some(),
        }
    }

    /// Whether a child's words are to be shown to the family.
    pub fn shows_voice(&self, child: PersonId) -> bool {
        let said = [Question::VoiceGood, Question::VoiceWorries, Question::VoiceWishes, Question::VoiceSeen];
        self.picked(Question::VoiceShare(child)) == Some(Pick::Share)
            && said.iter().any(|question| !self.said(question(child)).trim().is_empty())
    }

    /// The questions whose answers are for something and still are for it.
    pub(crate) fn bound_answers(&self) -> Vec<Question> {
        let still = self.answers.iter().filter(|it| it.question.is_bound() && self.is_still_for(it));
        still.map(|answer| answer.question).collect()
    }

    /// From now on the answers to these questions are for what there is now.
    pub(crate) fn bind_anew(&mut self, questions: &[Question]) {
        let matters: Vec<_> = questions.iter().map(|question| self.matter(*question)).collect();
        for (question, of) in questions.iter().zip(matters) {
            if let Some(answer) = self.answers.iter_mut().find(|answer| answer.question == *question) {
                answer.of = of;
            }
        }
    }

    /// The answer as it may be changed; an empty one is made for the change and goes with [`Plan::drop_empty`].
    pub(crate) fn answer_mut(&mut self, question: Question) -> Option<&mut Answer> {
        if !self.can_ask(question) {
            return None;
        }
        let at = match self.answers.binary_search_by_key(&question, |answer| answer.question) {
            Ok(at) => at,
            Err(at) => {
                self.answers.insert(at, Answer::empty(question));
                at
            }
        };
        self.answers.get_mut(at)
    }

    pub(crate) fn drop_empty(&mut self, question: Question) {
        self.answers.retain(|answer| answer.question != question || !answer.is_empty());
    }
}
