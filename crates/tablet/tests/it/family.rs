//! A made-up family, and a visit with them as the interface would lead it.

use ipc::visit::{
    ChangePlan, NewPlan, OpenPlan, Opened, Seal, SealedCard, Sign, Sitting, StartSigning, TakeBack,
};
use plan::Signing;
use plan::agreement::{BlockId, BlockKind};
use plan::change::{Change, Item};
use plan::content::{Concern, Goal};
use plan::domain::Domain;
use plan::field::Field;
use plan::ids::{PersonId, PlanId, SigningId};
use plan::ink::{Point, Pointer, Stroke};
use plan::people::{Adult, Agency, Child, Worker, WorkerRole};
use plan::signing::{Event, Outcome, Way};
use tablet::Tablet;

use crate::world::PIN;

/// Begins a plan and says everything that sealing needs, and some more.
pub(crate) fn written(tablet: &Tablet, title: &str) -> Opened {
    let begun = tablet.new_plan(NewPlan { title: title.into(), practice: None, after: None }).unwrap();
    let mut ids = begun.ids.iter();
    let mut id = || *ids.next().unwrap();
    let adult: PersonId = id().take();
    let items = [
        Item::Child(Child { name: "Tia Marsh".into(), ..Child::empty(id().take()) }),
        Item::Adult(Adult { name: "Dee Marsh".into(), relationship: "mum".into(), ..Adult::empty(adult) }),
        Item::Worker(Worker {
            name: "Sam Reed".into(),
            ..Worker::empty(id().take(), WorkerRole::PoliceOfficer)
        }),
        Item::Concern(Concern {
            words: "There was no food in the house on Tuesday.".into(),
            ..Concern::empty(id().take(), Agency::ChildrensServices)
        }),
        Item::Goal(Goal {
            who: Some(adult),
            what: "cook a warm meal".into(),
            how_often: "every evening".into(),
            own_words: "I want them to sit at the table.".into(),
            ..Goal::empty(id().take(), Domain::BasicCare)
        }),
    ];
    let changes = items.map(|item| Change::Add { at: 0, item }).to_vec();
    tablet.change_plan(ChangePlan { plan: begun.plan.id, base: begun.revision, changes }).unwrap();
    opened(tablet, begun.plan.id)
}

pub(crate) fn opened(tablet: &Tablet, plan: PlanId) -> Opened {
    tablet.open_plan(OpenPlan { plan }).unwrap()
}

/// Types a new title.
pub(crate) fn retitled(opened: &Opened, title: &str) -> ChangePlan {
    let change = Change::typing(&opened.plan, Field::Title, title).unwrap();
    ChangePlan { plan: opened.plan.id, base: opened.revision, changes: vec![change] }
}

/// Reads the agreement together and takes the first adult's signature.
pub(crate) fn signed(tablet: &Tablet, opened: &Opened) -> Sitting {
    let sitting = tablet.start_signing(StartSigning { plan: opened.plan.id }).unwrap();
    let signing = sitting.signing.as_ref().unwrap().id;
    let person = opened.plan.adults[0].id;
    let events = vec![
        rights_shown(&sitting),
        Event::Chose { person, outcome: Outcome::Signs },
        Event::Drew { person, stroke: stroke() },
        Event::Confirmed { person },
    ];
    tablet.sign(Sign { signing, events }).unwrap();
    tablet.start_signing(StartSigning { plan: opened.plan.id }).unwrap()
}

pub(crate) fn rights_shown(sitting: &Sitting) -> Event {
    let rights =
        sitting.agreement.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Right { .. }));
    Event::shown(&sitting.agreement, rights.map(|block| block.id.clone()).collect(), 28, 4000)
}

pub(crate) fn stroke() -> Stroke {
    let point = |at: i32| Point { x: 100 * at, y: 500 + 90 * (at % 3), t: 80, p: 500 };
    Stroke { pointer: Pointer::Pen, width: 8000, height: 2500, points: (1..40).map(point).collect() }
}

/// A second parent, Dan.
pub(crate) fn with_dan(tablet: &Tablet, opened_before: &Opened) -> Opened {
    let (plan, base, id) = (opened_before.plan.id, opened_before.revision, opened_before.ids[0].take());
    let dan = Adult { name: "Dan Reed".into(), relationship: "Tia’s dad".into(), ..Adult::empty(id) };
    let changes = vec![Change::Add { at: 1, item: Item::Adult(dan) }];
    tablet.change_plan(ChangePlan { plan, base, changes }).unwrap();
    opened(tablet, plan)
}

/// Begins reading, or goes on with it.
pub(crate) fn begun(tablet: &Tablet, plan: PlanId) -> (Sitting, Signing) {
    let sitting = tablet.start_signing(StartSigning { plan }).unwrap();
    let signing = sitting.signing.clone().unwrap();
    (sitting, signing)
}

/// The tablet turned to these people, who see all but this.
pub(crate) fn turned(to: &[PersonId], without: &[BlockId]) -> Event {
    let (to, without) = (to.to_vec(), without.to_vec());
    Event::HandedOver {
        to,
        hears: String::new(),
        without,
        way: Way::ReadsAlone,
        language: None,
        agreed_with: None,
    }
}

/// Takes the tablet back.
pub(crate) fn take_back(tablet: &Tablet, signing: SigningId) {
    tablet.take_back(TakeBack { signing, pin: PIN.into() }).unwrap();
}

/// An answer as it is given, with a line where one is drawn.
pub(crate) fn answered(person: PersonId, outcome: Outcome) -> Vec<Event> {
    let drawn = outcome.has_pad().then(|| Event::Drew { person, stroke: stroke() });
    [Event::Chose { person, outcome }].into_iter().chain(drawn).chain([Event::Confirmed { person }]).collect()
}

/// A whole visit: written, read, signed, sealed.
pub(crate) fn sealed(tablet: &Tablet, title: &str) -> (PlanId, SealedCard) {
    let opened = written(tablet, title);
    let signing = signed(tablet, &opened).signing.unwrap().id;
    (opened.plan.id, tablet.seal(Seal { signing }).unwrap())
}
