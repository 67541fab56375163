//! When what is typed goes to the disk, and as which changes.

use course::outgoing::Request;
use ipc::refusal::Code;
use plan::Change;
use plan::field::Field;

use crate::page::{Asked, Page};
use crate::small_tablet::{SmallTablet, plan_id};

fn begun() -> (SmallTablet, Page) {
    let mut tablet = SmallTablet::with_plans(1);
    let page = Page::on(&mut tablet, plan_id(0));
    (tablet, page)
}

/// The changes that are under way.
fn changes(page: &Page) -> Vec<Change> {
    let asked = page.asked.iter().filter_map(|asked| match asked {
        Asked::Queue(Request::Change(_, asked)) => Some(asked.changes.clone()),
        Asked::Queue(Request::Load(..) | Request::Sign(..) | Request::GoOn(..) | Request::Draft(..))
        | Asked::Open(..)
        | Asked::Begin(_) => None,
    });
    asked.flatten().collect()
}

#[test]
fn a_burst_is_one_change_sent_after_a_pause() {
    let (mut tablet, mut page) = begun();
    page.type_text(Field::Title, "M");
    page.pass(100.0);
    page.type_text(Field::Title, "Ma");
    page.pass(100.0);
    assert!(page.asked.is_empty(), "still typing");
    page.pass(150.0);
    let edit = Change::Edit { field: Field::Title, at: 0, remove: String::new(), insert: "Ma".into() };
    assert_eq!(changes(&page), [edit], "a pause of 250 ms");
    assert!(!page.queue.is_saved(plan_id(0)), "not saved until the disk says so");
    page.run(&mut tablet);
    assert!(page.queue.is_saved(plan_id(0)));
}

#[test]
fn typing_without_a_pause_is_sent_every_second() {
    let (_, mut page) = begun();
    for _ in 0..9 {
        page.type_on(Field::Title, "a");
        page.pass(110.0);
    }
    page.type_on(Field::Title, "a");
    page.pass(5.0);
    assert!(page.asked.is_empty(), "995 ms after the first key");
    page.pass(5.0);
    assert_eq!(changes(&page).len(), 1, "1000 ms after it");
}

#[test]
fn changes_keep_the_order_they_were_made_in() {
    let (mut tablet, mut page) = begun();
    page.type_text(Field::Title, "A");
    page.make(Change::SetReviewOn { on: None });
    page.type_text(Field::Address, "B");
    page.ask_all();
    let first = changes(&page);
    assert_eq!(first.len(), 3);
    page.type_text(Field::Title, "AC");
    page.ask_all();
    assert_eq!(changes(&page), first, "one request at a time");
    tablet.says_no = Some(Code::Full);
    page.run(&mut tablet);
    page.ask_all();
    let again = changes(&page);
    assert_eq!(again[..3], first[..], "what was refused goes first");
    assert_eq!(again.len(), 4);
}

#[test]
fn typing_and_taking_it_back_is_no_change() {
    let (_, mut page) = begun();
    page.type_text(Field::Title, "A");
    page.pass(10.0);
    page.type_text(Field::Title, "");
    page.ask_all();
    assert!(page.asked.is_empty());
    assert!(page.queue.is_saved(plan_id(0)));
}

#[test]
fn another_field_ends_the_burst_of_the_one_before() {
    let (mut tablet, mut page) = begun();
    page.type_text(Field::Title, "A");
    page.type_text(Field::Address, "B");
    page.type_text(Field::Title, "AC");
    page.ask_all();
    page.run(&mut tablet);
    let on_disk = &tablet.plans[&plan_id(0)];
    assert_eq!((on_disk.plan.title.as_str(), on_disk.plan.address.as_str()), ("AC", "B"));
    assert_eq!(on_disk.changes.len(), 3);
}
