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
