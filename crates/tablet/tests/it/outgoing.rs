//! The interface's outgoing queue on a real tablet: what was refused of one family's plan or sitting stays with it while
//! another's is open, and is saved there later.

use std::fs;

use course::outgoing::{AGAIN, Outgoing, Request};
use ipc::refusal::Code;
use ipc::visit::{Enrol, LEFT_ALONE, Lock, OpenPlan, Opened, Sign, StartSigning};
use plan::Plan;
use plan::field::Field;
use plan::ids::{PlanId, SigningId};
use plan::signing::Event;
use tablet::Tablet;

use crate::family::{begun, opened, rights_shown, take_back, turned, written};
use crate::full::{MIB, SmallDisk, refused_when_full};
use crate::offices::OFFICE;
use crate::world::{PASSPHRASE, PIN, World, first_worker, unlock};

/// A page that asks the tablet and waits for each answer.
struct Page<'a> {
    tablet: &'a Tablet,
    queue: Outgoing,
    shown: Option<Plan>,
    now: f64,
    refused: Vec<Code>,
}

impl<'a> Page<'a> {
    fn new(tablet: &'a Tablet) -> Self {
        Self { tablet, queue: Outgoing::default(), shown: None, now: 0.0, refused: Vec::new() }
    }

    fn open(&mut self, plan: PlanId) {
        let number = self.queue.opens(Some(plan));
        let opened = self.tablet.open_plan(OpenPlan { plan }).unwrap();
        self.shown = self.queue.opened(number, opened).map(|opened| opened.plan);
    }

    fn begin(&mut self, plan: PlanId) -> (SigningId, Event) {
        let sitting = self.tablet.start_signing(StartSigning { plan }).unwrap();
        self.queue.began(&sitting);
        (sitting.signing.as_ref().unwrap().id, rights_shown(&sitting))
    }

    fn type_on(&mut self, field: Field, more: &str) {
        let plan = self.shown.as_mut().unwrap();
        let before = field.of(plan).unwrap().to_owned();
        let after = format!("{before}{more}");
        plan.apply(&plan::Change::typing(plan, field, &after).unwrap()).unwrap();
        self.queue.typed(self.now, plan.id, field, &before, &after);
    }

    /// Time passes, and everything due is asked and answered.
    fn pass(&mut self, milliseconds: f64) {
        self.now += milliseconds;
        let mut requests = self.queue.due(self.now);
        while let Some(request) = requests.pop() {
            requests.extend(self.ask(request));
        }
    }

    fn ask(&mut self, request: Request) -> Option<Request> {
        let (tablet, now) = (self.tablet, self.now);
        let code = match request {
            Request::Change(number, changes) => {
                let plan = changes.plan;
                let answer = tablet.change_plan(changes);
                let code = answer.as_ref().err().map(|refused| refused.code);
                let (_, then) = self.queue.changed(number, plan, answer.as_ref().map_err(Clone::clone), now);
                self.refused.extend(code);
                return then;
            }
            Request::Load(number, asked) => {
                let plan = asked.plan;
                let answer = tablet.open_plan(asked);
                let code = answer.as_ref().err().map(|refused| refused.code);
                self.queue.loaded(number, plan, answer, now);
                code
            }
            Request::Sign(number, asked) => {
                let signing = asked.signing;
                let answer = tablet.sign(asked);
                self.queue.kept(number, signing, answer.as_ref().map_err(Clone::clone), now);
                answer.err().map(|refused| refused.code)
            }
            Request::GoOn(number, asked) => {
                let signing = asked.signing;
                let answer = tablet.read_sitting(asked);
                self.queue.went_on(number, signing, answer.as_ref().map_err(Clone::clone), now);
                answer.err().map(|refused| refused.code)
            }
            Request::Draft(number, asked) => {
                let of = asked.of;
                let answer = tablet.keep_draft(asked).map_err(|refused| refused.code);
                self.queue.drafted(number, of, answer, now);
                answer.err()
            }
        };
        self.refused.extend(code);
        None
    }
}

/// Types into the plan of one family, is refused, opens another's, and is not refused any more.
#[track_caller]
fn stays_with_its_plan(
    tablet: &Tablet,
    (ash, birch): (&Opened, &Opened),
    refuse: impl FnOnce(),
    allow: impl FnOnce(),
    code: Code,
) {
    let mut page = Page::new(tablet);
    page.open(ash.plan.id);
    page.type_on(Field::Address, "2 Mill Lane");
    page.type_on(Field::Title, "-Reed");
    refuse();
    page.pass(1000.0);
    assert_eq!(page.refused, [code]);

    allow();
    page.open(birch.plan.id);
    assert_eq!(page.shown.as_ref(), Some(&birch.plan), "the other family's plan is shown as it is");
    assert_eq!(opened(tablet, birch.plan.id).revision, birch.revision, "and is not touched");
    let now = opened(tablet, ash.plan.id);
    assert_eq!((now.revision, &now.plan), (ash.revision, &ash.plan), "nor was anything saved yet");
    page.type_on(Field::Address, "9 Weir Road");
    page.queue.all().into_iter().for_each(|request| drop(page.ask(request)));
    page.pass(AGAIN);

    let (ash_now, birch_now) = (opened(tablet, ash.plan.id), opened(tablet, birch.plan.id));
    assert_eq!(ash_now.plan.address, "2 Mill Lane");
    assert_eq!(ash_now.plan.title, format!("{}-Reed", ash.plan.title));
    assert_eq!(ash_now.revision, ash.revision + 2, "each once");
    assert_eq!(birch_now.plan, Plan { address: "9 Weir Road".into(), ..birch.plan.clone() });
    assert!(page.queue.are_saved() && page.queue.trouble(birch.plan.id).is_none());
    tablet.check_files().unwrap();
}

#[test]
fn what_a_locked_tablet_refused_stays_with_its_plan() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let plans = (&written(&tablet, "The Ash family"), &written(&tablet, "The Birch family"));
    let lock = || drop(tablet.lock(Lock::plain()).unwrap());
    stays_with_its_plan(&tablet, plans, lock, || unlock(&tablet, PIN).unwrap(), Code::Locked);
}

#[test]
fn what_came_too_late_for_a_tablet_that_was_left_alone_stays_with_its_plan() {
    let world = World::new();
    world.clock.freeze();
    let tablet = world.ready(&OFFICE);
    let plans = (&written(&tablet, "The Ash family"), &written(&tablet, "The Birch family"));
    let leave = || world.clock.pass(LEFT_ALONE.as_secs() + 1);
    stays_with_its_plan(&tablet, plans, leave, || unlock(&tablet, PIN).unwrap(), Code::Locked);
}

#[test]
fn what_was_refused_in_front_of_a_family_stays_with_its_plan() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let plans = (&written(&tablet, "The Ash family"), &written(&tablet, "The Birch family"));
    let reed = written(&tablet, "The Reed family");
    let (_, signing) = begun(&tablet, reed.plan.id);
    let turn = || {
        let events = vec![turned(&[reed.plan.adults[0].id], &[])];
        tablet.sign(Sign { signing: signing.id, events }).unwrap();
    };
    stays_with_its_plan(&tablet, plans, turn, || take_back(&tablet, signing.id), Code::WithFamily);
}

#[test]
fn what_a_full_tablet_refused_stays_with_its_plan() {
    let Some(disk) = SmallDisk::mount(24 * MIB) else {
        println!("this machine mounts nothing for us: a file system that is full was not tried");
        return;
    };
    let tablet = disk.tablet();
    tablet.enrol(Enrol { line: OFFICE.line() }).unwrap();
    tablet.add_user(first_worker(PASSPHRASE)).unwrap();
    let plans = (&written(&tablet, "The Ash family"), &written(&tablet, "The Birch family"));
    let reed = written(&tablet, "The Reed family");
    let fill = || {
        // The first refusal gives up the reserve; what it leaves is filled too.
        disk.fill();
        refused_when_full(&tablet, &reed);
        disk.fill();
    };
    let make_room = || fs::remove_file(disk.films()).unwrap();
    stays_with_its_plan(&tablet, plans, fill, make_room, Code::Full);
}

#[test]
fn what_was_shown_to_one_family_never_becomes_evidence_in_anothers_sitting() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let (ash, birch) = (written(&tablet, "The Ash family"), written(&tablet, "The Birch family"));
    let mut page = Page::new(&tablet);
    let (of_ash, rights) = page.begin(ash.plan.id);
    let kept =
        |plan| begun(&tablet, plan).1.events.into_iter().skip(1).map(|it| it.event).collect::<Vec<_>>();
    tablet.lock(Lock::plain()).unwrap();
    page.queue.happened(of_ash, rights.clone());
    page.pass(0.0);
    assert_eq!(page.refused, [Code::Locked]);
    unlock(&tablet, PIN).unwrap();

    let (of_birch, _) = page.begin(birch.plan.id);
    assert_ne!(of_ash, of_birch);
    page.pass(AGAIN);
    assert_eq!(kept(birch.plan.id), [], "nobody has shown them their rights");
    page.queue.all().into_iter().for_each(|request| drop(page.ask(request)));
    assert_eq!((kept(ash.plan.id), kept(birch.plan.id)), (vec![rights], Vec::new()));
    assert!(page.queue.are_kept());
}
