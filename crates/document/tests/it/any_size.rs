//! However much is in a plan, and in whatever script: every kind of copy can be made in both prints, nothing stands in the
//! margins, no page is empty, every word is there, and the file keeps to the rules of PDF/UA and PDF/A.
//!
//! `PROPTEST_CASES` says how many plans are tried. `cargo xtask soak` tries plans for an hour, or for `SOAK_MINUTES`.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use document::{Kind, Paper, Print, render};
use plan::agreement::Block;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::family::printed::{Printed, run};
use crate::family::sitting::{MUM, someone};
use crate::family::{as_printed, kinds, translated};
use crate::sized::typed::{Dice, from_right, reorders};
use crate::sized::{Asked, LARGEST, Size, sizes};
use crate::{cases, checker};

/// Makes every copy of a plan and looks at it; says how many pages that are.
fn holds(size: &Size) -> usize {
    let mut dice = Dice(size.seed);
    let family = size.family(&mut dice);
    let theirs = translated(&family);
    let reader = dice.text(size.hand, size.letters_of_a_name);
    let signing = Some(&family.signing).filter(|_| !matches!(size.asked, Asked::Nothing));
    let mut pages = 0;
    for (name, kind, print) in kinds(&theirs) {
        let kind = if let Kind::Part { domains, .. } = kind {
            Kind::Part { reader: &reader, domains }
        } else {
            kind
        };
        let paper = Paper { kind, print, signing, ..family.paper() };
        let printed = looked_at(&paper, name);
        if kind == Kind::Full {
            every_word_is_there(&family.agreement.blocks, &printed);
        }
        pages += printed.pages;
    }
    for print in [Print::Standard, Print::Large].into_iter().filter(|_| matches!(size.asked, Asked::Together))
    {
        let paper = Paper { print, reader: someone(MUM), ..family.paper() };
        pages += looked_at(&paper, &format!("copy for one, {print:?}")).pages;
    }
    pages
}

fn looked_at(paper: &Paper<'_>, name: &str) -> Printed {
    let pdf = render(paper).unwrap_or_else(|no| panic!("{name}: {no}"));
    let printed = Printed::new(&pdf);
    printed.is_well_laid_out(name);
    checker::passes(&pdf.bytes, name);
    printed
}

/// In the order of the tags, and everywhere as many letters as the agreement has. Letters that poppler tells in another order
/// than they are written are looked for on the pages: there a row of two columns may go on overleaf, each for itself.
fn every_word_is_there(blocks: &[Block], printed: &Printed) {
    // Without the feet, since a long word may go on in the next line or on the next page.
    let above = format!("{:.0}", printed.top_of_the_feet());
    let read = run(
        "pdftotext",
        &["-raw", "-enc", "UTF-8", "-x", "0", "-y", "0", "-W", "596", "-H", &above],
        &printed.path,
        &["-"],
    );
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    let (told, read) = (bare(&printed.told()), bare(&read));
    let mut rest = told.as_str();
    let mut missing: BTreeMap<char, i64> = BTreeMap::new();
    for block in blocks {
        let text = as_printed(block);
        text.chars().filter(|c| c.is_alphanumeric()).for_each(|c| *missing.entry(c).or_default() += 1);
        if text.contains(from_right) {
            continue;
        }
        for word in text.split_whitespace() {
            if text.contains(reorders) {
                assert!(read.contains(word), "{word:?} of {} is missing in:\n{read}", block.id.0);
                continue;
            }
            let found = rest.split_once(word);
            rest = found.unwrap_or_else(|| panic!("{word:?} of {} is missing in:\n{rest}", block.id.0)).1;
        }
    }
    read.chars().for_each(|c| *missing.entry(c).or_default() -= 1);
    missing.retain(|_, count| *count > 0);
    assert!(missing.is_empty(), "letters are missing: {missing:?}");
}

proptest! {
    #![proptest_config(cases(3))]

    #[test]
    fn any_size_of_plan_can_be_printed(size in sizes()) {
        holds(&size);
    }
}

#[test]
fn the_largest_plan_can_be_printed() {
    let family = LARGEST.family(&mut Dice(LARGEST.seed));
    every_word_is_there(&family.agreement.blocks, &looked_at(&family.paper(), "the largest"));
}

#[test]
#[ignore = "takes minutes; `cargo xtask soak` runs it"]
fn soak_every_copy_of_the_largest_plan_can_be_printed() {
    println!("soak\tpages of every copy of the largest plan\t{}", holds(&LARGEST));
}

#[test]
#[ignore = "takes an hour; `cargo xtask soak` runs it"]
fn soak_any_size_of_plan_can_be_printed() {
    let minutes = std::env::var("SOAK_MINUTES").map_or(60, |minutes| minutes.parse().unwrap());
    let (start, length) = (Instant::now(), Duration::from_secs(60 * minutes));
    let (mut plans, pages) = (0, std::cell::Cell::new(0));
    let mut runner = TestRunner::new(cases(1));
    while start.elapsed() < length {
        let size = sizes().new_tree(&mut runner).unwrap();
        let tried = runner.run_one(size, |size| {
            pages.set(pages.get() + holds(&size));
            Ok(())
        });
        tried.unwrap_or_else(|failed| panic!("after {plans} plans: {failed}"));
        plans += 1;
    }
    println!("soak\tplans of any size on paper\t{plans}");
    println!("soak\tpages of them\t{}", pages.get());
}
