//! In front of the family: what the tablet carries out then, who gets it back and how, and what is kept of it.

use std::sync::Arc;

use ipc::Refusal;
use ipc::refusal::Code;
use ipc::visit::*;
use plan::field::Field;
use plan::ids::{PlanId, SigningId};
use plan::people::WorkerRole;
use plan::signing::{Event, Joined, Manner, Outcome, Part, SaidBack, Signing};
use plan::texts::Language;
use serde_json::json;
use tablet::Tablet;

use crate::commands::asked;
use crate::copies::whole;
use crate::family::{answered, begun, opened, retitled, rights_shown, sealed, take_back, turned, written};
use crate::offices::OFFICE;
use crate::world::{PIN, World, code, first_worker, unlock, users};

/// A tablet that stands before Dee.
struct InFront {
    world: World,
    tablet: Arc<Tablet>,
    before: Opened,
    signing: Signing,
    other: Opened,
    sealed: PlanId,
}

impl InFront {
    fn new() -> Self {
        let world = World::new();
        let tablet = Arc::new(world.ready(&OFFICE));
        let (sealed, _) = sealed(&tablet, "The Ash family");
        let other = written(&tablet, "The Birch family");
        let before = written(&tablet, "The Marsh family");
        let (_, signing) = begun(&tablet, before.plan.id);
        let events = vec![turned(&[before.plan.adults[0].id], &[])];
        tablet.sign(Sign { signing: signing.id, events }).unwrap();
        Self { world, tablet, before, signing, other, sealed }
    }

    fn pin(&self, pin: &str) -> Result<Kept, Refusal> {
        self.tablet.take_back(TakeBack { signing: self.signing.id, pin: pin.into() })
    }

    /// What Dee says back.
    fn said(&self) -> DraftOf {
        DraftOf::SaidBack(self.before.plan.id, self.before.plan.adults[0].id, Part::Worry)
    }

    /// Carries out any command there is. A new one is asked for as a page does it, until it has a line of its own.
    fn carry_out(&self, name: &str) -> Result<(), Refusal> {
        let (tablet, plan, signing, sealed) =
            (&self.tablet, self.before.plan.id, self.signing.id, self.sealed);
        let (pin, copy) = (PIN.to_owned(), whole(sealed));
        match name {
            Start::NAME => tablet.start(Start { shows: Shows::EveryScreen }).map(drop),
            ReadLibrary::NAME => tablet.read_library(ReadLibrary {}).map(drop),
            Look::NAME => tablet.look(Look {}).map(drop),
            Enrol::NAME => tablet.enrol(Enrol { line: OFFICE.line() }).map(drop),
            AddUser::NAME => {
                let officer = AddUser {
                    name: "Bo Birch".into(),
                    role: WorkerRole::PoliceOfficer,
                    ..first_worker(&pin)
                };
                tablet.add_user(officer).map(drop)
            }
            Unlock::NAME => unlock(tablet, PIN),
            Lock::NAME => tablet.lock(Lock::plain()).map(drop),
            ListPlans::NAME => tablet.list_plans(ListPlans {}).map(drop),
            NewPlan::NAME => {
                tablet.new_plan(NewPlan { title: "New".into(), practice: Some(0), after: None }).map(drop)
            }
            OpenPlan::NAME => tablet.open_plan(OpenPlan { plan }).map(drop),
            ChangePlan::NAME => tablet.change_plan(retitled(&self.before, "The Reed family")).map(drop),
            FieldHistory::NAME => tablet.field_history(FieldHistory { plan, field: Field::Title }).map(drop),
            Preview::NAME => tablet.preview(Preview { plan }).map(drop),
            StartSigning::NAME => tablet.start_signing(StartSigning { plan }).map(drop),
            ReadSitting::NAME => tablet.read_sitting(ReadSitting { signing }).map(drop),
            Sign::NAME => tablet.sign(Sign { signing, events: Vec::new() }).map(drop),
            KeepDraft::NAME => tablet.keep_draft(KeepDraft { of: self.said(), words: "The gate".into() }),
            ReadDraft::NAME => tablet.read_draft(ReadDraft { of: self.said() }).map(drop),
            TakeBack::NAME => self.pin(PIN).map(drop),
            AskWays::NAME => tablet.ask_ways(AskWays { signing }).map(drop),
            ReadIn::NAME => tablet.read_in(ReadIn { signing, language: Language("pl".into()) }).map(drop),
            SayAloud::NAME => {
                let (words, language) = ("You can say no.".to_owned(), Language("en".into()));
                tablet.say_aloud(SayAloud { words, language, slower: false }).map(drop)
            }
            IsHeard::NAME => tablet.is_heard(IsHeard {}).map(drop),
            StopSaying::NAME => tablet.stop_saying(StopSaying {}),
            Seal::NAME => tablet.seal(Seal { signing }).map(drop),
            Sealed::NAME => tablet.sealed(Sealed { plan: sealed }).map(drop),
            SavePaper::NAME => {
                let copy = CopyOf { form: Form::Blank, ..copy };
                tablet.save_paper(SavePaper { copy, drive: None }).map(drop)
            }
            PutAway::NAME => tablet.put_away(PutAway { plan, away: false }).map(drop),
            RemovePractice::NAME => tablet.remove_practice(RemovePractice { plan }).map(drop),
            SaveCopy::NAME => tablet.save_copy(SaveCopy { copy, drive: None }).map(drop),
            GiveCopy::NAME => {
                tablet.give_copy(GiveCopy { plan: sealed, person: None, given: Given::OnPaper }).map(drop)
            }
            FindPrinters::NAME => tablet.find_printers(FindPrinters {}).map(drop),
            Print::NAME => {
                let printer = "127.0.0.1:9".to_owned();
                tablet.print(Print { copy, printer, nothing_came_out: false }).map(drop)
            }
            HowPrintGoes::NAME => tablet.how_print_goes(HowPrintGoes { copy }).map(drop),
            StopPrint::NAME => tablet.stop_print(StopPrint { copy }).map(drop),
            TrustPrinter::NAME => tablet.trust_printer(TrustPrinter { printer: "ipps://127.0.0.1:9".into() }),
            SendNow::NAME => tablet.send_now(SendNow {}).map(drop),
            new => asked(tablet, new, json!({ "command": {} })).map(drop),
        }
    }
}

#[test]
fn in_front_of_the_family_only_what_is_theirs_is_carried_out() {
    let it = InFront::new();
    let allowed = [
        "start",
        "read_library",
        "look",
        "unlock",
        "unlock_by_phone",
        "still_here",
        "lock",
        "start_signing",
        "read_sitting",
        "sign",
        "keep_draft",
        "read_draft",
        "take_back",
        "ask_ways",
        "read_in",
        "say_aloud",
        "is_heard",
        "stop_saying",
    ];
    let refused: Vec<&&str> = NAMES.iter().filter(|name| !allowed.contains(name)).collect();
    assert_eq!(refused.len() + allowed.len(), NAMES.len());
    for name in refused {
        assert_eq!(code(it.carry_out(name)), Code::WithFamily, "{name}");
        assert_eq!(
            code(asked(&it.tablet, name, json!({}))),
            Code::WithFamily,
            "{name}, whatever is sent with it"
        );
    }
    for name in [
        "start",
        "read_library",
        "look",
        "still_here",
        "read_sitting",
        "sign",
        "keep_draft",
        "read_draft",
        "ask_ways",
        "read_in",
        "say_aloud",
        "is_heard",
        "stop_saying",
    ] {
        let done = it.carry_out(name);
        assert!(done.as_ref().err().is_none_or(|no| no.code != Code::WithFamily), "{name}: {done:?}");
    }
    for name in ["start_signing", "lock", "unlock", "take_back"] {
        it.carry_out(name).unwrap();
    }
    let plan = it.before.plan.id;
    let now = opened(&it.tablet, plan);
    assert_eq!((now.plan, now.revision), (it.before.plan.clone(), it.before.revision));
    assert_eq!(it.tablet.list_plans(ListPlans {}).unwrap().len(), 3);
    assert_eq!(code(it.tablet.sealed(Sealed { plan })), Code::NotReady, "it was not sealed");
    let copy = &it.tablet.sealed(Sealed { plan: it.sealed }).unwrap().copies[0];
    assert_eq!((&copy.saved, copy.given), (&None, None));
    assert!(!it.world.copies().exists());
}

#[test]
fn no_other_family_is_read_while_it_stands_before_this_one() {
    let it = InFront::new();
    let other = it.other.plan.id;
    let begun_before = || {
        let it = InFront::new();
        let other = it.other.plan.id;
        take_back(&it.tablet, it.signing.id);
        let (_, of_other) = begun(&it.tablet, other);
        let events = vec![turned(&[it.before.plan.adults[0].id], &[])];
        it.tablet.sign(Sign { signing: it.signing.id, events }).unwrap();
        (it, other, of_other.id)
    };
    let with_family = |done: Result<(), Refusal>| assert_eq!(code(done), Code::WithFamily);
    for plan in [other, it.sealed] {
        with_family(it.tablet.start_signing(StartSigning { plan }).map(drop));
    }
    let (it, plan, signing) = begun_before();
    let language = Language("pl".into());
    with_family(it.tablet.start_signing(StartSigning { plan }).map(drop));
    with_family(it.tablet.read_sitting(ReadSitting { signing }).map(drop));
    with_family(it.tablet.ask_ways(AskWays { signing }).map(drop));
    with_family(it.tablet.read_in(ReadIn { signing, language }).map(drop));
    with_family(it.tablet.take_back(TakeBack { signing, pin: PIN.into() }).map(drop));
    let events = vec![turned(&[it.other.plan.adults[0].id], &[])];
    with_family(it.tablet.sign(Sign { signing, events }).map(drop));
    assert_eq!(it.tablet.look(Look {}).unwrap().with_family, Some(it.signing.id));
    take_back(&it.tablet, it.signing.id);
    let (_, of_other) = begun(&it.tablet, plan);
    assert_eq!(of_other.events.len(), 1, "nothing but its beginning");
}

#[test]
fn a_wrong_pin_does_not_take_it_back_and_counts_like_at_the_door() {
    let it = InFront::new();
    it.world.clock.freeze();
    let mut waits = Vec::new();
    while waits.last().is_none_or(|wait| *wait == 0) {
        let Code::WrongPin { wait_s } = code(it.pin("000000")) else { panic!("not a wrong PIN") };
        waits.push(wait_s);
        assert_eq!(code(it.tablet.list_plans(ListPlans {})), Code::WithFamily);
    }
    let wait = *waits.last().unwrap();
    assert!(wait > 0, "{waits:?}");
    assert!(matches!(code(it.pin(PIN)), Code::TooEarly { .. }), "too early, even with the right one");
    it.tablet.lock(Lock::plain()).unwrap();
    assert!(matches!(code(unlock(&it.tablet, PIN)), Code::TooEarly { .. }), "the door has counted them too");
    it.world.clock.pass(u64::from(wait) + 1);
    unlock(&it.tablet, PIN).unwrap();
    let kept = it.pin(PIN).unwrap();
    assert_eq!(it.tablet.look(Look {}).unwrap().with_family, None);
    let (_, signing) = begun(&it.tablet, it.before.plan.id);
    let last = signing.events.last().unwrap();
    assert_eq!((&last.event, last.at, last.by), (&Event::TakenBack, kept.at, Some(kept.by)));
    assert_eq!(code(it.pin(PIN)), Code::NotUsable, "there is nothing to take back");
}

#[test]
fn no_screen_takes_it_back_by_itself() {
    let it = InFront::new();
    let (sitting, before) = begun(&it.tablet, it.before.plan.id);
    let sign = |events: Vec<Event>| it.tablet.sign(Sign { signing: it.signing.id, events });
    assert_eq!(code(sign(vec![Event::TakenBack])), Code::WithFamily);
    assert_eq!(code(sign(vec![rights_shown(&sitting), Event::TakenBack])), Code::WithFamily);
    let to_dee_with_all = turned(&[it.before.plan.adults[0].id], &[]);
    assert_eq!(code(sign(vec![to_dee_with_all])), Code::NotUsable, "it is turned by the worker only");
    assert_eq!(begun(&it.tablet, it.before.plan.id).1, before, "nothing of it was kept");
    take_back(&it.tablet, it.signing.id);
    assert_eq!(code(sign(vec![Event::TakenBack])), Code::WithFamily, "and not when the worker has it");
}

#[test]
fn a_persons_own_words_never_have_to_be_said_otherwise_for_paper() {
    let it = InFront::new();
    let person = it.before.plan.adults[0].id;
    let say = |words: &str| {
        let how = SaidBack::InOwnWords { words: words.into() };
        let said = Event::SaidBack { person, part: Part::Worry, how };
        it.tablet.sign(Sign { signing: it.signing.id, events: vec![said] })
    };
    // What is no text at all is refused; every sign that somebody can type is told in words on paper.
    assert_eq!(code(say("It is cold \u{7} at night")), Code::NotUsable);
    say("It is cold ☃\n\tat night, “she’s” żółć, ਠੰਢ, سردی").unwrap();
    let (_, signing) = begun(&it.tablet, it.before.plan.id);
    assert_eq!(signing.asked(person, Part::Worry).unwrap().times, 1);
}

#[test]
fn locking_and_unlocking_keeps_it_in_front_of_the_family() {
    let it = InFront::new();
    let standing = it.tablet.lock(Lock::plain()).unwrap();
    assert_eq!(standing.with_family, Some(it.signing.id));
    unlock(&it.tablet, PIN).unwrap();
    assert_eq!(code(it.tablet.list_plans(ListPlans {})), Code::WithFamily);
    let (sitting, signing) = begun(&it.tablet, it.before.plan.id);
    assert!(signing.in_front().is_some(), "no TakenBack");
    it.tablet.sign(Sign { signing: signing.id, events: vec![rights_shown(&sitting)] }).unwrap();
    take_back(&it.tablet, signing.id);
    it.tablet.list_plans(ListPlans {}).unwrap();
}

#[test]
fn a_colleague_who_comes_in_has_taken_it_back() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let before = written(&tablet, "The Marsh family");
    let colleague = AddUser { name: "Bo Lind".into(), ..first_worker("860351") };
    tablet.add_user(colleague).unwrap();
    let (_, signing) = begun(&tablet, before.plan.id);
    let events = vec![turned(&[before.plan.adults[0].id], &[])];
    tablet.sign(Sign { signing: signing.id, events }).unwrap();
    tablet.lock(Lock::plain()).unwrap();
    let colleague = users(&tablet).into_iter().find(|user| user.name == "Bo Lind").unwrap();
    let come_in = || tablet.unlock(Unlock { user: colleague.id, pin: "860351".into() });
    let standing = come_in().unwrap();
    assert_eq!(standing.with_family, None);
    assert!(tablet.list_plans(ListPlans {}).unwrap().is_empty(), "and sees nothing of the family's");
    assert_eq!(code(tablet.read_sitting(ReadSitting { signing: signing.id })), Code::NotHere);
    tablet.lock(Lock::plain()).unwrap();
    assert_eq!(unlock(&tablet, PIN).map(|()| tablet.look(Look {}).unwrap().with_family), Ok(None));
}

#[test]
fn whoever_opens_the_app_again_has_it_back_and_the_sitting_says_so() {
    let InFront { world, tablet, before, signing, other, .. } = InFront::new();
    drop(tablet);
    let tablet = world.again();
    assert_eq!(tablet.look(Look {}).unwrap().with_family, None);
    tablet.list_plans(ListPlans {}).unwrap();
    let (_, now) = begun(&tablet, before.plan.id);
    let user = match tablet.look(Look {}).unwrap().stage {
        Stage::Open { user, .. } => user.id,
        other @ (Stage::Fresh | Stage::NoUser { .. } | Stage::Locked { .. } | Stage::Closed) => {
            panic!("{other:?}")
        }
    };
    let last = now.events.last().unwrap();
    assert_eq!((now.id, &last.event, last.by), (signing.id, &Event::TakenBack, Some(user)));
    assert_eq!(begun(&tablet, before.plan.id).1, now, "once");
    let (_, of_other) = begun(&tablet, other.plan.id);
    let events = vec![turned(&[other.plan.adults[0].id], &[])];
    tablet.sign(Sign { signing: of_other.id, events }).unwrap();
    let events = vec![turned(&[before.plan.adults[0].id], &[])];
    assert_eq!(code(tablet.sign(Sign { signing: now.id, events })), Code::WithFamily);
}

#[test]
fn every_event_says_who_held_the_tablet() {
    let it = InFront::new();
    let (sitting, _) = begun(&it.tablet, it.before.plan.id);
    let person = it.before.plan.adults[0].id;
    let events = [vec![rights_shown(&sitting)], answered(person, Outcome::Signs)].concat();
    it.tablet.sign(Sign { signing: it.signing.id, events }).unwrap();
    it.pin(PIN).unwrap();
    it.tablet.lock(Lock::plain()).unwrap();
    let user = users(&it.tablet)[0].id;
    unlock(&it.tablet, PIN).unwrap();
    let (_, signing) = begun(&it.tablet, it.before.plan.id);
    assert_eq!(signing.events.len(), 7);
    assert!(signing.events.iter().all(|happened| happened.by == Some(user)), "{:?}", signing.events);
    assert_eq!(signing.row(person).held_by, Some(user));
}

#[test]
fn a_child_or_a_relative_cannot_interpret_and_is_told_why() {
    let it = InFront::new();
    let join = |name: &str, signing: SigningId| {
        let (sitting, _) = begun(&it.tablet, it.before.plan.id);
        let (language, from) = ("Polish".to_owned(), String::new());
        let part = Joined::Interpreter { language, manner: Manner::InPerson, from };
        let events = vec![Event::Joined { person: sitting.ids[0].take(), name: name.into(), part }];
        it.tablet.sign(Sign { signing, events })
    };
    for name in ["Tia Marsh", " dee  MARSH", ""] {
        let refused = join(name, it.signing.id).unwrap_err();
        assert_eq!(refused.code, Code::NotUsable);
        assert!(
            refused.sentence.starts_with("Children, family and friends cannot interpret"),
            "{}",
            refused.sentence
        );
    }
    join("Anna Nowak", it.signing.id).unwrap();
    assert!(begun(&it.tablet, it.before.plan.id).1.has_interpreter());
}
