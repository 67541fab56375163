//! Whatever is typed into a plan, the paper can be made and holds every word of it.

use document::{can_set, render};
use proptest::array;
use proptest::prelude::*;

use crate::family::printed::Printed;
use crate::family::{Family, answers, as_printed, plan};
use crate::{cases, soak};

/// Words of letters from several languages, with the blanks and line ends people type.
fn typed() -> impl Strategy<Value = String> {
    let word = "[a-zA-Z0-9’'“”.,:;!?()/&%£é ćłńśźżŵŷâôАбвЄїωλ-]{1,14}";
    let blank =
        prop_oneof![8 => Just(" "), 1 => Just("\n"), 1 => Just("  "), 1 => Just("\n\n"), 1 => Just("\t")];
    let piece = (word, blank).prop_map(|(word, blank)| word + blank);
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// The five texts, each where such a text is typed.
fn every_word_is_on_the_paper([worry, name, what, words, place]: [String; 5]) -> Result<(), TestCaseError> {
    let mut plan = plan();
    plan.concerns[0].words = worry;
    plan.children[0].name.clone_from(&name);
    plan.adults[0].name = name;
    plan.goals[0].what = what;
    plan.goals[1].own_words = words;
    plan.review.place = place;
    let family = Family::new(plan, &answers());
    let pdf = render(&family.paper()).unwrap();
    let text = Printed::new(&pdf).told();
    let mut found = text.split_whitespace();
    let words = family.agreement.blocks.iter().map(as_printed).collect::<Vec<_>>().join(" ");
    for word in words.split_whitespace() {
        prop_assert!(found.any(|it| it == word), "{:?} is missing in:\n{}", word, text);
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(4))]

    #[test]
    fn every_word_typed_is_on_the_paper(texts in array::uniform5(typed())) {
        every_word_is_on_the_paper(texts)?;
    }
}

#[test]
#[ignore = "takes minutes; `cargo xtask soak` runs it"]
fn soak_every_word_typed_is_on_the_paper() {
    soak("papers with typed words", 300, &array::uniform5(typed()), every_word_is_on_the_paper);
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn what_can_be_set_is_set(
        letters in proptest::collection::vec(prop_oneof![9 => proptest::char::range('\u{20}', '\u{500}'), 1 => any::<char>()], 0..30),
    ) {
        let mut plan = plan();
        plan.concerns[0].words = letters.into_iter().collect();
        let family = Family::new(plan, &[]);
        let settable = family.agreement.blocks.iter().flat_map(|block| block.text.chars()).all(can_set);
        prop_assert_eq!(render(&family.paper()).is_ok(), settable);
    }
}
