//! Words that are nothing yet: there again after a lock and a new start, never in front of another family,
//! and forgotten when their plan is sealed.

use ipc::refusal::Code;
use ipc::visit::{DraftOf, KeepDraft, Lock, ReadDraft, Seal, Sign};
use plan::signing::Part;
use tablet::Tablet;

use crate::family::{begun, opened, retitled, signed, take_back, turned, written};
use crate::offices::OFFICE;
use crate::world::{PIN, World, code, unlock};

/// A sign that paper has no shape for: a draft is nobody's signed words yet.
const WORDS: &str = "I cook tea and Nana rings me 🐢";

fn keep(tablet: &Tablet, of: DraftOf, words: &str) {
    tablet.keep_draft(KeepDraft { of, words: words.into() }).unwrap();
}

fn read(tablet: &Tablet, of: DraftOf) -> String {
    tablet.read_draft(ReadDraft { of }).unwrap()
}

#[test]
fn words_in_the_middle_of_a_sentence_are_there_after_a_lock_and_a_new_start() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let before = written(&tablet, "The Marsh family");
    let (plan, dee) = (before.plan.id, before.plan.adults[0].id);
    let all = [
        DraftOf::Hears(plan),
        DraftOf::AgreedWith(plan),
        DraftOf::JoinName(plan),
        DraftOf::JoinLanguage(plan),
        DraftOf::JoinFrom(plan),
        DraftOf::SaidBack(plan, dee, Part::First),
        DraftOf::SaidBack(plan, dee, Part::Help),
        DraftOf::Answer(plan, dee),
        DraftOf::HalfDays(plan),
    ];
    for (n, of) in all.into_iter().enumerate() {
        keep(&tablet, of, "overtaken");
        keep(&tablet, of, &format!("{WORDS}{n}"));
    }
    keep(&tablet, DraftOf::JoinFrom(plan), "");
    let are_there = |tablet: &Tablet| {
        for (n, of) in all.into_iter().enumerate() {
            let words = if of == DraftOf::JoinFrom(plan) { String::new() } else { format!("{WORDS}{n}") };
            assert_eq!(read(tablet, of), words, "{of:?}");
        }
    };
    are_there(&tablet);
    tablet.lock(Lock::plain()).unwrap();
    assert_eq!(code(tablet.keep_draft(KeepDraft { of: all[0], words: "x".into() })), Code::Locked);
    assert_eq!(code(tablet.read_draft(ReadDraft { of: all[0] })), Code::Locked);
    unlock(&tablet, PIN).unwrap();
    are_there(&tablet);
    drop(tablet);
    let tablet = world.again();
    are_there(&tablet);
    assert_eq!(opened(&tablet, plan).revision, before.revision, "and none of it is in the plan");
}

#[test]
fn in_front_of_a_family_only_their_own_words_are_kept_and_read() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let (ash, birch) = (written(&tablet, "The Ash family"), written(&tablet, "The Birch family"));
    let said = |of: &ipc::visit::Opened| DraftOf::SaidBack(of.plan.id, of.plan.adults[0].id, Part::Rights);
    keep(&tablet, said(&birch), "of another family");
    keep(&tablet, DraftOf::Hears(ash.plan.id), "Nana Jean");
    keep(&tablet, DraftOf::AgreedWith(ash.plan.id), "our manager");
    let (_, signing) = begun(&tablet, ash.plan.id);
    let events = vec![turned(&[ash.plan.adults[0].id], &[])];
    tablet.sign(Sign { signing: signing.id, events }).unwrap();
    keep(&tablet, said(&ash), WORDS);
    assert_eq!(read(&tablet, said(&ash)), WORDS);
    let of_another = DraftOf::SaidBack(ash.plan.id, ash.ids[3].take(), Part::Rights);
    for of in [said(&birch), of_another, DraftOf::Hears(ash.plan.id), DraftOf::JoinName(ash.plan.id)] {
        assert_eq!(code(tablet.read_draft(ReadDraft { of })), Code::WithFamily, "{of:?}");
        assert_eq!(code(tablet.keep_draft(KeepDraft { of, words: "x".into() })), Code::WithFamily, "{of:?}");
    }
    take_back(&tablet, signing.id);
    assert_eq!(read(&tablet, said(&birch)), "of another family");
    for of in [DraftOf::Hears(ash.plan.id), DraftOf::AgreedWith(ash.plan.id)] {
        assert_eq!(read(&tablet, of), "", "what was said before one turn is asked anew before the next");
    }
}

#[test]
fn they_outlive_a_change_of_the_plan_and_end_with_its_sealing() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let (ash, birch) = (written(&tablet, "The Ash family"), written(&tablet, "The Birch family"));
    let said = |of: &ipc::visit::Opened| DraftOf::Answer(of.plan.id, of.plan.adults[0].id);
    begun(&tablet, ash.plan.id);
    keep(&tablet, said(&ash), WORDS);
    keep(&tablet, said(&birch), WORDS);
    tablet.change_plan(retitled(&ash, "The Ash-Reed family")).unwrap();
    assert_eq!(read(&tablet, said(&ash)), WORDS);
    let signing = signed(&tablet, &opened(&tablet, ash.plan.id)).signing.unwrap().id;
    tablet.seal(Seal { signing }).unwrap();
    assert_eq!(code(tablet.read_draft(ReadDraft { of: said(&ash) })), Code::Sealed);
    assert_eq!(code(tablet.keep_draft(KeepDraft { of: said(&ash), words: "x".into() })), Code::Sealed);
    assert_eq!(read(&tablet, said(&birch)), WORDS);
    let long = "x".repeat(plan::splice::MAX_CHARS + 1);
    assert_eq!(code(tablet.keep_draft(KeepDraft { of: said(&birch), words: long })), Code::NotUsable);
}
