//! Words a plan into the agreement the family sees. Fixed words come from the texts, the rest is the plan's own. What
//! was not recorded is said to be not recorded; nothing is made up.

use chrono::NaiveDate;

mod continued;
mod goals;
mod needs;
mod people;
mod sentences;
mod translated;
mod voice;

use crate::agreement::{AGREEMENT_FORM, Agreement, Block, BlockId, BlockKind, HeadingOf, Reference, Section};
use crate::change::splice::typed;
use crate::ids::PersonId;
use crate::model::content::{Concern, Pace};
use crate::model::people::{Birth, Child, Whose, Worker, WorkerRole};
use crate::model::plan::Plan;
use crate::model::questions::Question;
use crate::texts::dates;
use crate::texts::key;
use crate::texts::names;
use crate::texts::rights::says_what_may_happen;
use crate::texts::{Key, NO_WORDS, Texts};

pub use sentences::{goal_sentences, is_done_once, promise_sentence};
pub use translated::{Translation, translation};

/// The agreement a plan becomes on a given day.
pub fn agreement(plan: &Plan, texts: &Texts, made_on: NaiveDate) -> Agreement {
    let mut page = Page { texts, blocks: Vec::new() };
    page.about(plan, made_on);
    page.rights();
    page.people(plan);
    page.needs(plan);
    page.voice(plan, made_on);
    page.worries(plan);
    page.goals(plan, Pace::Now);
    page.goals(plan, Pace::Later);
    page.promises(plan);
    page.supporters(plan);
    page.meeting(plan);
    page.contact(plan);
    page.signatures(plan);
    Agreement {
        form: AGREEMENT_FORM,
        plan: plan.id,
        reference: Reference::from(plan.id).to_string(),
        title: title(plan, texts).unwrap_or_else(|| texts.get(key!("plan.no_title")).to_owned()),
        language: texts.language.clone(),
        texts: texts.version.clone(),
        made_on,
        blocks: page.blocks,
    }
}

/// What a plan is called: what somebody called it, else after its first child or adult with a name; nothing while nobody
/// has one.
pub fn title(plan: &Plan, texts: &Texts) -> Option<String> {
    let names = plan.children.iter().map(|it| &it.name).chain(plan.adults.iter().map(|it| &it.name));
    match (plan.title.trim(), names.map(|name| names::full(name)).find(|name| !name.trim().is_empty())) {
        ("", name) => name.map(|name| texts.fill(key!("plan.of_family"), &[("name", &name)])),
        (title, _) => Some(title.to_owned()),
    }
}

/// A sentence of the fixed words, with what was picked, named or numbered in it.
const FIXED: BlockKind = BlockKind::Sentence { typed: false };
/// A sentence that somebody typed.
const TYPED: BlockKind = BlockKind::Sentence { typed: true };

struct Page<'a> {
    texts: &'a Texts,
    blocks: Vec<Block>,
}

impl Page<'_> {
    fn put(&mut self, section: Section, item: impl std::fmt::Display, kind: BlockKind, text: String) {
        let id = BlockId(format!("{}.{item}", section.key()));
        // Words that came in before there was one spelling for them have it here.
        self.blocks.push(Block { id, section, kind, text: typed(&text) });
    }

    fn heading(&mut self, section: Section) {
        let text = self.texts.find("heading", section.key()).unwrap_or(NO_WORDS).to_owned();
        self.put(section, "heading", BlockKind::Heading { of: HeadingOf::Section }, text);
    }

    fn not_recorded(&mut self, section: Section) {
        let text = self.texts.get(key!("agreement.not_recorded")).to_owned();
        self.put(section, "none", BlockKind::Note, text);
    }

    /// The rights in their fixed words, and whether these have been approved.
    fn rights(&mut self) {
        let (section, texts) = (Section::Rights, self.texts);
        self.heading(section);
        for (key, text) in texts.section(section.key()) {
            let kind = BlockKind::Right { may_happen: says_what_may_happen(key) };
            self.put(section, key, kind, text.to_owned());
        }
        let note = match texts.approved_rights() {
            None => texts.get(key!("rights_note.draft")).to_owned(),
            Some((by, day)) => texts.fill(key!("rights_note.approved"), &[("by", by), ("day", day)]),
        };
        self.put(section, "note", BlockKind::Note, note);
    }

    fn about(&mut self, plan: &Plan, made_on: NaiveDate) {
        let texts = self.texts;
        self.put(Section::About, "title", BlockKind::Title, texts.get(key!("agreement.title")).to_owned());
        let mut opening = match plan.children.as_slice() {
            [] => String::new(),
            children => {
                let children: Vec<_> = children.iter().map(|child| called(child, texts)).collect();
                texts.fill(key!("agreement.for"), &[("children", &names::listed(&children, texts))]) + " "
            }
        };
        opening += &texts.fill(key!("agreement.made_on"), &[("day", &dates::day(made_on, texts))]);
        self.put(Section::About, "opening", BlockKind::Opening, opening);
        for (key, text) in texts.section("about") {
            self.put(Section::About, key, FIXED, text.to_owned());
        }
    }

    fn worries(&mut self, plan: &Plan) {
        let section = Section::Worries;
        self.heading(section);
        let said: Vec<_> = plan.concerns.iter().filter(|concern| !concern.words.trim().is_empty()).collect();
        if said.is_empty() {
            self.not_recorded(section);
        }
        for whose in Whose::ALL {
            let mut theirs = said.iter().filter(|concern| concern.whose == whose).peekable();
            if theirs.peek().is_some() {
                let name = self.texts.get(whose.key()).to_owned();
                let kind = BlockKind::Heading { of: HeadingOf::Agency(whose) };
                self.put(section, whose.key(), kind, name);
            }
            for concern in theirs {
                self.worry(concern, plan);
            }
        }
    }

    fn worry(&mut self, concern: &Concern, plan: &Plan) {
        let section = Section::Worries;
        let about = concern.about.iter().filter_map(|child| plan.child(*child));
        let about: Vec<_> = about.map(|child| called(child, self.texts)).collect();
        let words = concern.words.trim().to_owned();
        let text = match about.as_slice() {
            [] => words,
            about => {
                let about = names::listed(about, self.texts);
                self.texts.fill(key!("agreement.worry_about"), &[("children", &about), ("words", &words)])
            }
        };
        self.put(section, concern.id, BlockKind::Worry { concern: concern.id }, text);
        if !concern.seen.trim().is_empty() {
            let text = self.texts.fill(key!("agreement.seen"), &[("words", concern.seen.trim())]);
            let kind = BlockKind::Seen { concern: concern.id };
            self.put(section, format!("{}.seen", concern.id), kind, text);
        }
    }

    fn meeting(&mut self, plan: &Plan) {
        self.heading(Section::Meeting);
        let place = plan.review.place.trim();
        let text = match plan.review.on {
            None => self.texts.get(key!("agreement.no_meeting")).to_owned(),
            Some(on) => {
                let day = dates::day(on, self.texts);
                match plan.review.at.map(dates::time) {
                    None => self.texts.fill(key!("agreement.meeting"), &[("day", &day)]),
                    Some(time) => {
                        self.texts.fill(key!("agreement.meeting_at"), &[("day", &day), ("time", &time)])
                    }
                }
            }
        };
        self.put(Section::Meeting, "day", FIXED, text);
        if !place.is_empty() {
            self.put(Section::Meeting, "place", TYPED, place.to_owned());
        }
        for (question, item, key) in [
            (Question::TimeOffered, "time_offered", key!("agreement.time_offered")),
            (Question::Holds, "holds", key!("agreement.holds")),
        ] {
            self.until(plan, question, item, key);
        }
    }

    /// A day the family should know, and what was said about it.
    fn until(&mut self, plan: &Plan, question: Question, item: &str, key: Key) {
        let Some(answer) = plan.answer(question) else { return };
        let mut said = Vec::new();
        if let Some(on) = answer.on {
            said.push(self.texts.fill(key, &[("day", &dates::day(on, self.texts))]));
        }
        if !answer.words.trim().is_empty() {
            said.push(answer.words.trim().to_owned());
        }
        if !said.is_empty() {
            let typed = !answer.words.trim().is_empty();
            self.put(Section::Meeting, item, BlockKind::Sentence { typed }, said.join(" "));
        }
    }

    fn contact(&mut self, plan: &Plan) {
        let section = Section::Contact;
        self.heading(section);
        for worker in plan.workers.iter().filter(|worker| !worker.phone.trim().is_empty()) {
            let name = told(&worker.name, worker.id, self.texts.get(worker.role.key()), plan, self.texts);
            let slots = [("name", &*name), ("phone", worker.phone.trim())];
            let text = self.texts.fill(key!("agreement.ring"), &slots);
            self.put(section, worker.id, FIXED, text);
        }
        for contact in plan.contacts.iter().filter(|contact| !contact.phone.trim().is_empty()) {
            let name = match contact.name.trim() {
                "" => self.texts.get(key!("agreement.no_name")),
                name => name,
            };
            let slots = [("name", name), ("phone", contact.phone.trim())];
            let text = self.texts.fill(key!("agreement.ring"), &slots);
            // Whom somebody may ring beside the workers can tell why: a helper does not get it.
            self.put(section, contact.id, TYPED, text);
        }
        if !plan.contact_line.trim().is_empty() {
            let text = self.texts.fill(key!("agreement.ring_line"), &[("phone", plan.contact_line.trim())]);
            self.put(section, "line", BlockKind::Line, text);
        }
        let after_closing = plan.said(Question::AfterClosing).trim().trim_end_matches('.');
        if !after_closing.is_empty() {
            let text = self.texts.fill(key!("agreement.after_closing"), &[("words", after_closing)]);
            self.put(section, "after_closing", TYPED, text);
        }
        let texts = self.texts;
        for (key, text) in texts.section("notes") {
            self.put(section, key, BlockKind::Note, text.to_owned());
        }
    }

    fn signatures(&mut self, plan: &Plan) {
        let section = Section::Signatures;
        self.heading(section);
        for adult in &plan.adults {
            let name = named(&adult.name, self.texts);
            let text = match adult.relationship.trim() {
                "" => name,
                relationship => format!("{name}, {relationship}"),
            };
            let name = told(&adult.name, adult.id, &adult.relationship, plan, self.texts);
            let kind = BlockKind::SignaturePlace { person: adult.id, name };
            self.put(section, adult.id, kind, text);
        }
        for role in WorkerRole::ALL {
            for worker in plan.workers.iter().filter(|worker| worker.role == role) {
                let name = told(&worker.name, worker.id, self.texts.get(role.key()), plan, self.texts);
                let text = format!("{}, {}", ranked(worker, self.texts), self.texts.get(role.key()));
                let kind = BlockKind::SignaturePlace { person: worker.id, name };
                self.put(section, worker.id, kind, text);
            }
        }
    }
}

/// A name in the order in which it is said. One without a letter is none.
fn named(name: &str, texts: &Texts) -> String {
    match names::first(name) {
        None => texts.get(key!("agreement.no_name")).to_owned(),
        Some(_) => typed(&names::in_order(name)),
    }
}

/// The same, with who they are where another in the plan has the same name.
fn told(name: &str, id: PersonId, who: &str, plan: &Plan, texts: &Texts) -> String {
    let who = if plan.has_namesake(id) { who } else { "" };
    names::with_who(named(name, texts).into(), who).into_owned()
}

/// A worker's name, with the rank and collar number of the police: "PC 4471 Dana Vaughan".
fn ranked(worker: &Worker, texts: &Texts) -> String {
    let name = named(&worker.name, texts);
    let is_said = |part: &str| name.split_whitespace().any(|word| word.eq_ignore_ascii_case(part));
    let before = [worker.rank.trim(), worker.collar.trim()];
    let before = before.into_iter().filter(|part| !part.is_empty() && !is_said(part));
    let parts: Vec<&str> = before.chain([name.as_str()]).collect();
    typed(&parts.join(" "))
}

/// A child's name among others; one that is not born yet may have none.
fn called(child: &Child, texts: &Texts) -> String {
    match (names::first(&child.name), child.birth) {
        (None, Birth::Due { .. }) => texts.get(key!("agreement.the_baby")).to_owned(),
        _ => named(&child.name, texts),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_has_a_heading() {
        let texts = Texts::english();
        for section in [
            Section::Rights,
            Section::People,
            Section::Needs,
            Section::Voice,
            Section::Worries,
            Section::Now,
            Section::Later,
            Section::Promises,
            Section::Supporters,
            Section::Meeting,
            Section::Contact,
            Section::Signatures,
        ] {
            assert!(texts.find("heading", section.key()).is_some(), "{section:?}");
        }
    }
}
