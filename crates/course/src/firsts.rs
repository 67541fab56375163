//! What every plan has at least one of. A new plan has none of it yet: the short plan shows a place for each, and the thing
//! itself comes into the plan with the first word said of it, so that nothing empty ever stands there.

use plan::change::{Item, ItemId};
use plan::content::{Concern, Goal, Pace, Promise};
use plan::domain::Domain;
use plan::ids::{ConcernId, FreshId, GoalId, PersonId, PromiseId, Raw};
use plan::people::{Adult, Agency, Child, Worker, WorkerRole};
use plan::{Change, Plan};

/// The ids that the first things of a plan will have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Firsts {
    /// The first child.
    pub child: PersonId,
    /// The first adult.
    pub adult: PersonId,
    /// The first worker of the other agency.
    pub other_worker: PersonId,
    /// The first worry.
    pub concern: ConcernId,
    /// The first goal.
    pub goal: GoalId,
    /// What is promised first.
    pub promise: PromiseId,
}

impl Firsts {
    /// Those that are not in a plan, as they would come into it now, each with its place in its list.
    pub fn missing(&self, plan: &Plan) -> Vec<(usize, Item)> {
        let (agency, role) = (agency(plan), other_role(plan));
        let mut goal = Goal::empty(self.goal, Domain::Safety);
        goal.who = only(&plan.adults).map(|adult| adult.id);
        let promise = Promise {
            id: self.promise,
            goal: first_goal(plan),
            who: plan.workers.first().map(|worker| worker.id),
            what: String::new(),
            by: None,
        };
        let other = Worker::empty(self.other_worker, role);
        let all = [
            plan.child(self.child)
                .is_none()
                .then(|| (plan.children.len(), Item::Child(Child::empty(self.child)))),
            plan.adult(self.adult)
                .is_none()
                .then(|| (plan.adults.len(), Item::Adult(Adult::empty(self.adult)))),
            plan.worker(self.other_worker).is_none().then_some((plan.workers.len(), Item::Worker(other))),
            plan.concern(self.concern)
                .is_none()
                .then(|| (plan.concerns.len(), Item::Concern(Concern::empty(self.concern, agency)))),
            plan.goal(self.goal).is_none().then_some((plan.goals.len(), Item::Goal(goal))),
            plan.promise(self.promise).is_none().then_some((plan.promises.len(), Item::Promise(promise))),
        ];
        all.into_iter().flatten().collect()
    }

    /// The one without which something does not fit a plan, if it is one of these.
    pub fn needed(&self, plan: &Plan, fits: impl Fn(&Plan) -> bool) -> Option<(usize, Item)> {
        self.missing(plan).into_iter().find(|(at, item)| {
            let mut with = plan.clone();
            let change = Change::Add { at: *at, item: item.clone() };
            with.apply(&change).is_ok() && fits(&with)
        })
    }

    /// One that is in a plan and says nothing any more, because its words were deleted again. One on which anything hangs,
    /// such as an answer about a person, a promise for a goal, says something still.
    pub fn emptied(&self, plan: &Plan) -> Option<ItemId> {
        let child = plan.child(self.child).is_some_and(|it| *it == Child::empty(self.child));
        let adult = plan.adult(self.adult).is_some_and(|it| *it == Adult::empty(self.adult));
        let worker = plan.worker(self.other_worker);
        let worker = worker.is_some_and(|it| *it == Worker::empty(self.other_worker, it.role));
        let concern = plan.concern(self.concern);
        let concern =
            concern.is_some_and(|it| is_blank(&it.words) && is_blank(&it.seen) && it.about.is_empty());
        let goal = plan.goal(self.goal).is_some_and(|it| {
            let mut empty = Goal::empty(self.goal, it.domain);
            empty.who = it.who;
            *it == empty
        });
        let promise = plan.promise(self.promise).is_some_and(|it| is_blank(&it.what) && it.by.is_none());
        let all = [
            (child, ItemId::Child(self.child)),
            (adult, ItemId::Adult(self.adult)),
            (worker, ItemId::Worker(self.other_worker)),
            (concern, ItemId::Concern(self.concern)),
            (promise, ItemId::Promise(self.promise)),
            (goal, ItemId::Goal(self.goal)),
        ];
        let mut emptied = all.into_iter().filter(|(is_emptied, _)| *is_emptied).map(|(_, item)| item);
        emptied.find(|item| Change::removal(plan, *item).len() == 1)
    }

    /// Those that are in a plan and are no longer what stands first in it: a goal that is for later now, a promise for
    /// another goal, a worker who is the only one.
    pub fn used_elsewhere(&self, plan: &Plan) -> Vec<ItemId> {
        let first = first_goal(plan);
        let goal = plan.goal(self.goal).is_some() && first != Some(self.goal);
        let promise = plan.promise(self.promise).is_some_and(|it| it.goal.is_some() && it.goal != first);
        let worker = plan.worker(self.other_worker).is_some() && plan.workers.len() < 2;
        let all = [
            (goal, ItemId::Goal(self.goal)),
            (promise, ItemId::Promise(self.promise)),
            (worker, ItemId::Worker(self.other_worker)),
        ];
        all.into_iter().filter(|(is_used, _)| *is_used).map(|(_, item)| item).collect()
    }

    /// Another id for what was taken out again, so that putting it back and beginning anew are two things.
    pub fn renew(&mut self, taken_out: ItemId, fresh: impl FnOnce() -> Option<FreshId>) {
        match taken_out {
            ItemId::Child(id) if id == self.child => renewed(&mut self.child, fresh),
            ItemId::Adult(id) if id == self.adult => renewed(&mut self.adult, fresh),
            ItemId::Worker(id) if id == self.other_worker => renewed(&mut self.other_worker, fresh),
            ItemId::Concern(id) if id == self.concern => renewed(&mut self.concern, fresh),
            ItemId::Goal(id) if id == self.goal => renewed(&mut self.goal, fresh),
            ItemId::Promise(id) if id == self.promise => renewed(&mut self.promise, fresh),
            ItemId::Child(_)
            | ItemId::Adult(_)
            | ItemId::Worker(_)
            | ItemId::Concern(_)
            | ItemId::Goal(_)
            | ItemId::Promise(_)
            | ItemId::Supporter(_)
            | ItemId::Outsider(_)
            | ItemId::Contact(_)
            | ItemId::Step(_) => {}
        }
    }
}

/// What is known of a first thing that days are asked about.
struct Kind {
    name: &'static str,
    id: String,
    is_blank: bool,
    /// What stands first in the plan.
    there: Option<String>,
}

/// Names of fields. The ids of blank places are others at each opening, so a field there is kept by the kind of its place.
impl Firsts {
    /// The name by which a field is kept.
    pub fn kept_name(&self, plan: &Plan, field: &str) -> String {
        let blank = self.kinds(plan).into_iter().filter(|kind| kind.is_blank);
        blank.fold(field.to_owned(), |field, kind| field.replace(&kind.id, kind.name))
    }

    /// The name of the field that was kept by this one: of what has come into its place since, or else of the blank place.
    pub fn shown_name(&self, plan: &Plan, name: &str) -> String {
        let there = |kind: Kind| (kind.name, kind.there.unwrap_or(kind.id));
        let kinds = self.kinds(plan).into_iter().map(there);
        kinds.fold(name.to_owned(), |name, (kind, id)| name.replace(kind, &id))
    }

    fn kinds(&self, plan: &Plan) -> [Kind; 4] {
        let goal = first_goal(plan);
        let of = |goal: Option<GoalId>| plan.promises.iter().find(move |it| it.goal == goal).map(|it| it.id);
        let promise = goal.and_then(|goal| of(Some(goal))).or_else(|| of(None));
        [
            Kind {
                name: "first-child",
                id: self.child.to_string(),
                is_blank: plan.child(self.child).is_none(),
                there: plan.children.first().map(|it| it.id.to_string()),
            },
            Kind {
                name: "first-adult",
                id: self.adult.to_string(),
                is_blank: plan.adult(self.adult).is_none(),
                there: plan.adults.first().map(|it| it.id.to_string()),
            },
            Kind {
                name: "first-goal",
                id: self.goal.to_string(),
                is_blank: plan.goal(self.goal).is_none(),
                there: goal.map(|it| it.to_string()),
            },
            Kind {
                name: "first-promise",
                id: self.promise.to_string(),
                is_blank: plan.promise(self.promise).is_none(),
                there: promise.map(|it| it.to_string()),
            },
        ]
    }
}

fn renewed<Id: From<Raw>>(id: &mut Id, fresh: impl FnOnce() -> Option<FreshId>) {
    if let Some(fresh) = fresh() {
        *id = fresh.take();
    }
}

/// The first goal for now.
pub fn first_goal(plan: &Plan) -> Option<GoalId> {
    plan.goals.iter().find(|goal| goal.pace == Pace::Now).map(|goal| goal.id)
}

/// Whose visit this is: the agency of the first worker in the plan.
pub fn agency(plan: &Plan) -> Agency {
    plan.workers.first().map_or(Agency::ChildrensServices, |worker| worker.role.agency())
}

/// What the first worker of the other agency is.
pub fn other_role(plan: &Plan) -> WorkerRole {
    match agency(plan) {
        Agency::ChildrensServices => WorkerRole::PoliceOfficer,
        Agency::Police => WorkerRole::SocialWorker,
    }
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

fn only<T>(things: &[T]) -> Option<&T> {
    if let [one] = things { Some(one) } else { None }
}

#[cfg(test)]
mod tests {
    use plan::field::Field;
    use plan::ids::{CaseId, PlanId};
    use plan::questions::{Pick, Question};

    use super::*;

    fn firsts() -> Firsts {
        let raw = |n: u8| PersonId::new(u64::from(n), &[n; 10]);
        Firsts {
            child: raw(1),
            adult: raw(2),
            other_worker: raw(3),
            concern: ConcernId::new(4, &[4; 10]),
            goal: GoalId::new(5, &[5; 10]),
            promise: PromiseId::new(6, &[6; 10]),
        }
    }

    fn nothing() -> Plan {
        Plan::empty(PlanId::new(0, &[1; 10]), CaseId::new(0, &[2; 10]))
    }

    fn say(plan: &mut Plan, field: Field, words: &str) {
        if field.of(plan).is_none() {
            let (at, item) = firsts().needed(plan, |plan| field.of(plan).is_some()).unwrap();
            plan.apply(&Change::Add { at, item }).unwrap();
        }
        plan.apply(&Change::typing(plan, field, words).unwrap()).unwrap();
    }

    #[test]
    fn a_thing_comes_with_its_first_word_and_nothing_else_with_it() {
        let mut plan = nothing();
        say(&mut plan, Field::ConcernWords(firsts().concern), "The flat is cold.");
        assert_eq!(plan.concerns.len(), 1);
        assert!(plan.children.is_empty() && plan.adults.is_empty() && plan.goals.is_empty());
        assert_eq!(firsts().missing(&plan).len(), 5);
        let child = firsts().needed(&plan, |plan| plan.child(firsts().child).is_some());
        assert!(matches!(child, Some((0, Item::Child(_)))));
        assert!(firsts().needed(&plan, |_| false).is_none(), "nothing for what none of them mends");
    }

    #[test]
    fn the_only_adult_is_who_does_it_and_its_promise_helps_with_the_goal() {
        let mut plan = nothing();
        say(&mut plan, Field::AdultName(firsts().adult), "Jade Harper");
        say(&mut plan, Field::GoalWhat(firsts().goal), "lock the pills away");
        say(&mut plan, Field::PromiseWhat(firsts().promise), "bring a lock");
        assert_eq!(plan.goals[0].who, Some(firsts().adult));
        assert_eq!(plan.promises[0].goal, Some(firsts().goal));
        let mut both = nothing();
        say(&mut both, Field::AdultName(firsts().adult), "Jade Harper");
        let other = Adult::empty(PersonId::new(9, &[9; 10]));
        both.apply(&Change::Add { at: 1, item: Item::Adult(other) }).unwrap();
        say(&mut both, Field::GoalWhat(firsts().goal), "lock the pills away");
        assert_eq!(both.goals[0].who, None, "of two nobody is chosen by us");
    }

    #[test]
    fn what_says_nothing_any_more_is_named_and_nothing_on_which_anything_hangs() {
        let mut plan = nothing();
        let ids = firsts();
        say(&mut plan, Field::ChildName(ids.child), "Leo");
        say(&mut plan, Field::GoalWhat(ids.goal), "lock the pills away");
        say(&mut plan, Field::PromiseWhat(ids.promise), "bring a lock");
        assert_eq!(ids.emptied(&plan), None);
        say(&mut plan, Field::GoalWhat(ids.goal), "");
        assert_eq!(ids.emptied(&plan), None, "a promise helps with it");
        say(&mut plan, Field::PromiseWhat(ids.promise), "");
        say(&mut plan, Field::ChildName(ids.child), "");
        for item in [ItemId::Child(ids.child), ItemId::Promise(ids.promise), ItemId::Goal(ids.goal)] {
            assert_eq!(ids.emptied(&plan), Some(item));
            plan.apply(&Change::Remove { item }).unwrap();
        }
        assert_eq!(ids.emptied(&plan), None);

        let (at, item) = ids.needed(&plan, |plan| plan.adult(ids.adult).is_some()).unwrap();
        plan.apply(&Change::Add { at, item }).unwrap();
        let question = Question::SourceOfHarm(ids.adult);
        plan.apply(&Change::SetPick { question, pick: Some(Pick::Yes) }).unwrap();
        assert_eq!(ids.emptied(&plan), None, "that the harm comes from somebody is said, if no name is");
    }

    #[test]
    fn what_stands_elsewhere_now_is_no_blank_place() {
        let mut plan = nothing();
        let ids = firsts();
        say(&mut plan, Field::GoalWhat(ids.goal), "lock the pills away");
        say(&mut plan, Field::PromiseWhat(ids.promise), "bring a lock");
        assert!(ids.used_elsewhere(&plan).is_empty());
        plan.apply(&Change::SetGoalPace { goal: ids.goal, pace: Pace::Later }).unwrap();
        assert_eq!(ids.used_elsewhere(&plan), [ItemId::Goal(ids.goal), ItemId::Promise(ids.promise)]);
    }

    #[test]
    fn what_is_kept_of_a_blank_place_is_found_there_when_the_plan_is_opened_again() {
        let (mut plan, ids) = (nothing(), firsts());
        let mut again = ids;
        again.renew(ItemId::Child(ids.child), || Some(FreshId::new(8, &[8; 10])));
        again.renew(ItemId::Goal(ids.goal), || Some(FreshId::new(9, &[9; 10])));
        let (born, by) = (format!("born-{}", ids.child), format!("goal-by-{}", ids.goal));
        assert_eq!(ids.kept_name(&plan, "review"), "review");
        let [kept, kept_by] = [&born, &by].map(|field| ids.kept_name(&plan, field));
        assert_eq!(again.shown_name(&plan, &kept), format!("born-{}", again.child));
        assert_eq!(again.shown_name(&plan, &kept_by), format!("goal-by-{}", again.goal));

        // The first word of it was said, and what is in the plan keeps its id.
        say(&mut plan, Field::ChildName(ids.child), "Leo");
        assert_eq!(again.shown_name(&plan, &kept), born);
        assert_eq!(ids.kept_name(&plan, &born), born);
        assert_eq!(again.shown_name(&plan, &born), born);
    }

    #[test]
    fn what_was_taken_out_begins_under_another_id() {
        let mut ids = firsts();
        let before = ids;
        ids.renew(ItemId::Goal(before.goal), || Some(FreshId::new(7, &[7; 10])));
        assert_ne!(ids.goal, before.goal);
        ids.renew(ItemId::Goal(before.goal), || None);
        assert_eq!(Firsts { goal: before.goal, ..ids }, before, "and nothing else");
    }
}
