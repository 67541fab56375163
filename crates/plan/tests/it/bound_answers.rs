//! Reasons and permissions stand for what they were given for, and for nothing that comes later.

use plan::change::Change;
use plan::field::Field;
use plan::guards::{self, Guard};
use plan::ids::PersonId;
use plan::questions::{Pick, Question};
use plan::{Plan, Texts};
use proptest::prelude::*;

use crate::laws;
use crate::marsh;

/// Makes a change as the interface does: an answer is bound to what it is given for.
pub(crate) fn make(plan: &mut Plan, change: &Change) {
    if plan.apply(change).is_ok()
        && let Some(binding) = change.binding(plan)
    {
        plan.apply(&binding).unwrap();
    }
}

pub(crate) fn type_text(plan: &mut Plan, field: Field, text: &str) {
    if let Some(change) = Change::typing(plan, field, text) {
        make(plan, &change);
    }
}

fn voice(plan: &Plan, child: PersonId) -> [String; 4] {
    [Question::VoiceGood, Question::VoiceWorries, Question::VoiceWishes, Question::VoiceSeen]
        .map(|question| plan.said(question(child)).trim().to_owned())
}

#[test]
fn what_a_child_says_later_is_not_shown_by_an_earlier_yes() {
    let mut plan = marsh();
    let tia = plan.children[0].id;
    type_text(&mut plan, Field::Words(Question::VoiceGood(tia)), "I like my bed.");
    make(&mut plan, &Change::SetPick { question: Question::VoiceShare(tia), pick: Some(Pick::Share) });
    assert!(plan.shows_voice(tia));
    type_text(&mut plan, Field::Words(Question::VoiceWorries(tia)), "Dean shouts at night.");
    assert!(!plan.shows_voice(tia), "nobody said yes to that");
    assert_eq!(plan.picked(Question::VoiceShare(tia)), None, "so it is asked again");
    type_text(&mut plan, Field::Words(Question::VoiceShare(tia)), "She said no, not that.");
    assert!(!plan.shows_voice(tia), "what is typed beside a question picks nothing");
    make(&mut plan, &Change::SetPick { question: Question::VoiceShare(tia), pick: Some(Pick::Share) });
    assert!(plan.shows_voice(tia));
}

#[test]
fn a_reason_has_words_and_ends_with_what_it_was_for() {
    let texts = Texts::english();
    let mut plan = marsh();
    plan.answers.retain(|answer| !matches!(answer.question, Question::Kept(_)));
    let (dean, goal) = (plan.adults[1].id, plan.goals[0].id);
    make(&mut plan, &Change::SetPick { question: Question::SourceOfHarm(dean), pick: Some(Pick::Yes) });
    type_text(&mut plan, Field::GoalWhat(goal), "not let Dean in");
    let guard = Guard::NoContact(goal);
    let is_open = |plan: &Plan| guards::open(plan, &texts).contains(&guard);
    assert!(is_open(&plan));
    let agreed = Change::SetPick { question: Question::Kept(guard), pick: Some(Pick::Manager) };
    type_text(&mut plan, Field::Words(Question::Kept(guard)), "Kelly asked for it herself");
    assert!(is_open(&plan), "who agreed it is picked, not read out of words");
    make(&mut plan, &agreed);
    assert!(!is_open(&plan));
    for no_reason in ["", ".", "ok"] {
        type_text(&mut plan, Field::Words(Question::Kept(guard)), no_reason);
        assert!(is_open(&plan), "{no_reason}: no reason");
    }
    type_text(&mut plan, Field::Words(Question::Kept(guard)), "Kelly asked for it herself");
    assert!(!is_open(&plan));
    type_text(&mut plan, Field::GoalWhat(goal), "not let Dean in, and ring 999 if he comes");
    assert!(is_open(&plan), "the reason was for other words");
    assert_eq!(plan.said(Question::Kept(guard)), "Kelly asked for it herself", "which are still there");
    type_text(&mut plan, Field::Words(Question::Kept(guard)), "Kelly asked for it herself.");
    assert!(is_open(&plan), "a full stop is no new yes");
    type_text(&mut plan, Field::GoalWhat(goal), "not let Dean in");
    assert!(!is_open(&plan), "as it was");
}

/// Plans of the forms before were written when a reason was for whatever there was.
#[test]
fn what_was_answered_before_is_for_what_there_was_then() {
    let file = include_bytes!("../../../../assets/examples/interpreter.json");
    let plan = Plan::from_json(file).unwrap();
    let child = plan.children[0].id;
    let guard = Guard::VoiceShown(child);
    assert!(guards::is_settled(guard, &plan) && plan.shows_voice(child));
    assert_eq!(Plan::from_json(&plan.to_json()).unwrap(), plan, "and is so when it is written anew");
    let mut json: serde_json::Value = serde_json::from_slice(file).unwrap();
    json["form"] = 3.into();
    let plan = Plan::from_json(&serde_json::to_vec(&json).unwrap()).unwrap();
    let is_settled = guards::is_settled(guard, &plan);
    assert!(!is_settled && !plan.shows_voice(child), "what is bound to nothing stands for nothing");
}

proptest! {
    #[test]
    fn no_permission_outlives_what_it_was_given_for(
        all in prop::collection::vec(laws::doing(), 0..60),
    ) {
        let mut plan = marsh();
        let children: Vec<PersonId> = plan.children.iter().map(|child| child.id).collect();
        let mut agreed: Vec<Option<[String; 4]>> =
            children.iter().map(|child| plan.shows_voice(*child).then(|| voice(&plan, *child))).collect();
        for change in all {
            // Only a person's own yes binds it.
            let changes = laws::changes(&plan, change);
            for change in changes.into_iter().filter(|it| !matches!(it, Change::SetFor { .. })) {
            make(&mut plan, &change);
            for (child, agreed) in children.iter().zip(&mut agreed) {
                if matches!(&change, Change::SetPick { question: Question::VoiceShare(of), .. } if of == child) {
                    *agreed = plan.shows_voice(*child).then(|| voice(&plan, *child));
                }
                if plan.shows_voice(*child) {
                    prop_assert_eq!(Some(voice(&plan, *child)), agreed.clone());
                }
            }
            }
        }
    }
}
