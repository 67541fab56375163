//! Who the plan is for and who makes it. What is withheld is not in the agreement at all.

use super::continued::{After, clause, one_line};
use super::{FIXED, Page, TYPED, named, ranked};
use crate::agreement::{BlockKind, Section};
use crate::ids::PersonId;
use crate::model::people::{Adult, Birth, Child, Supporter, Worker};
use crate::model::plan::Plan;
use crate::model::questions::{Pick, Question};
use crate::texts::Texts;
use crate::texts::key;
use crate::texts::{dates, names};

impl Page<'_> {
    pub(super) fn people(&mut self, plan: &Plan) {
        self.heading(Section::People);
        for child in &plan.children {
            let mut text = child_line(child, self.texts);
            for (key, said) in [
                (key!("agreement.school"), &child.school),
                (key!("agreement.health_visitor"), &child.health_visitor),
            ] {
                if !said.trim().is_empty() {
                    text += &self.texts.fill(key, &[("name", said.trim())]);
                }
            }
            let kind = match (names::first(&child.name), child.birth) {
                (None, Birth::Due { .. }) => BlockKind::Person {
                    person: child.id,
                    name: self.texts.get(key!("agreement.baby")).to_owned(),
                },
                _ => self.person(child.id, &child.name),
            };
            self.put(Section::People, child.id, kind, text);
        }
        for adult in &plan.adults {
            let text = adult_line(adult, plan, self.texts);
            let kind = self.person(adult.id, &adult.name);
            self.put(Section::People, adult.id, kind, text);
        }
        // Where somebody lives whose address is withheld is not said to be anything, not even missing.
        if !plan.is_home_withheld() {
            let address = match one_line(&plan.address).as_str() {
                "" => self.texts.get(key!("agreement.no_address")).to_owned(),
                address => self.texts.fill(key!("agreement.address"), &[("address", address)]),
            };
            let kind = if one_line(&plan.address).is_empty() { FIXED } else { TYPED };
            self.put(Section::People, "address", kind, address);
        }
        let kind = plan.picked(Question::PlanKind);
        if let Some(text) = kind.and_then(|pick| self.texts.find("plan_kind", pick.key())) {
            self.put(Section::People, "plan_kind", FIXED, text.to_owned());
        }
        let number = plan.said(Question::CaseReference).trim().trim_end_matches('.');
        if !number.is_empty() {
            let text = self.texts.fill(key!("agreement.case_reference"), &[("words", number)]);
            self.put(Section::People, "case_reference", TYPED, text);
        }
        for worker in &plan.workers {
            let text = worker_line(worker, self.texts);
            let kind = self.person(worker.id, &worker.name);
            self.put(Section::People, worker.id, kind, text);
        }
    }

    fn person(&self, person: PersonId, name: &str) -> BlockKind {
        BlockKind::Person { person, name: named(name, self.texts) }
    }

    /// The family's own people, and what they offer.
    pub(super) fn supporters(&mut self, plan: &Plan) {
        if plan.supporters.is_empty() {
            return;
        }
        self.heading(Section::Supporters);
        for supporter in &plan.supporters {
            let text = supporter_line(supporter, plan, self.texts);
            let kind = self.person(supporter.id, &supporter.name);
            self.put(Section::Supporters, supporter.id, kind, text);
        }
    }
}

fn child_line(child: &Child, texts: &Texts) -> String {
    let name = &named(&child.name, texts);
    match child.birth {
        Birth::NotRecorded => year_line(name, child.born_in, texts),
        Birth::Born { on } => {
            texts.fill(key!("agreement.born"), &[("name", name), ("day", &dates::birthday(on, texts))])
        }
        Birth::Due { on } if names::first(&child.name).is_none() => {
            texts.fill(key!("agreement.baby_due"), &[("day", &dates::birthday(on, texts))])
        }
        Birth::Due { on } => {
            texts.fill(key!("agreement.due"), &[("name", name), ("day", &dates::birthday(on, texts))])
        }
    }
}

/// Who is named, with the year of birth where that is all that is known.
fn year_line(name: &str, born_in: Option<i32>, texts: &Texts) -> String {
    match born_in {
        None => texts.fill(key!("agreement.born_unknown"), &[("name", name)]),
        Some(year) => texts.fill(key!("agreement.born_in"), &[("name", name), ("year", &year.to_string())]),
    }
}

fn adult_line(adult: &Adult, plan: &Plan, texts: &Texts) -> String {
    let name = named(&adult.name, texts);
    let mut called = name.clone();
    if !adult.relationship.trim().is_empty() {
        called = format!("{name}, {}", adult.relationship.trim());
    }
    let mut line = match adult.born {
        None => year_line(&called, adult.born_in, texts),
        Some(on) => {
            texts.fill(key!("agreement.born"), &[("name", &called), ("day", &dates::birthday(on, texts))])
        }
    };
    if plan.picked(Question::ParentalResponsibility(adult.id)) == Some(Pick::Yes) {
        line += texts.get(key!("agreement.parental_responsibility"));
    }
    // On a copy that another may read, nothing tells that there is an address to look for.
    if adult.withheld {
        return line;
    }
    let address = one_line(&adult.address);
    if !address.is_empty() {
        line += &texts.fill(key!("agreement.own_address"), &[("address", &address)]);
    }
    if !adult.phone.trim().is_empty() {
        line += &texts.fill(key!("agreement.own_phone"), &[("phone", adult.phone.trim())]);
    }
    line
}

fn supporter_line(supporter: &Supporter, plan: &Plan, texts: &Texts) -> String {
    let mut line = named(&supporter.name, texts);
    if !supporter.relationship.trim().is_empty() {
        line = format!("{line}, {}", supporter.relationship.trim());
    }
    if !supporter.phone.trim().is_empty() {
        line += &texts.fill(key!("agreement.own_phone"), &[("phone", supporter.phone.trim())]);
    }
    line.push('.');
    if let Some(offers) = clause(&supporter.offers, After::Will, plan) {
        let who = plan.called(supporter.id).unwrap_or_else(|| texts.get(key!("agreement.someone")).into());
        let slots = [("who", &*who), ("what", &*offers)];
        line = format!("{line} {}", texts.fill(key!("agreement.goal"), &slots));
    }
    line
}

fn worker_line(worker: &Worker, texts: &Texts) -> String {
    texts.fill(worker.role.line_key(), &[("name", &ranked(worker, texts))])
}
