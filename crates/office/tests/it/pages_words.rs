//! Words that pages have for what the office does. How they read is `plan`'s test.

use office::What;

const PAGES: &str = include_str!("../../../../assets/texts/en/office.toml");

#[test]
fn whatever_may_be_done_has_words_where_it_is_told_what_was_done() {
    let lacks = |what: &What| !PAGES.contains(&format!("\ndid_{} = \"", what.word()));
    let without: Vec<What> = What::ALL.into_iter().filter(lacks).collect();
    assert_eq!(without, []);
}
