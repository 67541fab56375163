//! Random histories: plans opened and left, keys, drafts, refusals, answers late, lost and out of order, locks, closes of the
//! list. What was done to a plan or in a sitting arrives there once and in order, nothing arrives anywhere else, and
//! nothing is lost.

use std::collections::BTreeMap;

use ipc::refusal::Code;
use ipc::visit::DraftOf;
use plan::Change;
use plan::field::Field;
use plan::ids::{PlanId, SigningId};
use plan::signing::{Event, Offer};
use proptest::prelude::*;

use crate::page::{Asked, Page};
use crate::small_tablet::{SmallTablet, person, plan_id, sitting_id};

const PLANS: u8 = 3;
const FIELDS: [Field; 3] = [Field::Title, Field::Address, Field::ReviewPlace];

#[derive(Debug, Clone, Copy)]
enum Step {
    Open(u8),
    PutAway,
    Key(usize),
    Day,
    Begin(u8),
    Happens,
    Undoes,
    Drafts(u8),
    ForgetsDraft(u8),
    Passes(u16),
    AskAll,
    CarryOut(usize),
    Hear(usize),
    Lose(usize),
    Lock(bool),
    SayNo(Option<Code>),
    Seal(u8),
}

fn step() -> impl Strategy<Value = Step> {
    let no = prop_oneof![
        3 => Just(None),
        1 => Just(Some(Code::Full)),
        1 => Just(Some(Code::Other)),
        1 => Just(Some(Code::WithFamily)),
        1 => Just(Some(Code::OutOfStep)),
    ];
    prop_oneof![
        3 => (0..PLANS).prop_map(Step::Open),
        1 => Just(Step::PutAway),
        12 => (0..FIELDS.len()).prop_map(Step::Key),
        3 => Just(Step::Day),
        2 => (0..PLANS).prop_map(Step::Begin),
        5 => Just(Step::Happens),
        2 => Just(Step::Undoes),
        6 => (0..PLANS).prop_map(Step::Drafts),
        1 => (0..PLANS).prop_map(Step::ForgetsDraft),
        8 => (1_u16..3000).prop_map(Step::Passes),
        3 => Just(Step::AskAll),
        12 => (0_usize..6).prop_map(Step::CarryOut),
        12 => (0_usize..6).prop_map(Step::Hear),
        2 => (0_usize..6).prop_map(Step::Lose),
        2 => any::<bool>().prop_map(Step::Lock),
        2 => no.prop_map(Step::SayNo),
        1 => (0..PLANS * 8).prop_map(Step::Seal),
    ]
}

/// What was done, as whoever did it means it.
#[derive(Default)]
struct Meant {
    count: u32,
    keys: BTreeMap<(PlanId, Field), String>,
    days: BTreeMap<PlanId, Vec<Change>>,
    events: BTreeMap<SigningId, Vec<Event>>,
    drafts: BTreeMap<DraftOf, String>,
}

impl Meant {
    /// Something that was never there before.
    fn next(&mut self) -> u32 {
        self.count += 1;
        self.count
    }

    fn letter(&mut self) -> char {
        char::from_u32(0x4E00 + self.next()).unwrap()
    }

    fn day(&mut self) -> chrono::NaiveDate {
        let first: chrono::NaiveDate = "2026-01-01".parse().unwrap();
        first + chrono::Days::new(u64::from(self.next()))
    }
}

fn act(step: Step, tablet: &mut SmallTablet, page: &mut Page, meant: &mut Meant) {
    let is_one = |which: usize, of: usize| (of > 0).then(|| which % of);
    match step {
        Step::Open(n) => page.ask_to_open(plan_id(n)),
        Step::PutAway => page.put_away(),
        Step::Key(field) => {
            if let Some(plan) = page.shown.as_ref().map(|plan| plan.id) {
                let (field, letter) = (FIELDS[field], meant.letter());
                page.type_on(field, &letter.to_string());
                meant.keys.entry((plan, field)).or_default().push(letter);
            }
        }
        Step::Day => {
            if let Some(plan) = page.shown.as_ref().map(|plan| plan.id) {
                let change = Change::SetReviewOn { on: Some(meant.day()) };
                page.make(change.clone());
                meant.days.entry(plan).or_default().push(change);
            }
        }
        Step::Begin(n) => page.asked.push(Asked::Begin(plan_id(n))),
        Step::Happens => {
            let chose = Offer::AnotherDay { on: Some(meant.day()) };
            happens(page, meant, Event::Offered { person: person(), chose });
        }
        Step::Undoes => happens(page, meant, Event::Undid { person: person() }),
        Step::Drafts(n) => {
            let letter = meant.letter();
            let words = meant.drafts.entry(DraftOf::JoinName(plan_id(n))).or_default();
            words.push(letter);
            page.draft(DraftOf::JoinName(plan_id(n)), words);
        }
        Step::ForgetsDraft(n) => {
            meant.drafts.remove(&DraftOf::JoinName(plan_id(n)));
            page.draft(DraftOf::JoinName(plan_id(n)), "");
        }
        Step::Passes(milliseconds) => page.pass(f64::from(milliseconds)),
        Step::AskAll => page.ask_all(),
        Step::CarryOut(which) => {
            if let Some(which) = is_one(which, page.asked.len()) {
                page.carry_out(tablet, which);
            }
        }
        Step::Hear(which) => {
            if let Some(which) = is_one(which, page.answers.len()) {
                page.hear(which);
            }
        }
        Step::Lose(which) => {
            if let Some(which) = is_one(which, page.answers.len()) {
                page.hear_nothing(which);
            }
        }
        Step::Lock(locked) => tablet.is_locked = locked,
        Step::SayNo(code) => tablet.says_no = code,
        Step::Seal(n) => {
            if let Some(on_disk) = tablet.plans.get_mut(&plan_id(n)) {
                on_disk.is_sealed = true;
            }
        }
    }
}

fn happens(page: &mut Page, meant: &mut Meant, event: Event) {
    if let Some(signing) = page.sitting {
        page.happen(signing, event.clone());
        meant.events.entry(signing).or_default().push(event);
    }
}

/// Everything is well again, and time goes by until nothing waits.
fn goes_well(tablet: &mut SmallTablet, page: &mut Page) {
    (tablet.is_locked, tablet.says_no) = (false, None);
    page.run(tablet);
    for _ in 0..100 {
        page.pass(3000.0);
        page.ask_all();
        if page.asked.is_empty() {
            return;
        }
        page.run(tablet);
    }
}

/// Everything typed stands in its plan, in a sealed one as far as it was there when it was sealed.
fn is_there(tablet: &SmallTablet, meant: &Meant) -> Result<(), TestCaseError> {
    for n in 0..PLANS {
        let on_disk = &tablet.plans[&plan_id(n)];
        for field in FIELDS {
            let (typed, kept) =
                (meant.keys.get(&(plan_id(n), field)), field.of(&on_disk.plan).unwrap().to_owned());
            let typed = typed.cloned().unwrap_or_default();
            if on_disk.is_sealed {
                prop_assert!(
                    typed.starts_with(&kept),
                    "{:?} of plan {}: {} is not the beginning of {}",
                    field,
                    n,
                    kept,
                    typed
                );
            } else {
                prop_assert_eq!(kept, typed, "{:?} of plan {}", field, n);
            }
        }
        let days: Vec<&Change> =
            on_disk.changes.iter().filter(|it| matches!(it, Change::SetReviewOn { .. })).collect();
        let meant: Vec<&Change> = meant.days.get(&plan_id(n)).into_iter().flatten().collect();
        if on_disk.is_sealed {
            prop_assert!(meant.starts_with(&days), "days of plan {}", n);
        } else {
            prop_assert_eq!(days, meant, "days of plan {}", n);
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn everything_arrives_where_it_belongs_once_and_in_order(steps in prop::collection::vec(step(), 0..120)) {
        let mut tablet = SmallTablet::with_plans(PLANS);
        let (mut page, mut meant) = (Page::default(), Meant::default());
        for step in steps {
            act(step, &mut tablet, &mut page, &mut meant);
            if let Some(shown) = &page.shown {
                for field in FIELDS {
                    let typed = meant.keys.get(&(shown.id, field)).cloned().unwrap_or_default();
                    if !tablet.plans[&shown.id].is_sealed {
                        prop_assert_eq!(field.of(shown).unwrap(), typed, "the screen shows what was typed");
                    }
                }
            }
        }
        goes_well(&mut tablet, &mut page);
        is_there(&tablet, &meant)?;
        for n in 0..PLANS {
            let events = meant.events.get(&sitting_id(n)).cloned().unwrap_or_default();
            prop_assert_eq!(&tablet.sittings[&sitting_id(n)], &events, "sitting {}", n);
        }
        prop_assert!(page.queue.are_kept());
        prop_assert_eq!(&tablet.drafts, &meant.drafts);
        prop_assert!(meant.drafts.keys().all(|of| page.queue.draft(*of).is_none()), "and leave the page");
        for n in (0..PLANS).filter(|n| !tablet.plans[&plan_id(*n)].is_sealed) {
            prop_assert!(page.queue.is_saved(plan_id(n)));
        }
    }
}
