//! The agreement as one person may see it.

use plan::Agreement;
use plan::agreement::{BelongsTo, Block, BlockId, BlockKind, Section};
use plan::ids::GoalId;
use proptest::prelude::*;

use super::{Room, agreement};
use crate::marsh;

fn ids(agreement: &Agreement) -> Vec<&str> {
    agreement.blocks.iter().map(|block| block.id.0.as_str()).collect()
}

fn goal_of(block: &Block, goal: GoalId) -> bool {
    block.kind.goal() == Some(goal)
}

#[test]
fn what_belongs_to_a_goal_goes_with_it_and_nothing_else() {
    let whole = Room::begun().agreement;
    let goal = marsh().goals[0].id;
    let less = whole.without(&[BlockId(format!("now.{goal}"))]);
    let gone: Vec<_> = whole.blocks.iter().filter(|it| !less.blocks.contains(it)).collect();
    assert!(gone.len() >= 4, "the goal, the family's words, two promises: {gone:?}");
    assert!(gone.iter().all(|block| goal_of(block, goal)));
    assert!(!less.blocks.iter().any(|block| goal_of(block, goal)));
    assert_eq!((&less.reference, &less.texts, less.made_on), (&whole.reference, &whole.texts, whole.made_on));
    let kept: Vec<_> = whole.blocks.iter().filter(|it| !goal_of(it, goal)).cloned().collect();
    assert_eq!(less.blocks, kept, "ids and words of the others stay as they are");
}

#[test]
fn a_heading_with_nothing_under_it_goes_too() {
    let whole = Room::begun().agreement;
    let goals = |section| whole.section(section).filter(|it| matches!(it.kind, BlockKind::Goal { .. }));
    let later: Vec<BlockId> = goals(Section::Later).map(|block| block.id.clone()).collect();
    assert_eq!(later.len(), 2, "one under each of two headings");
    let less = whole.without(&later[..1]);
    let headings = |it: &Agreement| {
        it.section(Section::Later).filter(|it| matches!(it.kind, BlockKind::Heading { .. })).count()
    };
    assert_eq!((headings(&whole), headings(&less)), (3, 2));
    assert_eq!(whole.without(&later).section(Section::Later).count(), 0);
    assert!(ids(&whole.without(&later)).contains(&"now.heading"));
}

#[test]
fn leaving_out_nothing_leaves_everything() {
    let whole = Room::begun().agreement;
    assert_eq!(whole.without(&[]), whole);
    assert_eq!(whole.without(&[BlockId("worries.99".into())]), whole);
}

/// The example family with much under its goals.
fn rich() -> Agreement {
    let file = include_bytes!("../../../../../assets/practice/practice-1.json");
    agreement(&plan::Plan::from_json(file).unwrap())
}

proptest! {
    #[test]
    fn no_word_of_what_is_left_out_is_left_and_the_others_do_not_change(
        chosen in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
        practice in any::<bool>(),
    ) {
        let whole = if practice { rich() } else { agreement(&marsh()) };
        let may: Vec<&Block> = whole.blocks.iter().filter(|block| block.may_be_left_out()).collect();
        let left_out: Vec<BlockId> = chosen.iter().map(|index| index.get(&may).id.clone()).collect();
        let less = whole.without(&left_out);
        for id in &left_out {
            prop_assert!(less.block(id).is_none());
            let said = &whole.block(id).unwrap().text;
            // Somebody else may have said the same, or it is part of what stays: a name at a place to sign.
            let elsewhere = |it: &&Block| !left_out.contains(&it.id) && it.text.contains(said.as_str());
            if !whole.blocks.iter().any(|block| elsewhere(&block)) {
                prop_assert!(!less.text().contains(said.as_str()), "{said}");
            }
        }
        let mut rest = whole.blocks.iter();
        for block in &less.blocks {
            prop_assert!(rest.any(|it| it == block), "in the same order, as it was");
        }
        let whole_thing = |it: &Block| it.kind.belongs_to().filter(|it| !matches!(it, BelongsTo::Person(_)));
        let gone: Vec<_> = left_out.iter().filter_map(|id| whole_thing(whole.block(id)?)).collect();
        let headed = |it: &Block| matches!(it.kind, BlockKind::Heading { .. });
        for block in whole.blocks.iter().filter(|block| less.block(&block.id).is_none()) {
            let belongs = whole_thing(block).is_some_and(|it| gone.contains(&it));
            prop_assert!(left_out.contains(&block.id) || belongs || headed(block), "{block:?}");
        }
        prop_assert!(!less.blocks.iter().any(|it| whole_thing(it).is_some_and(|it| gone.contains(&it))));
        for pair in less.blocks.windows(2) {
            let level = |at: usize| {
                let level = pair[at].kind.heading_level()?;
                Some(level)
            };
            let is_led = level(0).is_none_or(|level_above| {
                pair[0].section == pair[1].section && level(1).is_none_or(|under| under > level_above)
            });
            prop_assert!(is_led, "a heading with nothing under it: {:?}", pair[0]);
        }
        let again = less.without(&left_out);
        prop_assert_eq!(&again, &less, "once is enough");
        let kept = |section| whole.section(section).count() == less.section(section).count();
        prop_assert!([Section::About, Section::Rights, Section::Signatures].into_iter().all(kept));
    }
}
