//! A copy for each who does not see all of it, and how copies are saved and given.

use std::fs;
use std::process::Command;

use council::Council;
use ipc::refusal::Code;
use ipc::visit::{
    ChangePlan, CopyCard, CopyOf, Form, GiveCopy, Given, ListPlans, Lock, Look, Opened, SaveCopy, Seal,
    Sealed, SealedCard, Sign, Stage,
};
use office::{Asked, Parts};
use plan::agreement::BlockId;
use plan::change::Change;
use plan::field::Field;
use plan::ids::{PersonId, PlanId};
use plan::people::Agency;
use plan::signing::{Event, Outcome, Part, SaidBack, Signing};
use plan::{Agreement, AgreementHash};
use record::{Envelope, GivenCopies, GivenCopy, Kind};
use tablet::Tablet;

use crate::family::{answered, begun, opened, rights_shown, sealed, take_back, turned, with_dan, written};
use crate::offices::{OFFICE, TestOffice};
use crate::sending::{of_a_fake_office, until};
use crate::world::{World, code};

pub(crate) const WORRY: &str = "There was no food in the house on Tuesday.";

/// A seal of which Dan has not seen the worry.
pub(crate) struct Parted {
    pub(crate) world: World,
    pub(crate) tablet: Tablet,
    pub(crate) before: Opened,
    pub(crate) agreement: Agreement,
    pub(crate) signing: Signing,
    worry: BlockId,
}

impl Parted {
    pub(crate) fn new() -> Self {
        let world = World::new();
        let tablet = world.ready(&OFFICE);
        Self::on(world, tablet)
    }

    pub(crate) fn on(world: World, tablet: Tablet) -> Self {
        let before = with_dan(&tablet, &written(&tablet, "The Marsh family"));
        let (sitting, _) = begun(&tablet, before.plan.id);
        let worry = BlockId(format!("worries.{}", before.plan.concerns[0].id));
        assert_eq!(sitting.agreement.block(&worry).unwrap().text, WORRY);
        let signing = sitting.signing.as_ref().unwrap().id;
        let sign = |events| tablet.sign(Sign { signing, events }).unwrap();
        let [dee, dan] = [before.plan.adults[0].id, before.plan.adults[1].id];
        for (person, without) in [(dee, Vec::new()), (dan, vec![worry.clone()])] {
            sign(vec![turned(&[person], &without), rights_shown(&sitting)]);
            sign(answered(person, Outcome::Signs));
            take_back(&tablet, signing);
        }
        let (Some(signing), agreement) = (begun(&tablet, before.plan.id).0.signing, sitting.agreement) else {
            panic!("the sitting goes on")
        };
        Self { world, tablet, before, agreement, signing, worry }
    }

    pub(crate) fn dan(&self) -> PersonId {
        self.before.plan.adults[1].id
    }

    pub(crate) fn seal(&self) -> SealedCard {
        self.tablet.seal(Seal { signing: self.signing.id }).unwrap()
    }

    /// Saves a copy: how it stands then, and its bytes.
    pub(crate) fn save(&self, person: Option<PersonId>, form: Form) -> (CopyCard, Vec<u8>) {
        let copy = CopyOf { plan: self.before.plan.id, person, form };
        let copies = self.tablet.save_copy(SaveCopy { copy, drive: None }).unwrap().copies;
        let card = copies.into_iter().find(|card| card.person == person).unwrap();
        let bytes = fs::read(self.world.copies().join(&card.saved.as_ref().unwrap().file)).unwrap();
        (card, bytes)
    }

    /// What the office makes of the same parts.
    pub(crate) fn made_again(&self, council: Council, asked: &Asked) -> Vec<u8> {
        let parts = Parts {
            plan: self.before.plan.clone(),
            sitting: Some(self.signing.clone()),
            letterhead: council.letterheads.of(Agency::ChildrensServices).clone(),
            with: Some(council.letterheads.of(Agency::Police).clone()),
            council,
            today: self.agreement.made_on,
        };
        office::render(&parts, asked).unwrap().bytes
    }
}

/// A copy as it was signed.
pub(crate) fn whole(plan: PlanId) -> CopyOf {
    CopyOf { plan, person: None, form: Form::Signed }
}

/// The words of a PDF in the order they are read, one blank between them.
pub(crate) fn words(pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("paper.pdf");
    fs::write(&path, pdf).unwrap();
    let done = Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(&path).arg("-").output();
    let done = done.unwrap_or_else(|error| panic!("pdftotext of poppler-utils is needed: {error}"));
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8_lossy(&done.stdout).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_seal_holds_what_each_has_seen_and_a_paper_for_each() {
    let world = World::new();
    let (tablet, office, _line) = of_a_fake_office(&world);
    let it = Parted::on(world, tablet);
    it.seal();
    let pushed = office.first_record();
    let envelope = Envelope::read(&pushed.envelope).unwrap();
    let roles: Vec<&str> = envelope.blobs.iter().map(|blob| blob.role.as_str()).collect();
    let (papers, others) = roles.split_at(5);
    assert_eq!(papers, ["agreement", "signing", "family-copy", "agreement-as-seen", "copy-for-person"]);
    assert_eq!(others, ["plan"]);
    let seen = it.agreement.without(std::slice::from_ref(&it.worry)).to_json();
    let hash_of = |at: usize| envelope.blobs[at].sha256.to_string();
    assert_eq!(hash_of(0), AgreementHash::of(&it.agreement.to_json()).to_string());
    assert_eq!(hash_of(1), AgreementHash::of(&serde_json::to_vec(&it.signing).unwrap()).to_string());
    assert_eq!(hash_of(3), AgreementHash::of(&seen).to_string());
    assert!(!String::from_utf8(seen).unwrap().contains(WORRY));
    let body: serde_json::Value = serde_json::from_slice(&pushed.body).unwrap();
    let copies: Vec<_> =
        body["copies"].as_array().unwrap().iter().map(|it| (&it["role"], &it["person"])).collect();
    let dan = serde_json::json!(it.dan());
    let roles = [serde_json::json!("family-copy"), serde_json::json!("copy-for-person")];
    assert_eq!(copies, [(&roles[0], &serde_json::Value::Null), (&roles[1], &dan)]);
    assert_eq!(body["copies"][1]["sha256"], hash_of(4));
}

#[test]
fn a_persons_copy_is_theirs_and_no_files_name_says_whose() {
    let it = Parted::new();
    let card = it.seal();
    let named: Vec<_> = card.copies.iter().map(|copy| (copy.person, copy.name.as_str())).collect();
    assert_eq!(named, [(None, ""), (Some(it.dan()), "Dan Reed")], "Dee has seen the whole");
    assert_eq!(
        code(it.tablet.save_copy(SaveCopy {
            copy: CopyOf { person: Some(it.before.plan.adults[0].id), ..whole(it.before.plan.id) },
            drive: None,
        })),
        Code::NotReady
    );
    assert!(!it.world.copies().exists());

    let (own, bytes) = it.save(Some(it.dan()), Form::Signed);
    let own_words = words(&bytes);
    let whole_words = words(&it.save(None, Form::Signed).1);
    assert!(whole_words.contains(WORRY) && !own_words.contains(WORRY), "{own_words}");
    assert!(own_words.contains("This copy is for Dan Reed. We left some parts out."), "{own_words}");
    assert!(own_words.contains("Dan Reed agrees and signed") && !own_words.contains("Dee Marsh agrees"));
    assert!(whole_words.contains("Dan Reed agrees and signed") && whole_words.contains("Dee Marsh agrees"));
    let mut files: Vec<String> = fs::read_dir(it.world.copies())
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    let reference = &it.agreement.reference;
    assert_eq!(files, [format!("{reference}-1.pdf"), format!("{reference}.pdf")]);
    assert_eq!(it.save(Some(it.dan()), Form::Signed).0, own, "asked again, the same");
}

#[test]
fn how_a_copy_was_given_is_kept_for_each() {
    let it = Parted::new();
    it.seal();
    let (plan, dan) = (it.before.plan.id, it.dan());
    let given = |card: &SealedCard| card.copies.iter().map(|copy| copy.given).collect::<Vec<_>>();
    let give = |person, given| it.tablet.give_copy(GiveCopy { plan, person, given });
    assert_eq!(given(&give(None, Given::Later).unwrap()), [Some(Given::Later), None]);
    let is_owed = || it.tablet.list_plans(ListPlans {}).unwrap().iter().any(|card| card.is_owed);
    assert_eq!(opened(&it.tablet, plan).owed, [""], "the whole plan is owed");
    assert!(is_owed());
    give(None, Given::OnPaper).unwrap();
    let card = give(Some(dan), Given::NotSafe).unwrap();
    assert_eq!(given(&card), [Some(Given::OnPaper), Some(Given::NotSafe)]);
    assert!(!is_owed() && opened(&it.tablet, plan).owed.is_empty(), "it was given");
    let dee = it.before.plan.adults[0].id;
    assert_eq!(code(give(Some(dee), Given::AsFile)), Code::NotReady, "there is no such copy");
    let Parted { world, tablet, .. } = it;
    drop(tablet);
    let card = world.again().sealed(Sealed { plan }).unwrap();
    assert_eq!(given(&card), [Some(Given::OnPaper), Some(Given::NotSafe)]);
}

#[test]
fn the_office_is_told_of_each_copy_once_and_of_each_change_of_mind() {
    let world = World::new();
    let (tablet, office, _line) = of_a_fake_office(&world);
    let it = Parted::on(world, tablet);
    it.seal();
    let (plan, dan) = (it.before.plan.id, it.dan());
    let give = |person, given| it.tablet.give_copy(GiveCopy { plan, person, given }).unwrap();
    let all = [
        (None, Given::Later),
        (None, Given::Later),
        (Some(dan), Given::NotSafe),
        (None, Given::OnPaper),
        (None, Given::OnPaper),
        (None, Given::AsFile),
    ];
    for (person, given) in all {
        give(person, given);
    }
    let sealed = office.record(1);
    let about = Envelope::read(&sealed.envelope).unwrap();
    let told = [
        (None, "", "later"),
        (Some(dan), "Dan Reed", "not_safe"),
        (None, "", "on_paper"),
        (None, "", "as_file"),
    ];
    for (seq, (person, name, how)) in (2..).zip(told) {
        let record = office.record(seq);
        let envelope = Envelope::read(&record.envelope).unwrap();
        assert_eq!((envelope.kind, envelope.parents), (Kind::CopyGiven, vec![sealed.hash()]));
        assert_eq!((envelope.case, envelope.doc, envelope.blobs), (about.case, about.doc, vec![]));
        let said = GivenCopies::read(&record.body).unwrap();
        let copy = GivenCopy {
            person: person.map(|person| person.to_string()),
            name: name.into(),
            how: how.into(),
            words: String::new(),
        };
        assert_eq!((said.of, said.copies), (sealed.hash(), vec![copy]));
    }
    let sending = until(&it.tablet, |sending| office.safe() == 5 && sending.safe == 1);
    assert_eq!((sending.waiting, sending.stuck), (0, Vec::new()), "five records, and one plan");
}

#[test]
fn an_office_knows_what_is_owed_and_then_that_it_was_given() {
    let (office, world) = (TestOffice::start(), World::new());
    let tablet = world.ready(&office);
    let (plan, card) = sealed(&tablet, "The Marsh family");
    let give = |given| tablet.give_copy(GiveCopy { plan, person: None, given }).unwrap();
    let is = |how: &str| office.copies_given(&card.reference) == [(None, how.to_owned())];
    give(Given::Later);
    until(&tablet, |sending| sending.safe == 1 && is("later"));
    office.go_away();
    give(Given::NotSafe);
    give(Given::OnPaper);
    office.come_back();
    until(&tablet, |sending| sending.safe == 1 && is("on_paper"));
    assert_eq!(office.holds(), [(card.reference.clone(), Some(card.pdf_sha256.clone()))], "one agreement");
}

#[test]
fn what_is_said_of_copies_waits_with_the_plan_and_is_counted_for_none() {
    let world = World::new();
    let (tablet, office, line) = of_a_fake_office(&world);
    line.to_nobody();
    let (plan, _) = sealed(&tablet, "The Marsh family");
    tablet.give_copy(GiveCopy { plan, person: None, given: Given::Later }).unwrap();
    let sending = tablet.look(Look {}).unwrap().sending;
    assert_eq!((sending.waiting, sending.safe), (1, 0));
    tablet.lock(Lock::plain()).unwrap();
    match tablet.look(Look {}).unwrap().stage {
        Stage::Locked { waiting, .. } => assert_eq!(waiting, 1),
        other @ (Stage::Fresh | Stage::NoUser { .. } | Stage::Open { .. } | Stage::Closed) => {
            panic!("{other:?}")
        }
    }
    // Killed between: what was kept is made ready by whoever comes in.
    drop(tablet);
    for file in ["post.db", "post.db-wal"] {
        let path = world.data().join(file);
        assert!(!path.exists() || fs::remove_file(path).is_ok());
    }
    let served = office.clone();
    line.answer(move |asked| served.answer(asked));
    let tablet = world.again();
    until(&tablet, |sending| office.safe() == 2 && sending.safe == 1);
    let said = GivenCopies::read(&office.record(2).body).unwrap();
    assert_eq!((said.of, said.copies[0].how.as_str()), (office.record(1).hash(), "later"));
}

#[test]
fn where_nothing_was_left_out_there_is_one_copy() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let (plan, card) = sealed(&tablet, "The Marsh family");
    assert_eq!(card.copies.len(), 1);
    let given = GiveCopy { plan: written(&tablet, "Another").plan.id, person: None, given: Given::AsFile };
    assert_eq!(code(tablet.give_copy(given)), Code::NotReady, "it is not sealed");
    assert_eq!(tablet.sealed(Sealed { plan }).unwrap().copies, card.copies);
}

/// Dee's number is kept out of the plan, and then she says it while she says the plan back.
#[test]
fn what_is_private_and_said_in_the_sitting_is_in_no_other_adults_copy() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let before = with_dan(&tablet, &written(&tablet, "The Marsh family"));
    let (plan, dee, dan) = (before.plan.id, before.plan.adults[0].id, before.plan.adults[1].id);
    let number = Change::typing(&before.plan, Field::AdultPhone(dee), "07700 900 482").unwrap();
    let changes = vec![number, Change::SetWithheld { adult: dee, withheld: true }];
    tablet.change_plan(ChangePlan { plan, base: before.revision, changes }).unwrap();
    let (sitting, signing) = begun(&tablet, plan);
    let how = SaidBack::InOwnWords { words: "Ring me on +44 7700 900482 if it gets worse.".into() };
    for (person, said) in [(dee, Some(Event::SaidBack { person: dee, part: Part::Help, how })), (dan, None)] {
        let mut events = vec![turned(&[person], &[]), rights_shown(&sitting)];
        events.extend(said);
        events.extend(answered(person, Outcome::AgreesWillNotSign));
        tablet.sign(Sign { signing: signing.id, events }).unwrap();
        take_back(&tablet, signing.id);
    }
    // A worker who tells it is asked to say it another way.
    let worker = before.plan.workers[0].id;
    let which = "I visit her at home and ring 07700 900482.".to_owned();
    let told = Event::Chose { person: worker, outcome: Outcome::AgreesInPart { which } };
    assert_eq!(code(tablet.sign(Sign { signing: signing.id, events: vec![told] })), Code::NotUsable);
    let copies = tablet.seal(Seal { signing: signing.id }).unwrap().copies;
    assert_eq!(copies.iter().map(|copy| copy.person).collect::<Vec<_>>(), [None, Some(dan)]);
    let paper = |person| {
        let copy = CopyOf { plan, person, form: Form::Signed };
        let copies = tablet.save_copy(SaveCopy { copy, drive: None }).unwrap().copies;
        let saved = copies.into_iter().find(|card| card.person == person).unwrap().saved.unwrap();
        words(&fs::read(world.copies().join(saved.file)).unwrap())
    };
    assert!(paper(None).contains("900482"));
    let dans = paper(Some(dan));
    assert!(!dans.contains("900482") && dans.contains("This copy is for Dan Reed."), "{dans}");
}
