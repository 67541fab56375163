//! A sealed copy in its forms. Each is made of what was sealed, the office makes the same bytes, and what one person was not
//! shown is in none of theirs.

use std::fs;

use council::Council;
use ipc::refusal::Code;
use ipc::visit::{CopyOf, Form, Helper, SaveCopy, SavePaper, Sealed};
use office::{Asked, Kind};
use plan::texts::Language;
use tablet::Environment;

use crate::copies::{Parted, WORRY, whole, words};
use crate::council::{outfit, some_checked};
use crate::offices::OFFICE;
use crate::world::{World, code};

#[test]
fn the_office_makes_the_same_bytes_of_every_form_and_no_name_says_whose() {
    let world = World::new();
    let folder = some_checked(world.clock.now().date_naive());
    let tablet = world.ready_with(&OFFICE, outfit(&folder, false));
    let it = Parted::on(world, tablet);
    let polish = Language("pl".into());
    let offered: Vec<_> = it.seal().languages.into_iter().map(|language| language.tag).collect();
    assert_eq!(offered, std::slice::from_ref(&polish));
    let forms = [
        (Form::Signed, Kind::Full, ""),
        (Form::Short, Kind::Summary, "-short"),
        (Form::Large, Kind::LargePrint, "-large-print"),
        (Form::Beside(polish), Kind::SideBySide, "-two-languages"),
    ];
    for (form, kind, ending) in forms {
        let language = matches!(form, Form::Beside(_)).then(|| "pl".to_owned());
        for (person, reader, number) in [(None, None, ""), (Some(it.dan()), Some("Dan Reed"), "-1")] {
            let (card, paper) = it.save(person, form.clone());
            let name = format!("{}{number}{ending}.pdf", it.agreement.reference);
            assert_eq!(card.saved.unwrap().file, name);
            let (reader, language) = (reader.map(str::to_owned), language.clone());
            let kind = if person.is_some() && kind == Kind::Full { Kind::Copy } else { kind };
            let asked = Asked { kind, large: false, reader, language, domains: Vec::new() };
            let council = Council::read(Some(folder.path()), false);
            assert!(paper == it.made_again(council, &asked), "{form:?} for {person:?}");
            let words = words(&paper);
            // The short page holds no worries.
            let has_worry = person.is_none() && form != Form::Short;
            assert_eq!(words.contains(WORRY), has_worry, "{form:?} for {person:?}: {words}");
            let says_so = words.contains("This copy is for Dan Reed. We left some parts out.");
            assert_eq!(says_so, person.is_some(), "{form:?}: {words}");
        }
    }
    assert_eq!(fs::read_dir(it.world.copies()).unwrap().count(), 8);
}

#[test]
fn a_form_that_cannot_be_made_is_refused_and_nothing_is_written() {
    let it = Parted::new();
    let plan = it.before.plan.id;
    let unknown = CopyOf { form: Form::Beside(Language("pl".into())), ..whole(plan) };
    let early =
        it.tablet.save_copy(SaveCopy { copy: CopyOf { form: Form::Large, ..whole(plan) }, drive: None });
    assert_eq!(code(early), Code::NotReady, "it is not sealed");
    assert!(it.seal().languages.is_empty(), "nothing is translated");
    assert_eq!(code(it.tablet.save_copy(SaveCopy { copy: unknown, drive: None })), Code::NotHere);
    assert!(it.tablet.sealed(Sealed { plan }).unwrap().copies.iter().all(|copy| copy.saved.is_none()));
    assert_eq!(fs::read_dir(it.world.copies()).map(Iterator::count).unwrap_or_default(), 0);
}

#[test]
fn the_next_meetings_sheet_and_a_helpers_part_are_made_of_what_was_sealed() {
    let it = Parted::new();
    let plan = it.before.plan.id;
    let save = |form: Form, person| {
        let saved =
            it.tablet.save_paper(SavePaper { copy: CopyOf { form, person, ..whole(plan) }, drive: None })?;
        let paper = words(&fs::read(it.world.copies().join(&saved.file)).unwrap());
        Ok::<_, ipc::Refusal>((saved.file, paper))
    };
    assert_eq!(code(save(Form::Review, None)), Code::NotReady, "it is not sealed");
    let sealed = it.seal();
    assert_eq!(sealed.helpers, [Helper::Health], "there is a goal about the home, and none about school");
    let (file, sheet) = save(Form::Review, None).unwrap();
    assert!(file.ends_with("-review.pdf"), "{file}");
    assert!(sheet.contains("Did it happen?") && sheet.contains("cook a warm meal"), "{sheet}");
    for person in [None, Some(it.dan())] {
        let (_, part) = save(Form::Part(Helper::Health), person).unwrap();
        assert!(part.contains("Part for the health visitor") && part.contains("cook a warm meal"), "{part}");
        assert!(!part.contains(WORRY) && !part.contains("Copy for"), "{part}");
    }
    assert_eq!(code(save(Form::Part(Helper::School), None)), Code::NotHere);
    assert_eq!(code(save(Form::Signed, None)), Code::NotHere, "that is a copy");
    let card = it.tablet.sealed(Sealed { plan }).unwrap();
    assert!(card.copies.iter().all(|copy| copy.saved.is_none()), "no copy of anybody was saved by it");
}

#[test]
fn papers_that_are_nobodys_are_there_before_the_seal_and_name_nobody() {
    let it = Parted::new();
    let plan = it.before.plan.id;
    for (form, file, says) in [
        (Form::Blank, "blank-agreement.pdf", "Blank agreement, to read before we meet"),
        (Form::Leaflet, "leaflet.pdf", "You can ask the police what they know"),
    ] {
        let copy = CopyOf { form, ..whole(plan) };
        let saved = it.tablet.save_paper(SavePaper { copy: copy.clone(), drive: None }).unwrap();
        assert_eq!(saved.file, file);
        let paper = words(&fs::read(it.world.copies().join(&saved.file)).unwrap());
        assert!(paper.contains(says), "{paper}");
        for name in ["Marsh", "Tia", "Dan", "Okafor", "Reed", &it.agreement.reference] {
            assert!(!paper.contains(name), "{name} stands on {file}: {paper}");
        }
        let again = it.tablet.save_paper(SavePaper { copy, drive: None }).unwrap();
        assert_eq!(again.file, saved.file, "the same file, asked again");
    }
    let leaflet = fs::read(it.world.copies().join("leaflet.pdf")).unwrap();
    assert!(!words(&leaflet).contains("Brindlewood"), "no agency tells who gave it");
    let copy = CopyOf { form: Form::Signed, ..whole(plan) };
    assert_eq!(
        code(it.tablet.save_paper(SavePaper { copy, drive: None })),
        Code::NotHere,
        "that is somebody's"
    );
}
