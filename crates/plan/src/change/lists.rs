//! Putting things into a plan's lists and taking them out, so that nothing is named that is not there.

use super::splice::MAX_CHARS;
use super::{ChangeError, Item, ItemId};
use crate::model::find::{Listed, find_mut};
use crate::model::plan::Plan;

impl Plan {
    pub(super) fn add(&mut self, at: usize, item: &Item) -> Result<(), ChangeError> {
        if self.holds_id_of(item) {
            return Err(ChangeError::Twice);
        }
        if item.texts().iter().any(|text| text.chars().count() > MAX_CHARS) {
            return Err(ChangeError::TooLong);
        }
        match item {
            Item::Child(child) => insert(&mut self.children, at, child),
            Item::Adult(adult) => insert(&mut self.adults, at, adult),
            Item::Worker(worker) => insert(&mut self.workers, at, worker),
            Item::Supporter(supporter) => insert(&mut self.supporters, at, supporter),
            Item::Outsider(outsider) => insert(&mut self.outsiders, at, outsider),
            Item::Contact(contact) => insert(&mut self.contacts, at, contact),
            Item::Step { goal, step } => {
                let goal = find_mut(&mut self.goals, *goal).ok_or(ChangeError::Named)?;
                insert(&mut goal.steps, at, step)
            }
            Item::Concern(concern) => {
                if concern.about.iter().any(|child| self.child(*child).is_none()) {
                    return Err(ChangeError::Named);
                }
                insert(&mut self.concerns, at, concern)
            }
            Item::Goal(goal) => {
                if goal.who.is_some_and(|who| self.adult(who).is_none())
                    || goal.helps.is_some_and(|concern| self.concern(concern).is_none())
                {
                    return Err(ChangeError::Named);
                }
                insert(&mut self.goals, at, goal)
            }
            Item::Promise(promise) => {
                if promise.who.is_some_and(|who| self.worker(who).is_none())
                    || promise.goal.is_some_and(|goal| self.goal(goal).is_none())
                {
                    return Err(ChangeError::Named);
                }
                insert(&mut self.promises, at, promise)
            }
        }
    }

    /// Takes something out, and says what it was and where it stood.
    pub(super) fn remove(&mut self, id: ItemId) -> Result<(usize, Item), ChangeError> {
        if self.names(id) {
            return Err(ChangeError::Named);
        }
        let taken = match id {
            ItemId::Child(id) => take(&mut self.children, id, Item::Child),
            ItemId::Adult(id) => take(&mut self.adults, id, Item::Adult),
            ItemId::Worker(id) => take(&mut self.workers, id, Item::Worker),
            ItemId::Concern(id) => take(&mut self.concerns, id, Item::Concern),
            ItemId::Goal(id) => take(&mut self.goals, id, Item::Goal),
            ItemId::Promise(id) => take(&mut self.promises, id, Item::Promise),
            ItemId::Supporter(id) => take(&mut self.supporters, id, Item::Supporter),
            ItemId::Outsider(id) => take(&mut self.outsiders, id, Item::Outsider),
            ItemId::Contact(id) => take(&mut self.contacts, id, Item::Contact),
            ItemId::Step(id) => self.goals.iter_mut().find_map(|goal| {
                let of = goal.id;
                take(&mut goal.steps, id, |step| Item::Step { goal: of, step })
            }),
        };
        taken.ok_or(ChangeError::Missing)
    }

    /// Whether an answer, worry, goal or promise is about something.
    fn names(&self, id: ItemId) -> bool {
        let is_asked = id
            .about()
            .is_some_and(|about| self.answers.iter().any(|answer| answer.question.about() == about));
        is_asked
            || match id {
                ItemId::Adult(id) => self.goals.iter().any(|goal| goal.who == Some(id)),
                ItemId::Worker(id) => self.promises.iter().any(|promise| promise.who == Some(id)),
                ItemId::Goal(id) => self.promises_for(id).next().is_some(),
                ItemId::Child(id) => self.concerns.iter().any(|concern| concern.about.contains(&id)),
                ItemId::Concern(id) => self.goals.iter().any(|goal| goal.helps == Some(id)),
                ItemId::Promise(_)
                | ItemId::Supporter(_)
                | ItemId::Outsider(_)
                | ItemId::Contact(_)
                | ItemId::Step(_) => false,
            }
    }

    /// A person's id is theirs alone, whichever list they stand in.
    fn holds_id_of(&self, item: &Item) -> bool {
        match item {
            Item::Child(child) => self.holds_person(child.id),
            Item::Adult(adult) => self.holds_person(adult.id),
            Item::Worker(worker) => self.holds_person(worker.id),
            Item::Concern(concern) => self.concern(concern.id).is_some(),
            Item::Goal(goal) => {
                let mut steps: Vec<_> = goal.steps.iter().map(|step| step.id).collect();
                steps.sort_unstable();
                let all = steps.len();
                steps.dedup();
                let is_twice = steps.len() < all;
                is_twice
                    || self.goal(goal.id).is_some()
                    || steps.iter().any(|step| self.step(*step).is_some())
            }
            Item::Promise(promise) => self.promise(promise.id).is_some(),
            Item::Supporter(supporter) => self.holds_person(supporter.id),
            Item::Outsider(outsider) => self.holds_person(outsider.id),
            Item::Contact(contact) => self.contact(contact.id).is_some(),
            Item::Step { step, .. } => self.step(step.id).is_some(),
        }
    }
}

impl Item {
    fn texts(&self) -> Vec<&str> {
        match self {
            Self::Child(child) => vec![&child.name, &child.school, &child.health_visitor],
            Self::Adult(adult) => vec![&adult.name, &adult.relationship, &adult.phone, &adult.address],
            Self::Worker(worker) => vec![&worker.name, &worker.phone, &worker.rank, &worker.collar],
            Self::Concern(concern) => vec![&concern.words, &concern.seen],
            Self::Goal(goal) => {
                let mut texts: Vec<&str> =
                    vec![&goal.what, &goal.how_often, &goal.help, &goal.aim, &goal.own_words];
                texts.extend(goal.steps.iter().map(|step| step.what.as_str()));
                texts.extend(goal.clause.iter().flat_map(|clause| clause.slots.values()).map(String::as_str));
                texts
            }
            Self::Promise(promise) => vec![&promise.what],
            Self::Supporter(it) => vec![&it.name, &it.relationship, &it.phone, &it.offers],
            Self::Outsider(outsider) => vec![&outsider.name],
            Self::Contact(contact) => vec![&contact.name, &contact.phone],
            Self::Step { step, .. } => vec![&step.what],
        }
    }
}

fn take<T: Listed>(list: &mut Vec<T>, id: T::Id, kind: impl Fn(T) -> Item) -> Option<(usize, Item)> {
    let at = list.iter().position(|thing| thing.id() == id)?;
    Some((at, kind(list.remove(at))))
}

fn insert<T: Clone>(list: &mut Vec<T>, at: usize, item: &T) -> Result<(), ChangeError> {
    if at > list.len() {
        return Err(ChangeError::NoSuchPlace);
    }
    list.insert(at, item.clone());
    Ok(())
}
