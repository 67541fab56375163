//! What was written in a plan and came after it was sealed: the words of it, until whoever wrote them has seen them. The plan itself
//! is not kept with them.

use plan::change::Item;
use plan::field::Field;
use plan::people::{Adult, Child};
use plan::{Change, Plan};

/// What came too late for one plan.
#[derive(Debug)]
pub(super) struct Late {
    /// Of the plan what it is called by, and nothing else.
    called: Plan,
    /// Each text as it would stand, had it come in time; what does not fit the plan any more, as it was typed.
    texts: Vec<(Option<Field>, String)>,
    has_more: bool,
}

impl Late {
    /// Nothing yet, for a plan as it is on the disk.
    pub(super) fn of(plan: &Plan) -> Self {
        let mut called = Plan::empty(plan.id, plan.case);
        called.title.clone_from(&plan.title);
        if is_blank(&plan.title) {
            let child = plan.children.iter().find(|it| !is_blank(&it.name));
            let adult = plan.adults.iter().find(|it| !is_blank(&it.name));
            let named_child = |it: &Child| Child { name: it.name.clone(), ..Child::empty(it.id) };
            let named_adult = |it: &Adult| Adult { name: it.name.clone(), ..Adult::empty(it.id) };
            called.children.extend(child.map(named_child));
            called.adults.extend(adult.map(named_adult).filter(|_| child.is_none()));
        }
        Self { called, texts: Vec::new(), has_more: false }
    }

    /// These changes came too late. The plan is made what it would be with them, so that what follows fits it.
    pub(super) fn take(&mut self, plan: &mut Plan, changes: impl Iterator<Item = Change>) {
        for change in changes {
            let fits = plan.apply(&change).is_ok();
            if let Change::Edit { field, insert, .. } = change {
                let whole = field.of(plan).filter(|_| fits).map(str::to_owned);
                self.has_more |= whole.as_deref().is_some_and(is_blank);
                self.put(whole.is_some().then_some(field), whole.unwrap_or(insert));
            } else if let Change::Add { item, .. } = &change {
                // A clause, a day or an answer of it is no text.
                self.has_more |= matches!(item, Item::Goal(_) | Item::Promise(_));
                for (field, words) in texts(item) {
                    self.put(Some(field), words.clone());
                }
            } else {
                // What an answer is for is bound by itself.
                self.has_more |= !matches!(change, Change::SetFor { .. });
            }
        }
    }

    fn put(&mut self, field: Option<Field>, words: String) {
        match self.texts.iter_mut().find(|(before, _)| field.is_some() && *before == field) {
            Some((_, before)) => *before = words,
            None => self.texts.push((field, words)),
        }
    }

    /// Of the plan what it is called by.
    pub(super) const fn called(&self) -> &Plan {
        &self.called
    }

    /// The texts that say something.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(|(_, words)| words.as_str()).filter(|words| !is_blank(words))
    }

    /// Whether there was more than words.
    pub(super) const fn has_more(&self) -> bool {
        self.has_more
    }

    /// Whether it has words.
    pub(super) fn has_words(&self) -> bool {
        self.words().next().is_some()
    }
}

/// The texts of something that stands in a list.
fn texts(item: &Item) -> Vec<(Field, &String)> {
    match item {
        Item::Child(it) => vec![
            (Field::ChildName(it.id), &it.name),
            (Field::ChildSchool(it.id), &it.school),
            (Field::ChildHealthVisitor(it.id), &it.health_visitor),
        ],
        Item::Adult(it) => vec![
            (Field::AdultName(it.id), &it.name),
            (Field::AdultRelationship(it.id), &it.relationship),
            (Field::AdultPhone(it.id), &it.phone),
            (Field::AdultAddress(it.id), &it.address),
        ],
        Item::Worker(it) => vec![
            (Field::WorkerName(it.id), &it.name),
            (Field::WorkerPhone(it.id), &it.phone),
            (Field::WorkerRank(it.id), &it.rank),
            (Field::WorkerCollar(it.id), &it.collar),
        ],
        Item::Concern(it) => {
            vec![(Field::ConcernWords(it.id), &it.words), (Field::ConcernSeen(it.id), &it.seen)]
        }
        Item::Goal(it) => {
            let own = [
                (Field::GoalWhat(it.id), &it.what),
                (Field::GoalHowOften(it.id), &it.how_often),
                (Field::GoalHelp(it.id), &it.help),
                (Field::GoalAim(it.id), &it.aim),
                (Field::GoalOwnWords(it.id), &it.own_words),
            ];
            let steps = it.steps.iter().map(|step| (Field::StepWhat(step.id), &step.what));
            own.into_iter().chain(steps).collect()
        }
        Item::Promise(it) => vec![(Field::PromiseWhat(it.id), &it.what)],
        Item::Supporter(it) => vec![
            (Field::SupporterName(it.id), &it.name),
            (Field::SupporterRelationship(it.id), &it.relationship),
            (Field::SupporterPhone(it.id), &it.phone),
            (Field::SupporterOffers(it.id), &it.offers),
        ],
        Item::Outsider(it) => vec![(Field::OutsiderName(it.id), &it.name)],
        Item::Contact(it) => {
            vec![(Field::ContactName(it.id), &it.name), (Field::ContactPhone(it.id), &it.phone)]
        }
        Item::Step { step, .. } => vec![(Field::StepWhat(step.id), &step.what)],
    }
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}
