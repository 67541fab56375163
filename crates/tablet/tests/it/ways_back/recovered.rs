//! What the office finds on a copy of a tablet that nobody can open any more.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use ipc::visit::{DraftOf, KeepDraft};
use record::{Hash, SignedRecord};

use super::copy_all;
use crate::family::{sealed, signed, written};
use crate::offices::TestOffice;
use crate::sending::all_safe;
use crate::world::World;

#[test]
fn the_office_takes_in_what_lies_on_a_copied_disk_without_keystore_or_pin() {
    let (office, world) = (TestOffice::start(), World::new());
    let tablet = world.ready(&office);
    sealed(&tablet, "Before");
    all_safe(&tablet, 1);
    office.go_away();
    let (_, card) = sealed(&tablet, "The Marsh family");
    let draft = written(&tablet, "The Reed family").plan.id;
    let stoat = written(&tablet, "The Stoat family");
    let signed = signed(&tablet, &stoat).signing.unwrap().id;
    let typing = DraftOf::JoinName(stoat.plan.id);
    tablet.keep_draft(KeepDraft { of: typing, words: "half a w".into() }).unwrap();
    // As it lies there while the app runs.
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy");
    copy_all(&world.data(), &copy);
    drop(tablet);
    office.come_back();
    let found = office.recover(&copy, &folder.path().join("found"));
    let [one] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((&*one.worker, one.records, one.unreadable, one.plans.len()), ("Ada Okafor", 2, 0, 4));
    let [sitting] = one.sittings.as_slice() else { panic!("{:?}", one.sittings) };
    assert!(
        sitting.to_string_lossy().ends_with(&format!("-sitting-{signed}.json")),
        "what is sealed is none"
    );
    let sitting: serde_json::Value = serde_json::from_slice(&fs::read(sitting).unwrap()).unwrap();
    let strokes = sitting["events"].to_string().matches("stroke").count();
    assert!(strokes > 0 && sitting["agreement"].is_object(), "with what was signed: {sitting}");
    assert_eq!(one.drafts, 1);
    assert!(office.holds().contains(&(card.reference, Some(card.pdf_sha256))));
    let plan = fs::read(folder.path().join(format!("found/{draft}.json"))).unwrap();
    assert_eq!(plan::Plan::from_json(&plan).unwrap().title, "The Reed family");
    #[cfg(unix)]
    {
        let found = fs::metadata(folder.path().join(format!("found/{draft}.json"))).unwrap();
        let mode = std::os::unix::fs::PermissionsExt::mode(&found.permissions());
        assert_eq!(mode & 0o077, 0, "only who found it reads it");
    }
    assert_eq!(fs::read_dir(folder.path().join("found")).unwrap().count(), 6, "no copy of a database stays");
    let stranger = TestOffice::start();
    assert!(
        stranger.recover(&copy, &folder.path().join("nothing")).is_empty(),
        "no other office's key opens it"
    );
}

#[test]
fn what_was_sealed_on_a_tablet_the_office_does_not_know_is_in_files() {
    let (office, world) = (TestOffice::start(), World::new());
    office.go_away();
    let before = office.back_up();
    office.come_back();
    let tablet = world.ready(&office);
    let (_, card) = sealed(&tablet, "The Marsh family");
    all_safe(&tablet, 1);
    drop(tablet);
    office.go_away();
    office.restore(&before);
    office.come_back();
    let folder = tempfile::tempdir().unwrap();
    let found = office.recover(&world.data(), &folder.path().join("found"));
    let [one] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((one.records, one.of_unknown, one.unreadable), (0, 1, 0));
    let files = fs::read_dir(folder.path().join("found")).unwrap().map(|entry| entry.unwrap().path());
    let papers: Vec<_> = files.filter(|path| path.extension().is_some_and(|it| it == "pdf")).collect();
    let [paper] = papers.as_slice() else { panic!("{papers:?}") };
    let named = paper.file_stem().unwrap().to_string_lossy().into_owned();
    assert_eq!(named, card.pdf_sha256, "the paper of the agreement");

    // Whatever page of it is damaged: what is handed out is right, and what is not is counted.
    let whole = files_by_their_hash(&folder.path().join("found")).len();
    let copy = folder.path().join("copy");
    copy_all(&world.data(), &copy);
    let path = copy.join("users").join(world.user_folder().file_name().unwrap()).join("records.db");
    let good = fs::read(&path).unwrap();
    let (mut without_paper, mut of_the_office) = (0, 0);
    for page in 1..good.len() / 4096 {
        let mut bytes = good.clone();
        bytes[page * 4096 + 77] ^= 4;
        fs::write(&path, bytes).unwrap();
        let into = folder.path().join(format!("page-{page}"));
        let found = office.recover(&copy, &into);
        let [one] = found.as_slice() else { panic!("{found:?}") };
        let files = files_by_their_hash(&into);
        assert!(files.len() == whole || one.unreadable > 0, "page {page}: {files:?}");
        of_the_office += usize::from(files.len() == whole && one.unreadable > 0);
        without_paper += usize::from(!files.contains(&card.pdf_sha256));
    }
    assert!(without_paper > 0);
    assert!(of_the_office <= 2, "{of_the_office}: pages for what the office wrote, of which nothing is here");
}

/// The names of the files that are called by what they hold. Each of them holds it.
fn files_by_their_hash(folder: &Path) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let (name, bytes) =
            (path.file_stem().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap());
        let is_record = path.extension().is_some_and(|it| it == "record");
        if name.len() == 64 {
            let holds =
                if is_record { SignedRecord::from_bytes(&bytes).unwrap().hash() } else { Hash::of(&bytes) };
            assert_eq!(holds.to_string(), name);
            names.insert(name);
        }
    }
    names
}
