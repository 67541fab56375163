//! Files that leave the tablet by a stick, and those that are removed from it once they were given.

use std::fs;

use ipc::refusal::Code;
use ipc::visit::{CopyOf, FindDrives, Form, RemoveSaved, SaveCopy, SavePaper};

use crate::copies::{Parted, whole};
use crate::world::code;

#[test]
fn a_copy_leaves_by_the_stick_that_is_there_and_nothing_stays_on_the_tablet() {
    let it = Parted::new();
    let plan = it.before.plan.id;
    it.seal();
    let sticks = it.world.copies().with_file_name("sticks");
    let onto = |name: &str| it.tablet.save_copy(SaveCopy { copy: whole(plan), drive: Some(name.into()) });
    assert_eq!(it.tablet.find_drives(FindDrives {}).unwrap(), [""; 0]);
    assert_eq!(code(onto("BLUE")), Code::NotHere);
    for name in ["BLUE", "RED"] {
        fs::create_dir_all(sticks.join(name)).unwrap();
    }
    let mut found = it.tablet.find_drives(FindDrives {}).unwrap();
    found.sort();
    assert_eq!(found, ["BLUE", "RED"]);

    let card = onto("BLUE").unwrap();
    let saved = card.copies[0].saved.clone().unwrap();
    assert_eq!(saved.folder, sticks.join("BLUE").display().to_string());
    let bytes = fs::read(sticks.join("BLUE").join(&saved.file)).unwrap();
    assert!(bytes.starts_with(b"%PDF"));
    assert_eq!((card.files, it.world.copies().exists()), (0, false), "nothing lies on the tablet");
    assert_eq!(fs::read_dir(sticks.join("RED")).unwrap().count(), 0);
    // No name leads out of the drives that were found.
    for name in ["../data", "..", "/", ""] {
        assert_eq!(code(onto(name)), Code::NotHere, "{name}");
    }
}

#[test]
fn what_was_given_is_removed_from_the_tablet_and_only_that() {
    let it = Parted::new();
    let plan = it.before.plan.id;
    let early = it.tablet.remove_saved(RemoveSaved { plan });
    assert_eq!(code(early), Code::NotReady, "nothing is sealed");
    it.seal();
    for form in [Form::Signed, Form::Large] {
        it.save(Some(it.dan()), form.clone());
        it.save(None, form);
    }
    let leaflet = CopyOf { form: Form::Leaflet, ..whole(plan) };
    let leaflet = it.tablet.save_paper(SavePaper { copy: leaflet, drive: None }).unwrap();
    fs::write(it.world.copies().join("holiday.pdf"), b"mine").unwrap();
    let names = || {
        let entries = fs::read_dir(it.world.copies()).unwrap().map(|it| it.unwrap().file_name());
        let mut names: Vec<String> = entries.map(|it| it.into_string().unwrap()).collect();
        names.sort();
        names
    };
    assert_eq!(names().len(), 6);
    let (kept, bytes) = it.save(None, Form::Signed);

    let card = it.tablet.remove_saved(RemoveSaved { plan }).unwrap();
    assert_eq!(names(), ["holiday.pdf".to_owned(), leaflet.file], "what is nobody's stays");
    assert_eq!(card.files, 0);
    assert!(card.copies.iter().all(|copy| copy.saved.is_none()), "nothing is said to lie where it does not");
    let (again, same) = it.save(None, Form::Signed);
    assert_eq!((again.saved, same), (kept.saved, bytes), "what was sealed is there and can be saved again");
}

/// A stick that somebody laid out for the tablet.
#[cfg(unix)]
#[test]
fn nothing_on_a_stick_is_followed_read_or_written_over() {
    let it = Parted::new();
    let plan = it.before.plan.id;
    it.seal();
    let stick = it.world.copies().with_file_name("sticks").join("BLUE");
    fs::create_dir_all(&stick).unwrap();
    let target = it.world.data().join("of-the-tablet");
    fs::write(&target, "kept").unwrap();
    std::os::unix::fs::symlink(&target, stick.join("leaflet.pdf")).unwrap();
    std::os::unix::fs::symlink(&target, stick.join("leaflet (2).pdf.new")).unwrap();
    let made = std::process::Command::new("mkfifo").arg(stick.join("leaflet (2).pdf")).status().unwrap();
    assert!(made.success());
    fs::write(stick.join("leaflet (3).pdf"), "somebody's").unwrap();

    let leaflet = CopyOf { form: Form::Leaflet, ..whole(plan) };
    let saved = it.tablet.save_paper(SavePaper { copy: leaflet, drive: Some("BLUE".into()) }).unwrap();
    assert_eq!(saved.file, "leaflet (4).pdf");
    assert!(fs::read(stick.join(&saved.file)).unwrap().starts_with(b"%PDF"));
    assert_eq!(fs::read_to_string(&target).unwrap(), "kept");
    assert_eq!(fs::read_to_string(stick.join("leaflet (3).pdf")).unwrap(), "somebody's");
    assert_eq!(fs::read_dir(&stick).unwrap().count(), 5, "and nothing half is left");

    // A stick that cannot be written to is no trouble of the tablet's.
    fs::remove_dir_all(&stick).unwrap();
    fs::write(&stick, "no folder").unwrap();
    let refused =
        it.tablet.save_copy(SaveCopy { copy: whole(plan), drive: Some("BLUE".into()) }).unwrap_err();
    assert!(refused.sentence.contains("The stick could not be written to."), "{}", refused.sentence);
}
