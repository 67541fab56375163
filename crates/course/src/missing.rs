//! Where what is missing in a plan is written.

use plan::gaps::Gap;

use crate::place::Place;

/// Where what is missing is written.
pub const fn written_at(gap: Gap) -> Place {
    match gap {
        Gap::NoName(_) | Gap::NoBirth(_) | Gap::NoAddress => Place::Family,
        Gap::NoConcern => Place::Worries,
        Gap::NoGoal => Place::Goals,
        Gap::GoalWho(goal) | Gap::GoalWhat(goal) | Gap::GoalHowOften(goal) | Gap::GoalBy(goal) => {
            Place::Goal(goal)
        }
        Gap::NoPromise => Place::Promises,
        Gap::NoReview | Gap::NoPlace => Place::Meeting,
        Gap::NoWorker | Gap::NoLine => Place::Workers,
    }
}

#[cfg(test)]
mod tests {
    use plan::change::ItemId;
    use plan::content::Goal;
    use plan::domain::Domain;
    use plan::gaps::{gaps, left_out};
    use plan::ids::{CaseId, GoalId, PlanId};
    use plan::missing::{named, sealed_without};
    use plan::questions::{Pick, Question};
    use plan::{Change, Plan, Texts};

    use super::*;
    use crate::progress::{next, writing};

    #[test]
    fn what_is_missing_is_named_and_left_out_on_purpose_it_is_missing_no_more() {
        let texts = Texts::english();
        let mut plan = Plan::empty(PlanId::new(1, &[3; 10]), CaseId::new(1, &[4; 10]));
        let id = GoalId::new(1, &[5; 10]);
        plan.goals.push(Goal { what: "cook tea ".repeat(12), ..Goal::empty(id, Domain::Safety) });
        let said: Vec<String> = gaps(&plan).into_iter().map(|gap| named(gap, &plan, &texts)).collect();
        assert!(said.contains(&"The family’s address".to_owned()), "{said:?}");
        assert_eq!(sealed_without(&plan, &texts), [&said[..], &["A manager".to_owned()]].concat());
        let by = said.iter().find(|it| it.starts_with("By when: cook tea")).unwrap();
        assert!(by.ends_with('…') && by.chars().count() < 75, "{by}");
        assert_eq!(written_at(Gap::GoalBy(id)), Place::Goal(id));
        assert_eq!(next(&plan, &texts).map(|(place, _)| place), Some(Place::Family));

        for gap in gaps(&plan) {
            let question = Question::LeftOut(gap);
            plan.apply(&Change::SetPick { question, pick: Some(Pick::Yes) }).unwrap();
        }
        assert_eq!(gaps(&plan), []);
        assert!(left_out(&plan).contains(&Gap::NoAddress));
        let open: Vec<_> = writing(&plan, &texts).into_iter().filter(|it| it.tone == "care").collect();
        assert_eq!(open, []);
        // What is there after all is left out no more, and what goes with its goal goes.
        plan.address = "2 Mill Lane".into();
        for change in Change::removal(&plan, ItemId::Goal(id)) {
            plan.apply(&change).unwrap();
        }
        let left = left_out(&plan);
        assert!(!left.contains(&Gap::NoAddress) && !left.contains(&Gap::GoalBy(id)), "{left:?}");
        assert!(plan.answers.iter().all(|it| it.question != Question::LeftOut(Gap::GoalBy(id))));
    }
}
