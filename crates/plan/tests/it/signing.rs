//! What may happen in a sitting, and in what order.

use chrono::{DateTime, FixedOffset, NaiveDate};
use plan::agreement::BlockId;
use plan::compose;
use plan::gaps::{Blocker, blockers};
use plan::ids::{PersonId, SigningId};
use plan::ink::{Point, Pointer, Stroke};
use plan::signing::{Event, Happened, Outcome, SIGNING_FORM, Signing, SigningError};
use plan::{Agreement, AgreementHash, Plan, Texts};

use crate::marsh;

fn at() -> DateTime<FixedOffset> {
    "2026-11-22T10:42:00+00:00".parse().unwrap()
}

fn begun() -> (Plan, Agreement, Signing) {
    let plan = marsh();
    let agreement =
        compose::agreement(&plan, &Texts::english(), NaiveDate::from_ymd_opt(2026, 11, 22).unwrap());
    let signing = Signing {
        form: SIGNING_FORM,
        id: SigningId::new(0, &[9; 10]),
        plan: plan.id,
        agreement: AgreementHash::of(&agreement.to_json()),
        nonce: "0".repeat(32),
        started_at: at(),
        events: Vec::new(),
    };
    (plan, agreement, signing)
}

fn dot() -> Stroke {
    let points = vec![Point { x: 100, y: 100, t: 0, p: 500 }];
    Stroke { pointer: Pointer::Pen, width: 10_000, height: 5_000, points }
}

fn take(signing: &mut Signing, agreement: &Agreement, event: Event) -> Result<(), SigningError> {
    signing.take(Happened { at: at(), by: None, event }, agreement)
}

#[test]
fn nobody_answers_before_every_right_was_on_the_screen() {
    let (plan, agreement, mut signing) = begun();
    let person = plan.adults[0].id;
    let choose = Event::Chose { person, outcome: Outcome::DoesNotAgree { why: String::new() } };
    let rights: Vec<BlockId> = signing.rights_not_shown(&agreement).into_iter().cloned().collect();
    for right in rights {
        assert_eq!(take(&mut signing, &agreement, choose.clone()), Err(SigningError::RightsNotShown));
        take(&mut signing, &agreement, Event::Shown { blocks: vec![right], for_ms: 1, as_seen: None })
            .unwrap();
    }
    take(&mut signing, &agreement, choose).unwrap();
}

#[test]
fn a_dot_is_a_mark_and_nothing_is_not() {
    let (plan, agreement, mut signing) = begun();
    let person = plan.adults[0].id;
    let blocks = agreement.blocks.iter().map(|block| block.id.clone()).collect();
    take(&mut signing, &agreement, Event::Shown { blocks, for_ms: 1, as_seen: None }).unwrap();
    let confirm = Event::Confirmed { person };
    assert_eq!(take(&mut signing, &agreement, confirm.clone()), Err(SigningError::NoAnswer));
    take(&mut signing, &agreement, Event::Chose { person, outcome: Outcome::Signs }).unwrap();
    assert_eq!(take(&mut signing, &agreement, confirm.clone()), Err(SigningError::NoMark));
    let nothing = Stroke { points: Vec::new(), ..dot() };
    let drew = Event::Drew { person, stroke: nothing };
    assert_eq!(take(&mut signing, &agreement, drew), Err(SigningError::NotDrawn));
    take(&mut signing, &agreement, Event::Drew { person, stroke: dot() }).unwrap();
    take(&mut signing, &agreement, Event::Undid { person }).unwrap();
    assert_eq!(
        take(&mut signing, &agreement, confirm.clone()),
        Err(SigningError::NoMark),
        "it was taken back"
    );
    take(&mut signing, &agreement, Event::Drew { person, stroke: dot() }).unwrap();
    assert!(blockers(&plan, &agreement, &signing, |_| true).contains(&Blocker::NoOutcome));
    take(&mut signing, &agreement, confirm).unwrap();
    assert_eq!(blockers(&plan, &agreement, &signing, |_| true), []);
    let change = Event::Chose { person, outcome: Outcome::NotPresent };
    assert_eq!(take(&mut signing, &agreement, change), Err(SigningError::Confirmed));
    assert_eq!(signing.row(person).strokes.len(), 1);
    assert_eq!(signing.events.len(), 6, "what was taken back stays in the record");
}

#[test]
fn strangers_and_strange_blocks_have_no_place() {
    let (_, agreement, mut signing) = begun();
    let blocks = agreement.blocks.iter().map(|block| block.id.clone()).collect();
    take(&mut signing, &agreement, Event::Shown { blocks, for_ms: 1, as_seen: None }).unwrap();
    let stranger = Event::Chose { person: PersonId::new(0, &[7; 10]), outcome: Outcome::Signs };
    assert_eq!(take(&mut signing, &agreement, stranger), Err(SigningError::NoPlace));
    let child = Event::Chose { person: marsh().children[0].id, outcome: Outcome::Signs };
    assert_eq!(take(&mut signing, &agreement, child), Err(SigningError::NoPlace));
    let strange = Event::Shown { blocks: vec![BlockId("rights.99".into())], for_ms: 1, as_seen: None };
    assert_eq!(take(&mut signing, &agreement, strange), Err(SigningError::NotInAgreement));
}

#[test]
fn a_signing_can_be_stored_and_read() {
    let (plan, agreement, mut signing) = begun();
    let blocks = agreement.blocks.iter().map(|block| block.id.clone()).collect();
    take(&mut signing, &agreement, Event::Shown { blocks, for_ms: 1, as_seen: None }).unwrap();
    let person = plan.adults[1].id;
    take(&mut signing, &agreement, Event::Chose { person, outcome: Outcome::WantsTime { until: None } })
        .unwrap();
    take(&mut signing, &agreement, Event::Drew { person, stroke: dot() }).unwrap();
    let bytes = serde_json::to_vec(&signing).unwrap();
    assert_eq!(serde_json::from_slice::<Signing>(&bytes).unwrap(), signing);
}
