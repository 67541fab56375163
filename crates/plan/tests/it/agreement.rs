//! What a plan becomes in front of the family.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use plan::agreement::{BlockKind, Section};
use plan::change::{Change, Item};
use plan::compose;
use plan::content::Goal;
use plan::domain::Domain;
use plan::gaps::{Blocker, before_signing, gaps};
use plan::ids::{CaseId, GoalId, PlanId};
use plan::{Agreement, Plan, Texts};

use crate::marsh;

fn agreement(plan: &Plan) -> Agreement {
    compose::agreement(plan, &Texts::english(), NaiveDate::from_ymd_opt(2026, 11, 22).unwrap())
}

fn texts_of(agreement: &Agreement, section: Section) -> Vec<&str> {
    agreement.section(section).map(|block| block.text.as_str()).collect()
}

#[test]
fn goals_are_read_as_short_sentences() {
    let agreement = agreement(&marsh());
    let now = texts_of(&agreement, Section::Now);
    assert!(now.contains(
        &"Kelly will cook a hot tea for Tia and Jay every evening. Help comes from Nana Jean. This goes on until \
          Friday 18 December 2026."
    ));
    assert!(
        now.contains(&"In Kelly’s own words: “I can do evenings if Mum has Jay. I need the cooker mended.”")
    );
    assert!(now.contains(&"Sam Okoro will ask the council to mend the cooker by Friday 27 November 2026."));
}

#[test]
fn what_is_missing_is_said_and_never_made_up() {
    let mut plan = Plan::empty(PlanId::new(0, &[0; 10]), CaseId::new(0, &[1; 10]));
    let goal = Goal::empty(GoalId::new(0, &[2; 10]), Domain::Safety);
    plan.apply(&Change::Add { at: 0, item: Item::Goal(goal) }).unwrap();
    let agreement = agreement(&plan);
    let now = texts_of(&agreement, Section::Now);
    assert_eq!(
        now.last(),
        Some(&"Someone will do something. Not recorded: who, what, how often and by when.")
    );
    assert_eq!(texts_of(&agreement, Section::Worries).last(), Some(&"Not recorded."));
    assert!(texts_of(&agreement, Section::People).contains(&"Home address: not recorded."));
    assert!(!gaps(&plan).is_empty());
}

#[test]
fn every_block_has_its_own_id_and_some_words() {
    let agreement = agreement(&marsh());
    let ids: BTreeSet<_> = agreement.blocks.iter().map(|block| &block.id).collect();
    assert_eq!(ids.len(), agreement.blocks.len());
    assert!(agreement.blocks.iter().all(|block| !block.text.trim().is_empty()));
    assert_eq!(
        agreement.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Right { .. })).count(),
        12
    );
    assert_eq!(agreement.signers().count(), 5);
}

#[test]
fn it_is_read_in_small_parts_that_miss_nothing() {
    let agreement = agreement(&marsh());
    let parts = agreement.parts();
    let read: Vec<_> = parts.iter().flat_map(|part| part.iter()).collect();
    let all: Vec<_> = agreement.blocks.iter().filter(|block| block.section != Section::Signatures).collect();
    assert_eq!(read, all, "every block before the signatures is read, once and in order");
    for part in parts {
        assert!(part.iter().all(|block| block.section == part[0].section));
        assert!(part.iter().filter(|block| matches!(block.kind, BlockKind::Goal { .. })).count() <= 1);
        let goals = part.iter().any(|block| matches!(block.kind, BlockKind::Goal { .. }));
        assert!(goals || part.iter().filter(|it| !matches!(it.kind, BlockKind::Heading { .. })).count() <= 7);
    }
}

#[test]
fn only_what_the_design_names_stops_signing() {
    let empty = Plan::empty(PlanId::new(0, &[0; 10]), CaseId::new(0, &[1; 10]));
    let found = before_signing(&empty, &agreement(&empty), |_| true);
    assert_eq!(found, [Blocker::NoChild, Blocker::NoAdult]);
    let marsh = marsh();
    assert_eq!(before_signing(&marsh, &agreement(&marsh), |_| true), []);
    let found = before_signing(&marsh, &agreement(&marsh), |c| c != 'K');
    assert_eq!(found, [Blocker::CannotSet('K')], "named once, however often it stands there");
}

#[test]
fn a_helpers_part_has_the_children_their_goals_and_whom_to_ring_and_no_more() {
    let plan = marsh();
    let whole = agreement(&plan);
    let part = whole.part(&[Domain::Education]);
    for block in &part.blocks {
        let from = whole.block(&block.id).unwrap();
        assert!(from.text.starts_with(&block.text), "no word is new");
    }
    let typed = |block: &&plan::agreement::Block| block.kind == BlockKind::Sentence { typed: true };
    assert_eq!(part.blocks.iter().find(typed), None, "where we meet is nobody else’s to know");
    for child in &plan.children {
        let person = BlockKind::Person { person: child.id, name: child.name.clone() };
        let block = part.blocks.iter().find(|block| block.kind == person);
        assert_eq!(block.map(|it| &it.text), Some(&child.name), "their name and nothing else");
    }
    for goal in &plan.goals {
        let kind = BlockKind::Goal { goal: goal.id };
        assert_eq!(whole.domain(goal.id), Some(goal.domain));
        let stands = part.blocks.iter().any(|block| block.kind == kind);
        assert_eq!(stands, goal.domain == Domain::Education, "{}", goal.what);
    }
    let sections: BTreeSet<Section> = part.blocks.iter().map(|block| block.section).collect();
    for private in [Section::Rights, Section::Needs, Section::Voice, Section::Worries, Section::Signatures] {
        assert!(!sections.contains(&private), "{private:?}");
    }
    assert!(sections.contains(&Section::Meeting) && sections.contains(&Section::Contact));
    assert!(!part.blocks.iter().any(|block| matches!(block.kind, BlockKind::OwnWords { .. })));
    for adult in &plan.adults {
        assert_eq!(part.signers().count(), 0);
        let person = BlockKind::Person { person: adult.id, name: adult.name.clone() };
        assert!(!part.blocks.iter().any(|block| block.kind == person), "{}", adult.name);
    }
    assert_eq!(whole.part(&[]).section(Section::Now).count(), 0, "no heading stands alone");
}
