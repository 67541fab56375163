//! Where in its list something stands, so that what is said of it once it is gone can stand in its place.

use super::ItemId;
use crate::model::find::Listed;
use crate::model::plan::Plan;

/// Where something stands in its list, by what stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// Before this.
    Before(ItemId),
    /// After this, as the last.
    After(ItemId),
    /// With nothing else in the list.
    Alone,
}

impl Beside {
    /// Where something stands in a plan. What is not in it stands alone.
    pub fn of(item: ItemId, plan: &Plan) -> Self {
        let list = list_of(item, plan);
        let at = list.iter().position(|it| *it == item);
        let next = at.and_then(|at| list.get(at + 1)).copied().map(Self::Before);
        let before = at.and_then(|at| list.get(at.checked_sub(1)?)).copied().map(Self::After);
        next.or(before).unwrap_or(Self::Alone)
    }
}

/// What stands in the same list, in order. The promises for one goal are a list, and so are those for none.
fn list_of(item: ItemId, plan: &Plan) -> Vec<ItemId> {
    match item {
        ItemId::Child(_) => ids(&plan.children, ItemId::Child),
        ItemId::Adult(_) => ids(&plan.adults, ItemId::Adult),
        ItemId::Worker(_) => ids(&plan.workers, ItemId::Worker),
        ItemId::Concern(_) => ids(&plan.concerns, ItemId::Concern),
        ItemId::Goal(_) => ids(&plan.goals, ItemId::Goal),
        ItemId::Supporter(_) => ids(&plan.supporters, ItemId::Supporter),
        ItemId::Outsider(_) => ids(&plan.outsiders, ItemId::Outsider),
        ItemId::Contact(_) => ids(&plan.contacts, ItemId::Contact),
        ItemId::Promise(id) => {
            let goal = plan.promise(id).map(|it| it.goal);
            ids(plan.promises.iter().filter(|it| Some(it.goal) == goal), ItemId::Promise)
        }
        ItemId::Step(id) => {
            let goal = plan.goals.iter().find(|goal| goal.steps.iter().any(|step| step.id == id));
            ids(goal.into_iter().flat_map(|goal| &goal.steps), ItemId::Step)
        }
    }
}

fn ids<'a, T: Listed + 'a>(list: impl IntoIterator<Item = &'a T>, kind: fn(T::Id) -> ItemId) -> Vec<ItemId> {
    list.into_iter().map(|it| kind(it.id())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{CaseId, GoalId, PersonId, PlanId, PromiseId};
    use crate::model::content::Promise;
    use crate::model::people::Child;

    #[test]
    fn the_last_stands_after_another_and_the_only_one_alone() {
        let mut plan = Plan::empty(PlanId::new(0, &[0; 10]), CaseId::new(0, &[0; 10]));
        let [one, two] = [1, 2].map(|n| PersonId::new(n, &[0; 10]));
        let of = |id, plan: &Plan| Beside::of(ItemId::Child(id), plan);
        plan.children.push(Child::empty(one));
        assert_eq!(of(one, &plan), Beside::Alone);
        assert_eq!(of(two, &plan), Beside::Alone, "it is not there");
        plan.children.push(Child::empty(two));
        assert_eq!(of(one, &plan), Beside::Before(ItemId::Child(two)));
        assert_eq!(of(two, &plan), Beside::After(ItemId::Child(one)));
    }

    #[test]
    fn promises_for_another_goal_are_another_list() {
        let mut plan = Plan::empty(PlanId::new(0, &[0; 10]), CaseId::new(0, &[0; 10]));
        let [one, two, three] = [1, 2, 3].map(|n| PromiseId::new(n, &[0; 10]));
        let goal = Some(GoalId::new(9, &[0; 10]));
        for (id, goal) in [(one, None), (two, goal), (three, None)] {
            plan.promises.push(Promise { id, goal, who: None, what: String::new(), by: None });
        }
        let of = |id| Beside::of(ItemId::Promise(id), &plan);
        assert_eq!(of(one), Beside::Before(ItemId::Promise(three)));
        assert_eq!(of(two), Beside::Alone);
    }
}
