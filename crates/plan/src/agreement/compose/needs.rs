//! What was done so that each person could understand: what was offered, wanted, arranged or not possible. How a person
//! is today and who can overhear are for the workers and never come here.

use super::{Page, named};
use crate::agreement::{BlockKind, Section};
use crate::model::people::Adult;
use crate::model::plan::Plan;
use crate::model::questions::{Pick, Question};

type Asked = fn(crate::ids::PersonId) -> Question;

const HELP: [Asked; 5] = [
    Question::Interpreter,
    Question::Reading,
    Question::Learning,
    Question::SightHearing,
    Question::Advocate,
];

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
                self.put(Section::Needs, format!("{person}.{item}"), BlockKind::Sentence, text);
            }
        }
    }

    fn needs_of(&self, adult: &Adult, plan: &Plan) -> Vec<(&'static str, String)> {
        let mut said = Vec::new();
        let name = named(&adult.name, self.texts);
        if let Some(way) = plan.picked(Question::WayThrough(adult.id)) {
            said.push(("way_through", self.texts.fill(&format!("needs.{}", way.key()), &[("name", name)])));
        }
        let language = plan.said(Question::Language(adult.id)).trim();
        if !language.is_empty() {
            said.push((
                "language",
                self.texts.fill("needs.language", &[("name", name), ("language", language)]),
            ));
        }
        for question in HELP.map(|ask| ask(adult.id)) {
            let Some(pick) = plan.picked(question).filter(|pick| *pick != Pick::NotNeeded) else { continue };
            let help = self.texts.get(&format!("help.{}", question.key()));
            let line = self.texts.fill(&format!("needs.{}", pick.key()), &[("name", name), ("help", help)]);
            let words = plan.said(question).trim();
            let text = if words.is_empty() { line } else { format!("{line} {words}") };
            said.push((question.key(), text));
        }
        said
    }
}
