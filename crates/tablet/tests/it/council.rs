//! What a council gives its tablets: translations, and the rights it has approved. The words here are no Polish; they only
//! have to be told from the English.

use std::collections::BTreeSet;
use std::fs;

use chrono::{Days, NaiveDate, TimeDelta};
use ipc::refusal::Code;
use ipc::visit::{AskWays, InTheirLanguage, Look, NewPlan, ReadIn, Seal, Sign, TakeBack};
use plan::Texts;
use plan::agreement::BlockId;
use plan::hash::WordsHash;
use plan::ids::{PlanId, SigningId};
use plan::rights::ApprovedRights;
use plan::signing::{AsSeen, Event, Outcome};
use plan::texts::Language;
use tablet::{Environment, Outfit, Tablet};
use tempfile::TempDir;

use crate::fake_office::FakeOffice;
use crate::family::{answered, begun, rights_shown, turned, written};
use crate::offices::OFFICE;
use crate::wire::Line;
use crate::world::{PIN, World, code, unlock};

const SOME: [&str; 5] =
    ["rights.01", "rights.02", "agreement.no_meeting", "agreement.born_unknown", "agreement.goal"];

fn polish() -> Language {
    Language("pl".into())
}

fn today(world: &World) -> NaiveDate {
    world.clock.now().date_naive()
}

/// A sentence that two people stand for.
fn checked(until: NaiveDate) -> String {
    by_two("A. Kowalska", "B. Zielinski", until)
}

fn by_two(one: &str, other: &str, until: NaiveDate) -> String {
    let done = |by| format!("{{ by = '{by}', on = '2026-10-01' }}");
    let (translated, checked) = (done(one), done(other));
    format!("status = 'checked'\ntranslated = {translated}\nchecked = {checked}\nvalid_until = '{until}'")
}

/// A council's folder with these sentences of one language.
fn folder<'a>(english: &Texts, sentences: impl IntoIterator<Item = (&'a str, String)>) -> TempDir {
    let facts =
        ["tag = 'pl'", "own_name = 'Polski'", "english_name = 'Polish'", "direction = 'left_to_right'"];
    let mut file = format!("[language]\n{}\n", facts.join("\n"));
    for (key, stage) in sentences {
        let english = english.get(key);
        let translation = format!("[pl] {english}");
        let words = format!("english = {english:?}\ntranslation = {translation:?}\n{stage}");
        file += &format!("\n[[sentence]]\nkey = '{key}'\n{words}\n");
    }
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("languages")).unwrap();
    fs::write(folder.path().join("languages/pl.toml"), file).unwrap();
    folder
}

/// The folder with some sentences that are checked.
pub(crate) fn some_checked(until: NaiveDate) -> TempDir {
    folder(&Texts::english(), SOME.map(|key| (key, checked(until))))
}

pub(crate) fn outfit(folder: &TempDir, made_up_languages: bool) -> Outfit {
    Outfit { council: Some(folder.path().into()), made_up_languages, ..crate::world::outfit() }
}

fn tags(tablet: &Tablet, signing: SigningId) -> Vec<String> {
    tablet.ask_ways(AskWays { signing }).unwrap().languages.into_iter().map(|card| card.tag.0).collect()
}

fn read_in(tablet: &Tablet, signing: SigningId) -> InTheirLanguage {
    tablet.read_in(ReadIn { signing, language: polish() }).unwrap()
}

fn blocks(theirs: &InTheirLanguage) -> BTreeSet<&str> {
    theirs.translation.blocks.keys().map(|id| id.0.as_str()).collect()
}

fn shown(blocks: &[&str], words: &[&str]) -> Event {
    let as_seen =
        AsSeen { language: polish(), size: 28, words: WordsHash::of(words.iter().copied()), again: false };
    let blocks = blocks.iter().map(|id| BlockId((*id).to_owned())).collect();
    Event::Shown { blocks, for_ms: 3000, as_seen: Some(as_seen) }
}

fn practice(tablet: &Tablet) -> PlanId {
    tablet.new_plan(NewPlan { title: String::new(), practice: Some(0), after: None }).unwrap().plan.id
}

#[test]
fn a_language_with_checked_sentences_is_offered_and_only_whole_blocks_come() {
    let world = World::new();
    let folder = some_checked(today(&world));
    let tablet = world.ready_with(&OFFICE, outfit(&folder, false));
    let before = written(&tablet, "The Marsh family");
    let (sitting, signing) = begun(&tablet, before.plan.id);
    let ways = tablet.ask_ways(AskWays { signing: signing.id }).unwrap();
    let cards: Vec<_> = ways.languages.iter().map(|it| (&*it.tag.0, &*it.own_name, &*it.name)).collect();
    assert_eq!(cards, [("pl", "Polski", "Polish")]);
    assert!(ways.silent.is_some(), "this tablet has no voice, and says why");
    let theirs = read_in(&tablet, signing.id);
    let tia = format!("people.{}", before.plan.children[0].id);
    let wanted = ["meeting.day", &*tia, "rights.01", "rights.02"];
    assert_eq!(blocks(&theirs), wanted.into_iter().collect(), "not Dee, whose “mum” was typed, nor her goal");
    for (id, words) in &theirs.translation.blocks {
        let english = &sitting.agreement.block(id).unwrap().text;
        assert_eq!(*words, format!("[pl] {english}"));
    }
    assert!(!theirs.right_to_left && !theirs.texts.has("agreement.title"), "the screens' words and no more");
    let unknown = ReadIn { signing: signing.id, language: Language("xx".into()) };
    assert_eq!(code(tablet.read_in(unknown)), Code::NotHere);
}

#[test]
fn other_words_than_those_of_the_translation_are_not_taken_for_shown() {
    let world = World::new();
    let folder = some_checked(today(&world));
    let tablet = world.ready_with(&OFFICE, outfit(&folder, false));
    let before = written(&tablet, "The Marsh family");
    let (sitting, signing) = begun(&tablet, before.plan.id);
    let (signing, dee) = (signing.id, before.plan.adults[0].id);
    let worry = format!("worries.{}", before.plan.concerns[0].id);
    let sign = |events: Vec<Event>| tablet.sign(Sign { signing, events });
    sign(vec![turned(&[dee], &[BlockId(worry.clone())])]).unwrap();
    let english = |id: &str| sitting.agreement.block(&BlockId(id.into())).unwrap().text.clone();
    let (first, third) = (english("rights.01"), english("rights.03"));
    let in_polish = format!("[pl] {first}");
    let ids = ["rights.01", "rights.03"];
    for words in [[&*first, &*third], [&*in_polish, "[pl] something else"], [&*third, &*in_polish]] {
        assert_eq!(code(sign(vec![shown(&ids, &words)])), Code::NotUsable, "{words:?}");
    }
    assert_eq!(code(sign(vec![shown(&[&*worry], &[&*english(&worry)])])), Code::NotUsable, "it was left out");
    let mut no_language = shown(&ids, &[&*in_polish, &*third]);
    if let Event::Shown { as_seen: Some(as_seen), .. } = &mut no_language {
        as_seen.language = Language("xx".into());
    }
    assert_eq!(code(sign(vec![no_language])), Code::NotHere);
    sign(vec![shown(&ids, &[&*in_polish, &*third])]).unwrap();
}

#[test]
fn only_what_two_people_stand_for_today_is_offered_outside_practice() {
    let world = World::new();
    let (until, past) = (today(&world), today(&world) - Days::new(1));
    let translated = "status = 'translated'\ntranslated = { by = 'A. Kowalska', on = '2026-10-01' }";
    let stages = [
        ("rights.01", checked(until)),
        ("rights.02", checked(past)),
        ("rights.03", translated.to_owned()),
        ("rights.04", "status = 'draft'".to_owned()),
        ("rights.05", by_two("A. Kowalska", " a. kowalska ", until)),
        ("rights.06", "status = 'expired'".to_owned()),
    ];
    let folder = folder(&Texts::english(), stages);
    let tablet = world.ready_with(&OFFICE, outfit(&folder, false));
    let (_, real) = begun(&tablet, written(&tablet, "The Marsh family").plan.id);
    assert_eq!(blocks(&read_in(&tablet, real.id)), ["rights.01"].into());
    let (_, practised) = begun(&tablet, practice(&tablet));
    let in_practice = ["rights.01", "rights.03", "rights.04", "rights.05"];
    assert_eq!(
        blocks(&read_in(&tablet, practised.id)),
        in_practice.into(),
        "what has expired is never offered"
    );
    world.clock.set_wall(TimeDelta::days(1));
    assert!(tags(&tablet, real.id).is_empty(), "its last day has passed");
    assert_eq!(tags(&tablet, practised.id), ["pl"]);
}

#[test]
fn the_made_up_languages_are_for_practice_and_for_who_asks_for_them() {
    for made_up in [true, false] {
        let world = World::new();
        let outfit = Outfit { made_up_languages: made_up, ..crate::world::outfit() };
        let tablet = world.ready_with(&OFFICE, outfit);
        let (_, real) = begun(&tablet, written(&tablet, "The Marsh family").plan.id);
        let (_, practised) = begun(&tablet, practice(&tablet));
        assert!(tags(&tablet, real.id).is_empty());
        let wanted: &[&str] = if made_up { &["en-XA", "ar-XB"] } else { &[] };
        assert_eq!(tags(&tablet, practised.id), wanted);
    }
}

#[test]
fn a_translation_of_other_english_than_is_signed_is_not_offered() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let before = written(&tablet, "The Marsh family");
    let (_, signing) = begun(&tablet, before.plan.id);
    drop(tablet);
    let day = today(&world);
    let approved = ApprovedRights {
        by: "Brindlewood legal services".into(),
        on: day,
        rights: ["01", "07", "10", "11"].map(|key| (key.to_owned(), "You may refuse.".to_owned())).into(),
    };
    let sentences = approved.rights.iter().map(|(key, words)| format!("{key} = '{words}'\n"));
    let rights = sentences.collect::<String>();
    let rights = format!("by = 'Brindlewood legal services'\non = {day}\n[rights]\n{rights}");
    let english = Texts::english().with_rights(&approved);
    let folder =
        folder(&english, ["rights.01", "agreement.no_meeting"].map(|key| (key, checked(today(&world)))));
    fs::write(folder.path().join("rights.toml"), rights).unwrap();
    let tablet = world.start_with(outfit(&folder, false));
    unlock(&tablet, PIN).unwrap();
    assert_eq!(tablet.look(Look {}).unwrap().notice, None, "both files were read");
    assert_eq!(begun(&tablet, before.plan.id).1.id, signing.id, "the sitting goes on with its own words");
    assert_eq!(blocks(&read_in(&tablet, signing.id)), ["meeting.day"].into());
    let (sitting, after) = begun(&tablet, written(&tablet, "The Reed family").plan.id);
    assert_eq!(sitting.agreement.block(&BlockId("rights.01".into())).unwrap().text, "You may refuse.");
    assert_eq!(blocks(&read_in(&tablet, after.id)), ["meeting.day", "rights.01"].into());
}

#[test]
fn the_seal_holds_what_was_read_in_their_language_even_if_it_expired_since() {
    let world = World::new();
    let folder = some_checked(today(&world));
    let line = Line::to(OFFICE.address());
    let office = FakeOffice::at(&line);
    let tablet = world.start_with(outfit(&folder, false));
    tablet.enrol(ipc::visit::Enrol { line: FakeOffice::line(&line) }).unwrap();
    tablet.add_user(crate::world::first_worker(PIN)).unwrap();
    let before = written(&tablet, "The Marsh family");
    let (sitting, signing) = begun(&tablet, before.plan.id);
    let (signing, dee) = (signing.id, before.plan.adults[0].id);
    let theirs = read_in(&tablet, signing).translation;
    let first = theirs.blocks[&BlockId("rights.01".into())].clone();
    let events = vec![turned(&[dee], &[]), rights_shown(&sitting), shown(&["rights.01"], &[&*first])];
    tablet.sign(Sign { signing, events }).unwrap();
    tablet.sign(Sign { signing, events: answered(dee, Outcome::Signs) }).unwrap();
    tablet.take_back(TakeBack { signing, pin: PIN.into() }).unwrap();
    world.clock.set_wall(TimeDelta::days(1));
    assert!(tags(&tablet, signing).is_empty());
    tablet.seal(Seal { signing }).unwrap();
    let pushed = office.first_record();
    let envelope = record::Envelope::read(&pushed.envelope).unwrap();
    let blob = envelope.blobs.iter().find(|blob| blob.role == "translation").unwrap();
    let hash = record::Hash::of(&serde_json::to_vec(&theirs).unwrap()).to_string();
    assert_eq!(blob.sha256.to_string(), hash, "what stood there when they read it");
    let body: serde_json::Value = serde_json::from_slice(&pushed.body).unwrap();
    assert_eq!(body["translations"].as_array().unwrap().len(), 1);
    assert_eq!(body["translations"][0]["sha256"], hash.as_str());
}

#[test]
fn a_file_that_cannot_be_read_is_named_at_the_door() {
    let world = World::new();
    let folder = some_checked(today(&world));
    fs::write(folder.path().join("languages/ro.toml"), "language = 7").unwrap();
    let tablet = world.ready_with(&OFFICE, outfit(&folder, false));
    let notice = tablet.look(Look {}).unwrap().notice.unwrap();
    assert!(notice.contains("ro.toml") && !notice.contains("pl.toml"), "{notice}");
    let (_, signing) = begun(&tablet, written(&tablet, "The Marsh family").plan.id);
    assert_eq!(tags(&tablet, signing.id), ["pl"], "the others are read all the same");
}
