//! The copy for one person: what was left out for them and what another adult said are nowhere in it, and all else is.

use document::{Paper, render};
use plan::agreement::BlockId;
use plan::signing::{Event, Joined, Offer, Outcome, Part, Way};
use plan::{Agreement, Plan};
use proptest::collection;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::family::printed::{Printed, run};
use crate::family::sitting::{
    DAD, MUM, SOCIAL_WORKER, WITNESS, began, in_own_words, joining, said_back, sitting, someone, turn,
};
use crate::family::{Family, answer, person, plan};
use crate::{cases, soak};

/// Words that stand in one block each, or in what one adult said.
const SECRET: &str = "onlyhere";

/// The made-up family, with a word of its own in each text of the plan.
fn marked_plan() -> Plan {
    let mut plan = plan();
    let mut number = 100;
    let mut mark = |text: &mut String| {
        number += 1;
        text.push_str(&format!(" {SECRET}{number}"));
    };
    plan.concerns.iter_mut().for_each(|it| mark(&mut it.words));
    plan.goals.iter_mut().for_each(|it| mark(&mut it.what));
    plan.goals.iter_mut().for_each(|it| mark(&mut it.own_words));
    plan.promises.iter_mut().for_each(|it| mark(&mut it.what));
    mark(&mut plan.review.place);
    plan
}

/// A sitting where some blocks are left out for mum.
fn family(leave_out: impl Fn(&Agreement) -> Vec<BlockId>) -> Family {
    sitting(marked_plan(), |agreement| {
        let mut events = vec![began()];
        events.extend(joining());
        let without = leave_out(agreement);
        events.extend(turn(agreement, MUM, Way::ReadsAlone, &without, 120_000));
        events.push(said_back(MUM, Part::Rights, in_own_words("mumsaid")));
        let mut dads_turn = turn(agreement, DAD, Way::TabletReads, &[], 60_000);
        dads_turn.insert(1, Event::ReadAloud { block: BlockId("rights.01".into()), sentences: 1, of: 1 });
        events.extend(dads_turn);
        events.push(said_back(DAD, Part::Rights, in_own_words("dadsaid")));
        events.push(Event::Offered { person: person(DAD), chose: Offer::Advocate });
        let witness = someone(WITNESS);
        events.extend(answer(0, person(MUM), Outcome::AgreesInPart { which: "mumwhich".into() }));
        events.extend(answer(
            1,
            person(DAD),
            Outcome::SignsWithoutDrawing { typed: "dadtyped".into(), witness },
        ));
        events.extend(answer(2, person(SOCIAL_WORKER), Outcome::Signs));
        events.extend(answer(3, person(WITNESS), Outcome::Signs));
        events
    })
}

/// All that can be read in a paper, also by a screen reader.
fn all_text(family: &Family, reader: Option<u8>) -> String {
    let reader = reader.and_then(someone);
    let printed = Printed::new(&render(&Paper { reader, ..family.paper() }).unwrap()).checked();
    let tree = run("pdfinfo", &["-struct-text"], &printed.path, &[]);
    let tree = tree.split_whitespace().collect::<Vec<_>>().join(" ");
    [printed.words(), tree].join("\n")
}

fn may_be_left_out(agreement: &Agreement) -> Vec<BlockId> {
    agreement.blocks.iter().filter(|it| it.may_be_left_out()).map(|it| it.id.clone()).collect()
}

fn secrets(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.starts_with(SECRET))
}

#[test]
fn the_full_agreement_has_every_word_whatever_is_left_out_for_one() {
    let family = family(may_be_left_out);
    let (full, copy) = (all_text(&family, None), all_text(&family, Some(MUM)));
    let words: Vec<&str> = family.agreement.blocks.iter().flat_map(|block| secrets(&block.text)).collect();
    assert!(words.len() >= 10, "{words:?}");
    assert!(words.iter().all(|word| full.contains(word)), "{full}");
    assert!(!copy.contains(SECRET), "{copy}");
}

#[test]
fn a_copy_says_whose_it_is_and_carries_the_full_agreements_code() {
    let family = family(|_| Vec::new());
    let copy = all_text(&family, Some(MUM));
    assert!(copy.contains("This copy is for Danuta Wiśniewska. We left some parts out."), "{copy}");
    assert!(copy.contains(&format!("code {}", family.paper().hash.short())));
    assert!(!all_text(&family, None).contains("This copy is for"));
    let mut alone = family;
    for happened in &mut alone.signing.events {
        if let Event::Began { adults, .. } = &mut happened.event {
            adults.retain(|adult| *adult == person(MUM));
        }
    }
    assert!(!all_text(&alone, Some(MUM)).contains("This copy is for"), "nothing is left out");
}

#[test]
fn another_adult_says_nothing_in_a_copy() {
    let family = family(|_| Vec::new());
    let (mums_code, dads_code) = (family.code(MUM), family.code(DAD));
    let full = all_text(&family, None);
    let (mum, dad) = (all_text(&family, Some(MUM)), all_text(&family, Some(DAD)));
    for word in ["mumsaid", "mumwhich", &*mums_code] {
        assert!(full.contains(word) && mum.contains(word) && !dad.contains(word), "{word}");
    }
    for word in ["dadsaid", "dadtyped", &*dads_code, "advocate first", "The tablet read"] {
        assert!(full.contains(word) && dad.contains(word) && !mum.contains(word), "{word}");
    }
    // Two logos, and the marks of mum, the social worker and the witness.
    for (text, figures) in [(&full, 5), (&mum, 5), (&dad, 4)] {
        assert_eq!(text.matches("Figure").count(), figures);
    }
    assert!(full.contains("answer of Siôn") && dad.contains("answer of Siôn"));
    assert!(!mum.contains("answer of Siôn"), "a witness of another's answer is not told of it");
    for copy in [&mum, &dad] {
        assert!(copy.contains("Priya Raman agrees and signed on") && copy.contains("Owen Hale, witness"));
    }
    let workers = all_text(&family, Some(SOCIAL_WORKER));
    assert!(!workers.contains("How we went through it") && !workers.contains("mumsaid"), "{workers}");
}

#[test]
fn what_a_child_says_is_in_no_adults_copy() {
    let child = 77;
    let family = sitting(plan(), |agreement| {
        let mut events = vec![began()];
        events.extend(turn(agreement, MUM, Way::ReadsAlone, &[], 60_000));
        let joined =
            Event::Joined { person: person(child), name: "Nadia Childname".into(), part: Joined::Child };
        events.push(joined);
        events.extend(answer(1, person(child), Outcome::AgreesInPart { which: "childsaid".into() }));
        events
    });
    let full = all_text(&family, None);
    let copies = [MUM, DAD].map(|adult| all_text(&family, Some(adult)));
    for word in ["Nadia Childname", "childsaid"] {
        assert!(full.contains(word), "{full}");
        assert!(copies.iter().all(|copy| !copy.contains(word)), "{word}");
    }
}

#[test]
fn a_copy_for_somebody_unknown_can_be_made() {
    let family = family(may_be_left_out);
    assert!(all_text(&family, Some(99)).contains("This copy is for Name not recorded."));
}

fn what_is_left_out_is_nowhere_in_the_copy(picks: &[Index]) -> Result<(), TestCaseError> {
    let family = family(|agreement| {
        let may = may_be_left_out(agreement);
        picks.iter().map(|pick| pick.get(&may).clone()).collect()
    });
    let left_out = family.signing.left_out(person(MUM));
    let seen = family.agreement.without(left_out);
    let copy = all_text(&family, Some(MUM));
    for block in &family.agreement.blocks {
        let stays = seen.block(&block.id).is_some();
        for word in secrets(&block.text) {
            prop_assert_eq!(copy.contains(word), stays, "{} of {}", word, block.id.0);
        }
    }
    Ok(())
}

fn picks() -> impl Strategy<Value = Vec<Index>> {
    collection::vec(any::<Index>(), 1..9)
}

proptest! {
    #![proptest_config(cases(4))]

    #[test]
    fn whatever_is_left_out_is_nowhere_in_the_copy(picks in picks()) {
        what_is_left_out_is_nowhere_in_the_copy(&picks)?;
    }
}

#[test]
#[ignore = "takes minutes; `cargo xtask soak` runs it"]
fn soak_whatever_is_left_out_is_nowhere_in_the_copy() {
    soak("copies with parts left out", 300, &picks(), |picks| {
        what_is_left_out_is_nowhere_in_the_copy(&picks)
    });
}
