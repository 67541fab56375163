//! Words a plan into the agreement the family sees. Fixed words come from the texts, the rest is the plan's own. What
//! was not recorded is said to be not recorded; nothing is made up.

use chrono::NaiveDate;

use crate::agreement::{AGREEMENT_FORM, Agreement, Block, BlockId, BlockKind, Section};
use crate::content::{Goal, Pace, Promise};
use crate::dates;
use crate::ids::PlanId;
use crate::names;
use crate::people::{Adult, Agency, Birth, Child, Worker, WorkerRole};
use crate::plan::Plan;
use crate::texts::Texts;

/// The agreement a plan becomes on a given day.
pub fn agreement(plan: &Plan, texts: &Texts, made_on: NaiveDate) -> Agreement {
    let mut page = Page { texts, blocks: Vec::new() };
    page.about(plan, made_on);
    page.fixed_list(Section::Rights, &BlockKind::Right);
    page.people(plan);
    page.worries(plan);
    page.goals(plan, Pace::Now);
    page.goals(plan, Pace::Later);
    page.promises(plan);
    page.meeting(plan);
    page.contact(plan);
    page.signatures(plan);
    Agreement {
        form: AGREEMENT_FORM,
        plan: plan.id,
        reference: reference(plan.id),
        title: plan.title.trim().to_owned(),
        language: texts.language.clone(),
        texts: texts.version.clone(),
        made_on,
        blocks: page.blocks,
    }
}

/// What a plan is called on paper and on the phone, cut from its id: `FSP-7F3A-92C1`.
pub fn reference(plan: PlanId) -> String {
    let digits = plan.uuid().simple().to_string().to_uppercase();
    let part = |from: usize| digits.get(from..from + 4).unwrap_or_default();
    format!("FSP-{}-{}", part(24), part(28))
}

struct Page<'a> {
    texts: &'a Texts,
    blocks: Vec<Block>,
}

impl Page<'_> {
    fn put(&mut self, section: Section, item: impl std::fmt::Display, kind: BlockKind, text: String) {
        let id = BlockId(format!("{}.{item}", section.key()));
        self.blocks.push(Block { id, section, kind, text });
    }

    fn heading(&mut self, section: Section) {
        let text = self.texts.get(&format!("heading.{}", section.key())).to_owned();
        self.put(section, "heading", BlockKind::Heading { level: 1 }, text);
    }

    fn not_recorded(&mut self, section: Section) {
        let text = self.texts.get("agreement.not_recorded").to_owned();
        self.put(section, "none", BlockKind::Note, text);
    }

    /// A heading and every fixed text of the section, in the order of their keys.
    fn fixed_list(&mut self, section: Section, kind: &BlockKind) {
        self.heading(section);
        let texts = self.texts;
        for (key, text) in texts.section(section.key()) {
            self.put(section, key, kind.clone(), text.to_owned());
        }
    }

    fn about(&mut self, plan: &Plan, made_on: NaiveDate) {
        let texts = self.texts;
        self.put(Section::About, "title", BlockKind::Title, texts.get("agreement.title").to_owned());
        let children: Vec<&str> = plan.children.iter().map(|child| named(&child.name, texts)).collect();
        let mut opening = match children.as_slice() {
            [] => String::new(),
            children => texts.fill("agreement.for", &[("children", &names::listed(children, texts))]) + " ",
        };
        opening += &texts.fill("agreement.made_on", &[("day", &dates::day(made_on, texts))]);
        self.put(Section::About, "opening", BlockKind::Sentence, opening);
        for (key, text) in texts.section("about") {
            self.put(Section::About, key, BlockKind::Sentence, text.to_owned());
        }
    }

    fn people(&mut self, plan: &Plan) {
        self.heading(Section::People);
        for child in &plan.children {
            let text = child_line(child, self.texts);
            self.put(Section::People, child.id, BlockKind::Person { person: child.id }, text);
        }
        for adult in &plan.adults {
            let text = adult_line(adult, self.texts);
            self.put(Section::People, adult.id, BlockKind::Person { person: adult.id }, text);
        }
        let address = match plan.address.trim() {
            "" => self.texts.get("agreement.no_address").to_owned(),
            address => self.texts.fill("agreement.address", &[("address", &address.replace('\n', ", "))]),
        };
        self.put(Section::People, "address", BlockKind::Sentence, address);
        for worker in &plan.workers {
            let text = worker_line(worker, self.texts);
            self.put(Section::People, worker.id, BlockKind::Person { person: worker.id }, text);
        }
    }

    fn worries(&mut self, plan: &Plan) {
        let section = Section::Worries;
        self.heading(section);
        let said: Vec<_> = plan.concerns.iter().filter(|concern| !concern.words.trim().is_empty()).collect();
        if said.is_empty() {
            self.not_recorded(section);
        }
        for agency in Agency::ALL {
            let mut theirs = said.iter().filter(|concern| concern.agency == agency).peekable();
            if theirs.peek().is_some() {
                let name = self.texts.get(agency.key()).to_owned();
                self.put(section, agency.key(), BlockKind::Heading { level: 2 }, name);
            }
            for concern in theirs {
                self.put(section, concern.id, BlockKind::Worry, concern.words.trim().to_owned());
            }
        }
    }

    fn goals(&mut self, plan: &Plan, pace: Pace) {
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
                self.put(section, goal.domain.key(), BlockKind::Heading { level: 2 }, name);
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
            for promise in plan.promises_for(goal.id) {
                self.promise(section, promise, plan);
            }
        }
    }

    fn promise(&mut self, section: Section, promise: &Promise, plan: &Plan) {
        let kind = BlockKind::Promise { promise: promise.id, goal: promise.goal };
        self.put(section, promise.id, kind, promise_sentence(promise, plan, self.texts));
    }

    fn promises(&mut self, plan: &Plan) {
        self.heading(Section::Promises);
        let loose: Vec<&Promise> = plan.promises.iter().filter(|promise| promise.goal.is_none()).collect();
        if plan.promises.is_empty() {
            self.not_recorded(Section::Promises);
        } else if loose.is_empty() {
            let text = self.texts.get("agreement.promises_above").to_owned();
            self.put(Section::Promises, "above", BlockKind::Sentence, text);
        }
        for promise in loose {
            self.promise(Section::Promises, promise, plan);
        }
    }

    fn meeting(&mut self, plan: &Plan) {
        self.heading(Section::Meeting);
        let place = plan.review.place.trim();
        let text = match plan.review.on {
            None => self.texts.get("agreement.no_meeting").to_owned(),
            Some(on) => self.texts.fill("agreement.meeting", &[("day", &dates::day(on, self.texts))]),
        };
        self.put(Section::Meeting, "day", BlockKind::Sentence, text);
        if !place.is_empty() {
            self.put(Section::Meeting, "place", BlockKind::Sentence, place.to_owned());
        }
    }

    fn contact(&mut self, plan: &Plan) {
        let section = Section::Contact;
        self.heading(section);
        for worker in plan.workers.iter().filter(|worker| !worker.phone.trim().is_empty()) {
            let slots = [("name", named(&worker.name, self.texts)), ("phone", worker.phone.trim())];
            let text = self.texts.fill("agreement.ring", &slots);
            self.put(section, worker.id, BlockKind::Sentence, text);
        }
        if !plan.contact_line.trim().is_empty() {
            let text = self.texts.fill("agreement.ring_line", &[("phone", plan.contact_line.trim())]);
            self.put(section, "line", BlockKind::Sentence, text);
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
                "" => name.to_owned(),
                relationship => format!("{name}, {relationship}"),
            };
            self.put(section, adult.id, BlockKind::SignaturePlace { person: adult.id }, text);
        }
        for role in WorkerRole::ALL {
            for worker in plan.workers.iter().filter(|worker| worker.role == role) {
                let text = format!("{}, {}", named(&worker.name, self.texts), self.texts.get(role.key()));
                self.put(section, worker.id, BlockKind::SignaturePlace { person: worker.id }, text);
            }
        }
    }
}

fn named<'a>(name: &'a str, texts: &'a Texts) -> &'a str {
    match name.trim() {
        "" => texts.get("agreement.no_name"),
        name => name,
    }
}

fn child_line(child: &Child, texts: &Texts) -> String {
    let name = named(&child.name, texts);
    match child.birth {
        Birth::NotRecorded => texts.fill("agreement.born_unknown", &[("name", name)]),
        Birth::Born { on } => {
            texts.fill("agreement.born", &[("name", name), ("day", &dates::birthday(on, texts))])
        }
        Birth::Due { on } => {
            texts.fill("agreement.due", &[("name", name), ("day", &dates::birthday(on, texts))])
        }
    }
}

fn adult_line(adult: &Adult, texts: &Texts) -> String {
    let name = named(&adult.name, texts);
    let relationship = match adult.relationship.trim() {
        "" => name.to_owned(),
        relationship => format!("{name}, {relationship}"),
    };
    match adult.born {
        None => texts.fill("agreement.born_unknown", &[("name", &relationship)]),
        Some(on) => {
            texts.fill("agreement.born", &[("name", &relationship), ("day", &dates::birthday(on, texts))])
        }
    }
}

fn worker_line(worker: &Worker, texts: &Texts) -> String {
    texts.fill(worker.role.line_key(), &[("name", named(&worker.name, texts))])
}

/// How the family will read a goal: short sentences, one thing in each.
pub fn goal_sentences(goal: &Goal, plan: &Plan, texts: &Texts) -> String {
    let who = goal.who.and_then(|who| plan.adult(who)).map(|adult| names::first(adult.name.trim()));
    let mut missing = Vec::new();
    let who = who.filter(|who| !who.is_empty()).unwrap_or_else(|| {
        missing.push(texts.get("missing.who"));
        texts.get("agreement.someone")
    });
    let what = clause(&goal.what).unwrap_or_else(|| {
        missing.push(texts.get("missing.what"));
        texts.get("agreement.something")
    });
    let often = clause(&goal.how_often);
    let done = match often {
        Some(often) => format!("{what} {often}"),
        None => {
            missing.push(texts.get("missing.how_often"));
            what.to_owned()
        }
    };
    let mut sentences = vec![texts.fill("agreement.goal", &[("who", who), ("what", &done)])];
    if let Some(help) = clause(&goal.help) {
        sentences.push(texts.fill("agreement.goal_help", &[("help", help)]));
    }
    match goal.by {
        Some(by) => {
            let key = if often.is_some() { "agreement.goal_until" } else { "agreement.goal_by" };
            sentences.push(texts.fill(key, &[("day", &dates::day(by, texts))]));
        }
        None => missing.push(texts.get("missing.by")),
    }
    if !missing.is_empty() {
        let missing = names::listed(&missing, texts);
        sentences.push(texts.fill("agreement.goal_missing", &[("missing", &missing)]));
    }
    sentences.join(" ")
}

fn own_words(goal: &Goal, plan: &Plan, texts: &Texts) -> Option<String> {
    let words = Some(goal.own_words.trim()).filter(|words| !words.is_empty())?;
    let who = goal.who.and_then(|who| plan.adult(who)).map(|adult| names::first(adult.name.trim()));
    Some(match who.filter(|who| !who.is_empty()) {
        Some(who) => texts.fill("agreement.own_words", &[("who", who), ("words", words)]),
        None => texts.fill("agreement.family_words", &[("words", words)]),
    })
}

/// How the family will read a promise.
pub fn promise_sentence(promise: &Promise, plan: &Plan, texts: &Texts) -> String {
    let who = promise.who.and_then(|who| plan.worker(who)).map(|worker| worker.name.trim());
    let who = who.filter(|who| !who.is_empty()).unwrap_or(texts.get("agreement.we"));
    let what = clause(&promise.what).unwrap_or(texts.get("agreement.something"));
    match promise.by {
        Some(by) => texts
            .fill("agreement.promise_by", &[("who", who), ("what", what), ("day", &dates::day(by, texts))]),
        None => texts.fill("agreement.promise", &[("who", who), ("what", what)]),
    }
}

/// What was typed into a slot, without the full stop that the sentence brings itself.
fn clause(text: &str) -> Option<&str> {
    Some(text.trim().trim_end_matches('.')).filter(|text| !text.is_empty())
}
