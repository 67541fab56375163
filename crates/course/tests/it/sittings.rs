//! What happened in front of a family stays with their sitting.

use course::outgoing::{AGAIN, Became};
use ipc::refusal::Code;
use plan::agreement::BlockId;
use plan::signing::{Event, Outcome, Way};

use crate::page::Page;
use crate::small_tablet::{SmallTablet, person, plan_id, refusal, sitting_id};

fn shown(n: u32) -> Event {
    Event::Shown { blocks: vec![BlockId("rights.1".into())], for_ms: n, as_seen: None }
}

fn undid() -> Event {
    Event::Undid { person: person() }
}

#[test]
fn what_was_shown_to_one_family_is_never_evidence_in_anothers_sitting() {
    let mut tablet = SmallTablet::with_plans(2);
    let mut page = Page::default();
    let ash = page.begin(&mut tablet, plan_id(0));
    tablet.says_no = Some(Code::Full);
    page.happen(ash, shown(1));
    page.happen(ash, shown(2));
    page.pass(0.0);
    page.run(&mut tablet);
    assert_eq!(page.became, [Became::Waits(refusal(Code::Full))]);

    let birch = page.begin(&mut tablet, plan_id(1));
    tablet.says_no = None;
    page.happen(birch, shown(3));
    for _ in 0..4 {
        page.pass(AGAIN);
        page.run(&mut tablet);
    }
    assert_eq!(tablet.sittings[&ash], [shown(1), shown(2)]);
    assert_eq!(tablet.sittings[&birch], [shown(3)]);
    assert!(page.queue.are_kept());
}

#[test]
fn nothing_happens_in_a_sitting_nobody_began() {
    let mut page = Page::default();
    page.happen(sitting_id(0), shown(1));
    page.ask_all();
    assert!(page.asked.is_empty() && page.queue.are_kept());
}

#[test]
fn what_would_be_refused_again_waits_no_more_and_nobody_confirms_what_was_not_kept() {
    let mut tablet = SmallTablet::with_plans(1);
    let mut page = Page::default();
    let signing = page.begin(&mut tablet, plan_id(0));
    let chose = Event::Chose { person: person(), outcome: Outcome::DoesNotAgree { why: "☃".into() } };
    page.happen(signing, chose);
    page.happen(signing, Event::Confirmed { person: person() });
    page.happen(signing, shown(1));
    tablet.says_no = Some(Code::NotUsable);
    page.pass(0.0);
    page.run(&mut tablet);
    assert_eq!(page.became, [Became::Over(refusal(Code::NotUsable))]);
    assert_eq!(page.queue.waiting(signing).collect::<Vec<_>>(), [&shown(1)]);
}

#[test]
fn a_turn_that_was_refused_is_never_made_later_by_itself() {
    let turn = |without: &[&str]| Event::HandedOver {
        to: vec![person()],
        hears: String::new(),
        without: without.iter().map(|id| BlockId((*id).into())).collect(),
        way: Way::ReadsAlone,
        language: None,
        agreed_with: None,
    };
    for code in [Code::Full, Code::Other, Code::Locked] {
        let mut tablet = SmallTablet::with_plans(1);
        let mut page = Page::default();
        let signing = page.begin(&mut tablet, plan_id(0));
        tablet.says_no = Some(code);
        page.happen(signing, turn(&[]));
        page.pass(0.0);
        page.run(&mut tablet);
        assert_eq!(page.became, [Became::Over(refusal(code))]);
        // The same where it only stood behind something that was refused.
        page.happen(signing, shown(1));
        page.happen(signing, turn(&[]));
        page.pass(0.0);
        page.run(&mut tablet);
        tablet.says_no = None;
        for _ in 0..4 {
            page.pass(AGAIN);
            page.ask_all();
            page.run(&mut tablet);
        }
        assert_eq!(tablet.sittings[&signing], [shown(1)], "{code:?}");
        page.happen(signing, turn(&["concerns.1"]));
        page.pass(0.0);
        page.run(&mut tablet);
        assert_eq!(tablet.sittings[&signing], [shown(1), turn(&["concerns.1"])]);
    }
}

#[test]
fn an_answer_is_not_confirmed_later_by_itself_so_that_a_change_of_mind_counts() {
    let mut tablet = SmallTablet::with_plans(1);
    let mut page = Page::default();
    let signing = page.begin(&mut tablet, plan_id(0));
    let (signs, confirmed) =
        (Event::Chose { person: person(), outcome: Outcome::Signs }, Event::Confirmed { person: person() });
    let says_no = Event::Chose { person: person(), outcome: Outcome::DoesNotAgree { why: String::new() } };
    page.happen(signing, signs.clone());
    page.happen(signing, confirmed.clone());
    tablet.says_no = Some(Code::Full);
    page.pass(0.0);
    page.run(&mut tablet);
    tablet.says_no = None;
    page.happen(signing, says_no.clone());
    page.happen(signing, confirmed.clone());
    for _ in 0..4 {
        page.pass(AGAIN);
        page.run(&mut tablet);
    }
    assert_eq!(tablet.sittings[&signing], [signs, says_no, confirmed]);
}

#[test]
fn an_event_whose_answer_was_lost_is_not_kept_twice() {
    let mut tablet = SmallTablet::with_plans(1);
    let mut page = Page::default();
    let signing = page.begin(&mut tablet, plan_id(0));
    page.happen(signing, undid());
    page.happen(signing, undid());
    page.pass(0.0);
    page.carry_out(&mut tablet, 0);
    page.hear_nothing(0);
    for _ in 0..4 {
        page.pass(AGAIN);
        page.run(&mut tablet);
    }
    assert_eq!(tablet.sittings[&signing], [undid(), undid()]);
    assert!(page.queue.are_kept());
}

#[test]
fn an_event_that_was_refused_without_being_kept_is_sent_again() {
    let mut tablet = SmallTablet::with_plans(1);
    let mut page = Page::default();
    let signing = page.begin(&mut tablet, plan_id(0));
    for code in [Code::Other, Code::Full, Code::WithFamily, Code::Locked] {
        page.happen(signing, undid());
        tablet.says_no = Some(code);
        page.pass(0.0);
        page.run(&mut tablet);
        tablet.says_no = None;
        for _ in 0..3 {
            page.pass(AGAIN);
            page.ask_all();
            page.run(&mut tablet);
        }
        assert!(page.queue.are_kept(), "{code:?}");
    }
    assert_eq!(tablet.sittings[&signing], vec![undid(); 4]);
}

#[test]
fn a_sitting_that_is_gone_on_with_while_an_event_is_under_way_takes_it_once() {
    let mut tablet = SmallTablet::with_plans(1);
    let mut page = Page::default();
    let signing = page.begin(&mut tablet, plan_id(0));
    page.happen(signing, undid());
    page.happen(signing, shown(1));
    page.pass(0.0);
    page.carry_out(&mut tablet, 0);
    page.begin(&mut tablet, plan_id(0));
    assert_eq!(page.queue.waiting(signing).collect::<Vec<_>>(), [&shown(1)], "it is seen on the disk");
    page.run(&mut tablet);
    page.pass(0.0);
    page.run(&mut tablet);
    assert_eq!(tablet.sittings[&signing], [undid(), shown(1)]);
    assert!(page.queue.are_kept());
}
