//! A refused save stays with its plan.

use course::outgoing::AGAIN;
use ipc::refusal::Code;
use plan::Change;
use plan::field::Field;

use crate::page::Page;
use crate::small_tablet::{SmallTablet, plan_id, refusal};

const CODES: [Code; 5] = [Code::Full, Code::Other, Code::OutOfStep, Code::Locked, Code::WithFamily];

fn title(tablet: &SmallTablet, n: u8) -> &str {
    &tablet.plans[&plan_id(n)].plan.title
}

#[test]
fn what_was_refused_of_one_plan_stays_with_it_while_another_is_open_and_is_saved_later() {
    for code in CODES {
        let mut tablet = SmallTablet::with_plans(2);
        let mut page = Page::on(&mut tablet, plan_id(0));
        page.type_text(Field::Title, "Ash");
        tablet.says_no = Some(code);
        page.pass(300.0);
        page.run(&mut tablet);
        assert!(page.queue.trouble(plan_id(0)).is_some(), "{code:?} is told");

        page.put_away();
        page.open(&mut tablet, plan_id(1));
        assert!(page.queue.trouble(plan_id(1)).is_some(), "{code:?} is told while another plan is open");
        tablet.says_no = None;
        page.type_text(Field::Title, "Birch");
        page.pass(AGAIN);
        page.ask_all();
        page.run(&mut tablet);
        assert_eq!((title(&tablet, 0), title(&tablet, 1)), ("Ash", "Birch"), "{code:?}");
        assert_eq!(tablet.plans[&plan_id(0)].changes.len(), 1, "once");
        assert!(page.queue.are_saved() && page.queue.trouble(plan_id(1)).is_none(), "{code:?}");
    }
}

#[test]
fn it_is_tried_again_by_itself_and_after_a_lock_only_when_asked() {
    for code in CODES {
        let mut tablet = SmallTablet::with_plans(1);
        let mut page = Page::on(&mut tablet, plan_id(0));
        page.type_text(Field::Title, "Ash");
        tablet.says_no = Some(code);
        page.pass(300.0);
        page.run(&mut tablet);
        page.pass(AGAIN - 1.0);
        assert!(page.asked.is_empty(), "{code:?}: not before it is time");
        page.pass(1.0);
        assert_eq!(page.asked.is_empty(), code == Code::Locked, "{code:?}");
        page.ask_all();
        assert_eq!(page.asked.len(), 1, "{code:?}: one request");
    }
}

#[test]
fn opening_the_plan_again_shows_what_was_not_saved() {
    let mut tablet = SmallTablet::with_plans(2);
    let mut page = Page::on(&mut tablet, plan_id(0));
    page.type_text(Field::Title, "Ash");
    tablet.says_no = Some(Code::Full);
    page.ask_all();
    page.run(&mut tablet);
    page.type_text(Field::Address, "2 Mill Lane");
    page.open(&mut tablet, plan_id(1));
    page.open(&mut tablet, plan_id(0));
    let shown = page.shown.as_ref().unwrap();
    assert_eq!((shown.title.as_str(), shown.address.as_str()), ("Ash", "2 Mill Lane"));
    assert!(!page.queue.is_saved(plan_id(0)) && title(&tablet, 0).is_empty(), "and it is not saved yet");
}

#[test]
fn an_answer_that_comes_after_another_plan_was_opened_is_not_the_others() {
    let mut tablet = SmallTablet::with_plans(2);
    let mut page = Page::on(&mut tablet, plan_id(0));
    page.type_text(Field::Title, "Ash");
    page.ask_all();
    page.carry_out(&mut tablet, 0);
    page.open(&mut tablet, plan_id(1));
    page.type_text(Field::Title, "Birch");
    page.ask_all();
    page.hear(0);
    assert!(page.queue.is_saved(plan_id(0)) && !page.queue.is_saved(plan_id(1)));
    page.run(&mut tablet);
    assert_eq!((title(&tablet, 0), title(&tablet, 1)), ("Ash", "Birch"));
}

#[test]
fn a_save_that_hangs_stops_no_other_plan() {
    let mut tablet = SmallTablet::with_plans(2);
    let mut page = Page::on(&mut tablet, plan_id(0));
    page.type_text(Field::Title, "Ash");
    page.ask_all();
    let hangs = page.asked.remove(0);
    page.open(&mut tablet, plan_id(1));
    page.type_text(Field::Title, "Birch");
    page.pass(300.0);
    page.run(&mut tablet);
    assert_eq!((title(&tablet, 0), title(&tablet, 1)), ("", "Birch"));

    // Opened again, it is sent anew; the one that hung changes nothing when it goes on at last.
    page.open(&mut tablet, plan_id(0));
    page.pass(300.0);
    page.run(&mut tablet);
    page.asked.push(hangs);
    page.run(&mut tablet);
    assert_eq!(title(&tablet, 0), "Ash");
    assert_eq!(tablet.plans[&plan_id(0)].changes.len(), 1, "once");
}

#[test]
fn changes_whose_answer_was_lost_are_not_made_twice() {
    let mut tablet = SmallTablet::with_plans(1);
    let mut page = Page::on(&mut tablet, plan_id(0));
    page.type_text(Field::Title, "Ash");
    page.ask_all();
    page.carry_out(&mut tablet, 0);
    page.hear_nothing(0);
    page.type_on(Field::Title, " family");
    page.pass(AGAIN);
    page.run(&mut tablet);
    page.pass(AGAIN);
    page.run(&mut tablet);
    assert_eq!(title(&tablet, 0), "Ash family");
    assert!(page.queue.are_saved());
}

#[test]
fn a_disk_that_moved_on_by_itself_is_shown_with_what_was_not_saved_on_top() {
    let mut tablet = SmallTablet::with_plans(1);
    let mut page = Page::on(&mut tablet, plan_id(0));
    page.type_text(Field::Title, "Ash");
    let mut elsewhere = Page::on(&mut tablet, plan_id(0));
    elsewhere.type_text(Field::Address, "2 Mill Lane");
    elsewhere.ask_all();
    elsewhere.run(&mut tablet);
    page.ask_all();
    page.run(&mut tablet);
    let shown = page.shown.clone().unwrap();
    assert_eq!((shown.title.as_str(), shown.address.as_str()), ("Ash", "2 Mill Lane"));
    assert_eq!(page.queue.trouble(plan_id(0)), Some(&refusal(Code::OutOfStep)), "it is told");
    page.pass(AGAIN);
    page.run(&mut tablet);
    assert_eq!(tablet.plans[&plan_id(0)].plan, shown);
    assert!(page.queue.trouble(plan_id(0)).is_none());
}

#[test]
fn an_opened_plan_that_was_overtaken_by_a_save_is_shown_with_what_was_saved() {
    let mut tablet = SmallTablet::with_plans(1);
    let mut page = Page::on(&mut tablet, plan_id(0));
    page.type_text(Field::Title, "Ash");
    page.ask_to_open(plan_id(0));
    page.carry_out(&mut tablet, 0);
    page.ask_all();
    page.carry_out(&mut tablet, 0);
    page.hear(1);
    page.hear(0);
    assert_eq!(page.shown.as_ref().unwrap().title, "Ash");
    page.type_on(Field::Title, " family");
    page.ask_all();
    page.run(&mut tablet);
    assert_eq!(title(&tablet, 0), "Ash family");
}

#[test]
fn nothing_is_sent_to_a_sealed_plan_any_more_and_nothing_is_shown_on_top_of_it() {
    let mut tablet = SmallTablet::with_plans(1);
    let mut page = Page::on(&mut tablet, plan_id(0));
    page.type_text(Field::Title, "Ash");
    tablet.plans.get_mut(&plan_id(0)).unwrap().is_sealed = true;
    page.ask_all();
    page.run(&mut tablet);
    assert_eq!(page.queue.trouble(plan_id(0)), Some(&refusal(Code::Sealed)));
    page.pass(AGAIN);
    page.ask_all();
    assert!(page.asked.is_empty());
    page.open(&mut tablet, plan_id(0));
    assert_eq!(page.shown.as_ref().unwrap().title, "");
    assert!(page.queue.are_saved() && page.queue.trouble(plan_id(0)).is_none());
}

#[test]
fn a_change_that_the_tablet_never_takes_is_not_sent_over_and_over() {
    let mut tablet = SmallTablet::with_plans(1);
    let mut page = Page::on(&mut tablet, plan_id(0));
    page.make(Change::SetReviewOn { on: None });
    tablet.says_no = Some(Code::OutOfStep);
    page.ask_all();
    page.run(&mut tablet);
    page.pass(0.0);
    assert!(page.asked.is_empty(), "only after a while");
}
