//! A tablet that reaches no network: what it sealed goes to the office in a file that somebody carries there.

use std::fs;
use std::path::{Path, PathBuf};

use faults::Dice;
use ipc::refusal::Code;
use ipc::visit::{Delivery, Look, SaveCopy, SaveLetters, SavedLetters, Sealed};
use office::Stands;
use record::LettersFile;
use record::wire::RefuseCode;
use tablet::Tablet;

use crate::copies::whole;
use crate::family::sealed;
use crate::offices::TestOffice;
use crate::sending::{LONG, all_safe, of_a_fake_office, through_a_line};
use crate::world::{World, code, unlock};

/// Saves onto the only stick, and where that is.
fn onto_a_stick(world: &World, tablet: &Tablet) -> (SavedLetters, PathBuf) {
    let stick = world.copies().with_file_name("sticks").join("BLUE");
    fs::create_dir_all(&stick).unwrap();
    let saved = tablet.save_letters(SaveLetters { drive: Some("BLUE".into()) }).unwrap();
    let path = stick.join(&saved.file);
    (saved, path)
}

fn counts(SavedLetters { whole, in_part, unreadable, .. }: &SavedLetters) -> [usize; 3] {
    [*whole, *in_part, *unreadable]
}

/// The family's copy, as the tablet itself writes it.
fn copy(tablet: &Tablet, plan: plan::ids::PlanId) -> Vec<u8> {
    let card = tablet.save_copy(SaveCopy { copy: whole(plan), drive: None }).unwrap();
    let saved = card.copies[0].saved.clone().unwrap();
    fs::read(Path::new(&saved.folder).join(saved.file)).unwrap()
}

#[test]
fn what_a_tablet_without_a_network_sealed_is_carried_to_the_office_and_is_the_same_there() {
    let (office, world) = (TestOffice::start(), World::new());
    let (tablet, line) = through_a_line(&world, &office);
    line.to_nobody();
    assert_eq!(
        code(tablet.save_letters(SaveLetters { drive: None })),
        Code::NotHere,
        "nothing is on its way"
    );
    let (marsh, marsh_card) = sealed(&tablet, "The Quokkatown family");
    let (_, reed_card) = sealed(&tablet, "The Reed family");
    let no_stick = tablet.save_letters(SaveLetters { drive: Some("BLUE".into()) });
    assert_eq!(code(no_stick), Code::NotHere);
    let (saved, path) = onto_a_stick(&world, &tablet);
    assert_eq!((counts(&saved), &*saved.file), ([2, 0, 0], "for-the-office.letters"));
    let again = onto_a_stick(&world, &tablet).0;
    assert_eq!(again, saved, "asked again it is the same file");
    let bytes = fs::read(&path).unwrap();
    for word in ["Quokkatown", "Marsh", "Dee", &*marsh_card.reference] {
        assert!(!bytes.windows(word.len()).any(|found| found == word.as_bytes()), "{word}");
    }

    for _ in 0..2 {
        let brought = office.take_in_file(&bytes).unwrap().records;
        assert!(brought.iter().all(|it| it.stands == Stands::Safe), "{brought:?}");
        let references = brought.into_iter().map(|it| it.reference.unwrap());
        assert_eq!(references.collect::<Vec<_>>(), [&*marsh_card.reference, &*reed_card.reference]);
    }
    assert_eq!(office.copy(&marsh_card.reference), copy(&tablet, marsh), "byte for byte");
    let before = tablet.look(Look {}).unwrap().sending;
    assert_eq!((before.safe, before.waiting), (0, 2), "it has not heard of it");
    assert_eq!(onto_a_stick(&world, &tablet).0, saved, "and has deleted nothing");

    line.to_office(office.address());
    all_safe(&tablet, 2);
    assert!(matches!(tablet.sealed(Sealed { plan: marsh }).unwrap().delivery, Delivery::Safe { .. }));
    assert_eq!(
        code(tablet.save_letters(SaveLetters { drive: None })),
        Code::NotHere,
        "nothing is on its way"
    );
    let elsewhere = TestOffice::start();
    assert!(elsewhere.take_in_file(&bytes).unwrap_err().to_string().contains("for another office"));
}

#[test]
fn a_plan_that_the_office_refused_is_in_the_file_as_well() {
    let world = World::new();
    let (tablet, office, _line) = of_a_fake_office(&world);
    office.mood.lock().unwrap().refuses.insert(1, RefuseCode::BadSignature);
    sealed(&tablet, "The Marsh family");
    let begun = std::time::Instant::now();
    while tablet.look(Look {}).unwrap().sending.stuck.is_empty() {
        assert!(begun.elapsed() < LONG, "it is not refused");
        std::thread::yield_now();
    }
    let saved = tablet.save_letters(SaveLetters { drive: None }).unwrap();
    assert_eq!(counts(&saved), [1, 0, 0]);
    let bytes = fs::read(Path::new(&saved.folder).join(&saved.file)).unwrap();
    LettersFile::read(&bytes).unwrap();
    assert_eq!(tablet.look(Look {}).unwrap().sending.stuck.len(), 1, "it is named as before");
}

/// Wherever a page is damaged: what can be read goes to the office, and the others are counted.
#[test]
fn of_a_damaged_record_all_that_can_be_read_is_in_the_file() {
    const PAGE: usize = 4096;
    let (office, world) = (TestOffice::start(), World::new());
    let (tablet, line) = through_a_line(&world, &office);
    line.to_nobody();
    for family in ["Marsh", "Reed", "Pike"] {
        sealed(&tablet, family);
    }
    drop(tablet);
    // Without what lies ready, every letter is made anew of what can be read.
    for file in ["post.db", "post.db-wal"] {
        let _ = fs::remove_file(world.data().join(file));
    }
    let path = world.user_folder().join("records.db");
    let good = fs::read(&path).unwrap();
    let mut dice = Dice::new(7);
    let (pages, mut one_alone) = (good.len() / PAGE, 0);
    for page in (1..pages).step_by(4) {
        let mut bytes = good.clone();
        bytes[page * PAGE + dice.below(PAGE)] ^= 1;
        fs::write(&path, &bytes).unwrap();
        let tablet = world.start();
        let saved = unlock(&tablet, crate::world::PIN)
            .and_then(|()| tablet.save_letters(SaveLetters { drive: None }));
        drop(tablet);
        for file in ["post.db", "post.db-wal"] {
            let _ = fs::remove_file(world.data().join(file));
        }
        let saved = match saved {
            Ok(saved) => saved,
            Err(refusal) => {
                assert_eq!(refusal.code, Code::Damaged, "page {page}: {}", refusal.sentence);
                continue;
            }
        };
        assert_eq!(counts(&saved).iter().sum::<usize>(), 3, "page {page}: each plan is told of");
        one_alone += usize::from(saved.whole == 2);
        let file = fs::read(Path::new(&saved.folder).join(&saved.file)).unwrap();
        let brought = office.take_in_file(&file).unwrap().records;
        assert_eq!(brought.len(), saved.whole + saved.in_part, "page {page}");
    }
    // But for the pages by which the others are found.
    assert!(one_alone * 8 > pages, "{one_alone} of a quarter of {pages} pages");
}
