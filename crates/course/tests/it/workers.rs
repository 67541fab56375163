//! Two workers on one tablet, each with a store of their own: what one of them could not save is never the other's, and what can
//! be saved nowhere any more stops nobody.

use course::outgoing::{AGAIN, NotSaved, Request};
use ipc::refusal::Code;
use ipc::visit::DraftOf;
use plan::change::Item;
use plan::content::Promise;
use plan::field::Field;
use plan::ids::{PromiseId, UserId};
use plan::signing::Event;
use plan::{Change, Plan};

use crate::page::{Asked, Page};
use crate::small_tablet::{SmallTablet, person, plan_id, refusal, sitting_id};

fn worker(n: u8) -> UserId {
    UserId::new(u64::from(n), &[n; 10])
}

fn undid() -> Event {
    Event::Undid { person: person() }
}

/// Her store, with the first plan, and his, with the second.
fn stores() -> (SmallTablet, SmallTablet) {
    let mut his = SmallTablet::with_plans(2);
    his.plans.remove(&plan_id(0));
    his.sittings.remove(&sitting_id(0));
    (SmallTablet::with_plans(1), his)
}

/// She writes, and her tablet takes none of it.
fn refused(hers: &mut SmallTablet) -> Page {
    let mut page = Page::default();
    page.queue.comes_in(worker(1));
    page.open(hers, plan_id(0));
    let sitting = page.begin(hers, plan_id(0));
    page.type_text(Field::Title, "Ash");
    page.happen(sitting, undid());
    page.draft(DraftOf::JoinName(plan_id(0)), "Nana");
    hers.says_no = Some(Code::Full);
    page.pass(300.0);
    page.run(hers);
    page
}

fn is_of(asked: &Asked, n: u8) -> bool {
    match asked {
        Asked::Queue(Request::Change(_, it)) => it.plan == plan_id(n),
        Asked::Queue(Request::Load(_, it)) => it.plan == plan_id(n),
        Asked::Queue(Request::Sign(_, it)) => it.signing == sitting_id(n),
        Asked::Queue(Request::GoOn(_, it)) => it.signing == sitting_id(n),
        Asked::Queue(Request::Draft(_, it)) => it.of.plan() == plan_id(n),
        Asked::Open(_, plan) | Asked::Begin(plan) => *plan == plan_id(n),
    }
}

#[test]
fn what_one_worker_wrote_rests_while_another_is_in_and_goes_on_when_they_are_back() {
    let (mut hers, mut his) = stores();
    let mut page = refused(&mut hers);
    assert_eq!(page.queue.trouble(plan_id(0)), Some(&refusal(Code::Full)));

    page.put_away();
    page.queue.comes_in(worker(2));
    page.open(&mut his, plan_id(1));
    page.type_text(Field::Title, "Birch");
    for _ in 0..3 {
        page.pass(AGAIN);
        page.ask_all();
        assert!(page.asked.iter().all(|asked| is_of(asked, 1)), "{:?}", page.asked);
        page.run(&mut his);
    }
    assert_eq!(his.plans[&plan_id(1)].plan.title, "Birch");
    assert_eq!(page.queue.trouble(plan_id(1)), None, "it is not his trouble");
    assert!(!page.queue.is_under_way() && page.queue.holds_words());

    page.put_away();
    page.queue.comes_in(worker(1));
    hers.says_no = None;
    page.ask_all();
    page.run(&mut hers);
    assert_eq!(hers.plans[&plan_id(0)].plan.title, "Ash");
    assert_eq!(hers.sittings[&sitting_id(0)], [undid()]);
    assert_eq!(hers.drafts[&DraftOf::JoinName(plan_id(0))], "Nana");
    assert!(page.queue.is_empty() && !page.queue.holds_words());
}

#[test]
fn what_is_asked_for_her_and_comes_to_his_store_changes_nothing_of_his() {
    let (mut hers, mut his) = stores();
    let mut page = Page::default();
    page.queue.comes_in(worker(1));
    page.open(&mut hers, plan_id(0));
    page.type_text(Field::Title, "Ash");
    page.ask_all();
    // The tablet comes to it when he is in.
    page.queue.comes_in(worker(2));
    page.run(&mut his);
    page.pass(AGAIN);
    page.ask_all();
    assert!(page.asked.is_empty());
    assert_eq!(page.queue.trouble(plan_id(1)), None);
    page.queue.comes_in(worker(1));
    page.ask_all();
    page.run(&mut hers);
    assert_eq!(hers.plans[&plan_id(0)].plan.title, "Ash");
}

#[test]
fn who_closes_the_app_hears_what_is_not_saved_and_of_anothers_only_that_there_is_some() {
    let (mut hers, mut his) = stores();
    let mut page = refused(&mut hers);
    let full = refusal(Code::Full);
    let all = page.queue.not_saved();
    assert_eq!(all.plans, [&hers.plans[&plan_id(0)].plan]);
    let told = NotSaved { plans: Vec::new(), ..all };
    let is_told = NotSaved {
        is_refused: true,
        why: Some(&full),
        has_happened: true,
        is_drafting: true,
        ..NotSaved::default()
    };
    assert_eq!(told, is_told);

    page.queue.comes_in(worker(2));
    page.open(&mut his, plan_id(1));
    assert_eq!(
        page.queue.not_saved(),
        NotSaved { is_refused: true, is_anothers: true, ..NotSaved::default() }
    );
}

#[test]
fn what_is_only_slow_is_not_refused() {
    let mut tablet = SmallTablet::with_plans(1);
    let mut page = Page::on(&mut tablet, plan_id(0));
    assert!(!page.queue.holds_words());
    page.type_text(Field::Title, "Ash");
    page.ask_all();
    assert!(page.queue.holds_words() && !page.queue.not_saved().is_refused);
    // Refused and tried again, it stays refused until it is saved.
    tablet.says_no = Some(Code::Full);
    page.run(&mut tablet);
    page.ask_all();
    assert!(page.queue.not_saved().is_refused);
    tablet.says_no = None;
    page.run(&mut tablet);
    assert!(!page.queue.holds_words());
}

#[test]
fn what_came_too_late_is_told_until_it_was_seen_and_stops_nobody() {
    let mut hers = SmallTablet::with_plans(2);
    let mut page = Page::default();
    page.queue.comes_in(worker(1));
    page.open(&mut hers, plan_id(0));
    page.type_text(Field::Title, "Ash");
    page.type_text(Field::Address, "2 Mill Lane");
    hers.plans.get_mut(&plan_id(0)).unwrap().is_sealed = true;
    page.ask_all();
    page.type_text(Field::Address, "2 Mill Lane, Weir");
    page.run(&mut hers);
    let words = |page: &Page| page.queue.too_late().map(|late| (late.plan.id, late.words));
    let late = Some((plan_id(0), vec!["Ash".to_owned(), "2 Mill Lane, Weir".to_owned()]));
    assert_eq!(words(&page), late);
    assert!(page.queue.is_empty() && page.queue.holds_words());

    page.open(&mut hers, plan_id(1));
    assert_eq!(page.queue.trouble(plan_id(1)), None, "another plan is well");
    page.open(&mut hers, plan_id(0));
    assert_eq!(page.shown.as_ref().unwrap().title, "", "it is shown as it was sealed");
    assert_eq!(words(&page), late, "and what is not in it is still told");

    page.queue.comes_in(worker(2));
    assert!(page.queue.too_late().is_none(), "to nobody else");
    assert!(page.queue.not_saved().is_anothers, "it waits for her");
    page.put_away();
    page.queue.comes_in(worker(1));
    assert_eq!(words(&page), late);
    assert!(page.queue.holds_words(), "until she puts it by");
    page.queue.put_by(plan_id(0));
    assert!(page.queue.too_late().is_none() && !page.queue.holds_words());
    assert_eq!(page.queue.trouble(plan_id(0)), None);
}

#[test]
fn of_what_came_too_late_only_words_are_kept_for_somebody() {
    let mut tablet = SmallTablet::with_plans(1);
    let mut page = Page::on(&mut tablet, plan_id(0));
    let on_disk = tablet.plans.get_mut(&plan_id(0)).unwrap();
    on_disk.plan.title = "The Ash family".into();
    on_disk.is_sealed = true;
    page.open(&mut tablet, plan_id(0));
    page.make(Change::SetReviewOn { on: Some("2026-12-01".parse().unwrap()) });
    page.ask_all();
    page.run(&mut tablet);
    let late = page.queue.too_late().unwrap();
    assert!(late.has_more && late.words.is_empty());
    assert!(!page.queue.holds_words(), "a day is told and keeps no page");

    let promise = Promise {
        id: PromiseId::new(1, &[1; 10]),
        goal: None,
        who: None,
        what: "bring a lock".into(),
        by: None,
    };
    let field = Field::PromiseWhat(promise.id);
    page.make(Change::Add { at: 0, item: Item::Promise(promise) });
    page.ask_all();
    page.run(&mut tablet);
    page.type_on(field, " on Friday");
    page.type_text(Field::Title, "The Ash-Reed family");
    page.ask_all();
    page.run(&mut tablet);
    page.put_away();
    let late = page.queue.too_late().unwrap();
    assert_eq!(late.words, ["bring a lock on Friday", "The Ash-Reed family"]);
    let called = Plan::empty(plan_id(0), late.plan.case);
    assert_eq!(*late.plan, Plan { title: "The Ash family".into(), ..called });
    assert_eq!(page.queue.not_saved().plans, [late.plan]);
}

#[test]
fn half_a_day_and_words_that_are_being_forgotten_keep_no_page() {
    let mut tablet = SmallTablet::with_plans(1);
    let mut page = Page::on(&mut tablet, plan_id(0));
    page.draft(DraftOf::HalfDays(plan_id(0)), "{}");
    page.draft(DraftOf::JoinName(plan_id(0)), "");
    tablet.is_locked = true;
    page.ask_all();
    page.run(&mut tablet);
    assert!(!page.queue.is_empty() && !page.queue.holds_words());
    page.draft(DraftOf::JoinName(plan_id(0)), "Nana");
    assert!(page.queue.not_saved().is_drafting && page.queue.holds_words());
}
