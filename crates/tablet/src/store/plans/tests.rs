//! The store of plans by itself: the log is the truth, sittings that ended stay, damage is named.

use plan::agreement::{AgreementHash, BlockKind};
use plan::change::{Item, ItemId};
use plan::content::{Goal, Pace};
use plan::domain::Domain;
use plan::field::Field;
use plan::ids::{CaseId, GoalId, UserId};
use plan::people::WorkerRole;
use plan::signing::{Event, Outcome, SIGNING_FORM};
use plan::{Texts, compose};
use record::DeviceId;
use tempfile::TempDir;

use super::*;

mod anew;
mod unread;

struct Desk {
    folder: TempDir,
    plans: Plans,
    by: By,
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let profile = Profile {
        name: "Ada".into(),
        role: WorkerRole::PoliceOfficer,
        phone: "1".into(),
        rank: "PC".into(),
        collar: "4471".into(),
    };
    let plans = Plans::create(folder.path(), &Secret::new([1; 32]), &profile).unwrap();
    assert_eq!(plans.profile().unwrap(), profile);
    let at = DateTime::parse_from_rfc3339("2026-11-22T10:00:00.5+01:00").unwrap();
    let by = By { author: UserId::new(1, &[1; 10]), device: DeviceId::new(1, &[2; 10]), at };
    Desk { folder, plans, by }
}

fn begun(desk: &mut Desk) -> PlanRow {
    let plan = Plan::empty(PlanId::new(1, &[3; 10]), CaseId::new(1, &[4; 10]));
    let title = Change::typing(&plan, Field::Title, "The Marsh family").unwrap();
    desk.plans.begin(plan, &[title], &desk.by, None).unwrap()
}

fn changed(desk: &mut Desk, kept: &PlanRow, changes: &[Change]) -> PlanRow {
    let agreed = |plan: &Plan, on| compose::agreement(plan, &Texts::english(), on);
    desk.plans.change(kept.plan.id, kept.revision, changes, &desk.by, agreed).unwrap().0
}

fn typed(desk: &mut Desk, field: Field, text: &str) -> PlanRow {
    let kept = desk.plans.plan(PlanId::new(1, &[3; 10])).unwrap();
    let change = Change::typing(&kept.plan, field, text).unwrap();
    changed(desk, &kept, &[change])
}

/// Begins a sitting of a plan, in which its rights are shown and each adult gives an answer.
fn answered(desk: &mut Desk, plan: &Plan, n: u8) -> SigningId {
    let by = desk.by;
    let happened = move |event| Happened { at: by.at, by: Some(by.author), event };
    let agreement = compose::agreement(plan, &Texts::english(), by.at.date_naive());
    let (bytes, adults) = (agreement.to_json(), plan.adults.iter().map(|it| it.id));
    let began = Event::Began {
        adults: adults.clone().collect(),
        need_interpreter: Vec::new(),
        relatives: Vec::new(),
    };
    let signing = Signing {
        form: SIGNING_FORM,
        id: SigningId::new(1, &[n; 10]),
        plan: plan.id,
        agreement: AgreementHash::of(&bytes),
        nonce: "0".repeat(32),
        started_at: by.at,
        events: vec![happened(began)],
    };
    let rights = agreement.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Right { .. }));
    let shown = Event::shown(&agreement, rights.map(|block| block.id.clone()).collect(), 28, 4000);
    let answers = adults.flat_map(|person| {
        [Event::Chose { person, outcome: Outcome::AgreesWillNotSign }, Event::Confirmed { person }]
    });
    let events = std::iter::once(shown).chain(answers).map(happened).collect();
    desk.plans.begin_sitting(&signing, &bytes).unwrap();
    desk.plans.add_events(signing.id, events, |_, _| Ok(())).unwrap();
    signing.id
}

#[test]
fn the_plan_is_the_sum_of_its_changes() {
    let mut desk = desk();
    let mut kept = begun(&mut desk);
    for text in ["2 Mill Lane", "2 Mill Lane, Brindlewood", "żółw 🐢", ""] {
        kept = typed(&mut desk, Field::Address, text);
    }
    let goal = Goal {
        what: "lock the gate".into(),
        pace: Pace::Later,
        ..Goal::empty(GoalId::new(1, &[5; 10]), Domain::Safety)
    };
    let changes = [
        Change::Add { at: 0, item: Item::Goal(goal.clone()) },
        Change::SetGoalPace { goal: goal.id, pace: Pace::Now },
        Change::Remove { item: ItemId::Goal(goal.id) },
    ];
    kept = changed(&mut desk, &kept, &changes);
    let log = plan_change::list(&desk.plans.connection, kept.plan.id).unwrap();
    assert_eq!(log.len() as u64, kept.revision);
    let changes = log.iter().map(|made| &made.change);
    assert_eq!(Plan::made_of(kept.plan.id, kept.plan.case, changes).unwrap(), kept.plan);
    assert_eq!(desk.plans.plan(kept.plan.id).unwrap(), kept, "as it is read back");
}

#[test]
fn a_sitting_that_ended_keeps_what_happened_in_it() {
    let mut desk = desk();
    let kept = begun(&mut desk);
    let agreement = compose::agreement(&kept.plan, &Texts::english(), desk.by.at.date_naive());
    let bytes = agreement.to_json();
    let event = Event::Began { adults: Vec::new(), need_interpreter: Vec::new(), relatives: Vec::new() };
    let began = Happened { at: desk.by.at, by: Some(desk.by.author), event };
    let signing = Signing {
        form: SIGNING_FORM,
        id: SigningId::new(1, &[6; 10]),
        plan: kept.plan.id,
        agreement: AgreementHash::of(&bytes),
        nonce: "0".repeat(32),
        started_at: desk.by.at,
        events: vec![began.clone()],
    };
    desk.plans.begin_sitting(&signing, &bytes).unwrap();
    let shown = Event::shown(&agreement, vec![agreement.blocks[0].id.clone()], 28, 9);
    let happened = Happened { at: desk.by.at, by: Some(desk.by.author), event: shown };
    desk.plans.add_events(signing.id, vec![happened.clone()], |_, _| Ok(())).unwrap();
    let turned_away = |_: &Happened, _: &Sitting| Err(TabletError::WithFamily);
    let refused = desk.plans.add_events(signing.id, vec![happened.clone()], turned_away);
    assert!(matches!(refused, Err(TabletError::WithFamily)), "{refused:?}");
    assert_eq!(desk.plans.plans_being_signed().unwrap(), [kept.plan.id]);
    typed(&mut desk, Field::Title, "The Reed family");
    assert_eq!(desk.plans.open_sitting(kept.plan.id).unwrap(), None);
    let ended = desk.plans.sitting(signing.id).unwrap();
    assert!(ended.superseded);
    assert_eq!((&ended.signing.events, &ended.bytes), (&vec![began.clone(), happened], &bytes));

    // The same words as were read: it goes on, with all that happened in it, and ends again with other ones.
    typed(&mut desk, Field::Title, "The Marsh family");
    let again = desk.plans.open_sitting(kept.plan.id).unwrap().unwrap();
    assert_eq!((again.signing, again.superseded), (ended.signing, false));
    typed(&mut desk, Field::Title, "The Reed family");
    assert_eq!(desk.plans.open_sitting(kept.plan.id).unwrap(), None);
    // Also where a screen was opened meanwhile, on a later day, and nothing happened in the sitting that it began.
    desk.by.at += chrono::TimeDelta::days(2);
    let empty = Signing {
        id: SigningId::new(1, &[7; 10]),
        started_at: desk.by.at,
        events: vec![began.clone()],
        ..signing.clone()
    };
    desk.plans.begin_sitting(&empty, &bytes).unwrap();
    typed(&mut desk, Field::Title, "The Marsh family");
    assert_eq!(desk.plans.open_sitting(kept.plan.id).unwrap().map(|it| it.signing.id), Some(signing.id));
    typed(&mut desk, Field::Title, "The Reed family");

    let other = String::from_utf8(bytes).unwrap().replace("Marsh", "Marsk");
    desk.plans.connection.execute("UPDATE signing SET agreement = ?1", [other.as_bytes()]).unwrap();
    let read = desk.plans.sitting(signing.id);
    assert!(matches!(read, Err(TabletError::Damaged { .. })), "other words than were signed: {read:?}");
}

/// As where the page on which it is marked cannot be read: what was read is not signed after other words were kept.
#[test]
fn a_disk_that_fails_for_a_moment_twice_has_not_failed_for_long() {
    let mut desk = desk();
    let id = begun(&mut desk).plan.id;
    let minute = 60_000_000_000;
    assert!(!desk.plans.is_unread_for_long(id, 0));
    assert!(desk.plans.is_unread_for_long(id, minute));
    assert!(desk.plans.readable_sittings(id).unwrap().is_all);
    assert!(!desk.plans.is_unread_for_long(id, 2 * minute), "all was read in between");
}

#[test]
fn a_sitting_that_could_not_be_ended_is_over_all_the_same() {
    let mut desk = desk();
    let kept = begun(&mut desk);
    let (id, sat) = (kept.plan.id, answered(&mut desk, &kept.plan, 6));
    assert_eq!(desk.plans.plans_being_signed().unwrap(), [id]);
    let other = |plan: &Plan| [Change::typing(plan, Field::Title, "The Reed family").unwrap()];
    let changes = other(&kept.plan);
    desk.plans.change_as(&kept, &changes, &desk.by, Follows::EndsUnread).unwrap();
    assert_eq!(desk.plans.open_sitting(id).unwrap(), None);
    assert!(desk.plans.sitting(sat).unwrap().superseded);
    assert!(desk.plans.readable_sittings(id).unwrap().read[0].superseded);
    assert!(desk.plans.plans_being_signed().unwrap().is_empty() && !desk.plans.is_being_signed(id).unwrap());
    let refused = desk.plans.add_events(sat, Vec::new(), |_, _| Ok(()));
    assert!(matches!(refused, Err(TabletError::Superseded)), "{refused:?}");

    let open = |desk: &mut Desk| desk.plans.open_sitting(id).unwrap().map(|it| it.signing.id);
    let kept = typed(&mut desk, Field::Title, "The Marsh family");
    assert_eq!(open(&mut desk), Some(sat), "with the words it was about it goes on");
    let changes = other(&kept.plan);
    let kept = desk.plans.change_as(&kept, &changes, &desk.by, Follows::EndsUnread).unwrap();
    let next = answered(&mut desk, &kept.plan, 7);
    assert_eq!(open(&mut desk), Some(next), "another begins in its place");
    assert!(desk.plans.sitting(sat).unwrap().superseded);
    assert_eq!(desk.plans.plan(id).unwrap(), kept);
}

/// The clocks go on and back while a family is there: what happened stays in its order, each with the time the tablet showed.
#[test]
fn a_sitting_in_which_the_clocks_change_is_kept_as_it_went() {
    for times in [
        ["2026-03-29T00:50:00+00:00", "2026-03-29T02:10:00+01:00", "2026-03-29T02:20:00+01:00"],
        ["2026-10-25T01:50:00+01:00", "2026-10-25T01:10:00+00:00", "2026-10-25T01:20:00+00:00"],
    ] {
        let mut desk = desk();
        let plan = begun(&mut desk).plan;
        let times = times.map(|at| DateTime::parse_from_rfc3339(at).unwrap());
        let agreement = compose::agreement(&plan, &Texts::english(), times[0].date_naive());
        let event = Event::Began { adults: Vec::new(), need_interpreter: Vec::new(), relatives: Vec::new() };
        let signing = Signing {
            form: SIGNING_FORM,
            id: SigningId::new(1, &[6; 10]),
            plan: plan.id,
            agreement: AgreementHash::of(&agreement.to_json()),
            nonce: "0".repeat(32),
            started_at: times[0],
            events: vec![Happened { at: times[0], by: None, event }],
        };
        desk.plans.begin_sitting(&signing, &agreement.to_json()).unwrap();
        for at in &times[1..] {
            let event = Event::shown(&agreement, vec![agreement.blocks[0].id.clone()], 28, 9);
            desk.plans
                .add_events(signing.id, vec![Happened { at: *at, by: None, event }], |_, _| Ok(()))
                .unwrap();
        }
        let kept = desk.plans.sitting(signing.id).unwrap().signing;
        let shown = |at: &DateTime<FixedOffset>| at.to_rfc3339();
        let all: Vec<String> = kept.events.iter().map(|it| shown(&it.at)).collect();
        assert_eq!(all, times.iter().map(shown).collect::<Vec<_>>());
        assert_eq!(
            (shown(&kept.started_at), shown(&last_saved(&kept))),
            (shown(&times[0]), shown(&times[2]))
        );
        assert!(kept.events.is_sorted_by_key(|it| it.at), "as moments they are in order too");
    }
}
