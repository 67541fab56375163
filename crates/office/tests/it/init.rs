//! An office is made once, by a command, and key and database stay together: whatever is missing or another's is said, and nothing
//! is made in its place. What serves writes nothing that is not needed, and what is done beside it leaves the database's form
//! alone.

use crate::serving::{Serving, files, init, line_of, not_served, refusal, run, said};
use crate::tablet::{Tablet, hello};
use std::fs;
use std::path::{Path, PathBuf};

/// A folder of one test, and in it one for an office that is not there yet.
fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("office");
    (folder, data)
}

fn init_again(data: &Path) -> String {
    refusal(&["init", "--name", "Another", "--data", data.to_str().unwrap()])
}

/// What a command says beside an office that may be running.
fn not_listed(data: &Path) -> String {
    refusal(&["tablets", "--data", data.to_str().unwrap()])
}

/// An office that took a record, and so gave a receipt. All that its database holds is in the one file.
fn with_a_receipt(data: &Path) {
    let serving = Serving::start(data);
    let mut tablet = Tablet::with_line(&said("enrol-code", data).parse().unwrap(), 1);
    let record = tablet.next("{}", &[]);
    tablet.keep(&[tablet.letter(&record)]);
    tablet.receipt(record.hash());
    serving.kill();
    said("tablets", data);
}

#[test]
fn an_office_is_made_once() {
    let (_folder, data) = place();
    let told = init(&data);
    let pin = fs::read_to_string(data.join("office.pin")).unwrap();
    assert!(told.contains(&format!("Its pin is {},", pin.trim_end())), "{told}");
    let made = files(&data);
    assert!(made.keys().eq(["office.key", "office.pin", "office.sqlite"]), "{:?}", made.keys());

    let again = init_again(&data);
    assert!(
        again.starts_with("Something of an office is there already: office.key, office.pin, office.sqlite.")
    );
    assert!(files(&data) == made, "nothing was changed");
    let _serving = Serving::start(&data);
    let line: record::EnrolmentLine = said("enrol-code", &data).parse().unwrap();
    assert_eq!(
        (line.pin.to_string(), hello(&line).office.as_str()),
        (pin.trim_end().to_owned(), "Brindlewood")
    );
}

#[test]
fn what_is_there_already_stays_alone() {
    for there in ["office.key", "office.pin", "office.sqlite"] {
        let (_folder, data) = place();
        fs::create_dir(&data).unwrap();
        fs::write(data.join(there), "somebody's").unwrap();
        let said = init_again(&data);
        assert!(
            said.starts_with(&format!("Something of an office is there already: {there}. Nothing")),
            "{said}"
        );
        assert_eq!(fs::read_dir(&data).unwrap().count(), 1, "nothing was made beside {there}");
        assert_eq!(fs::read(data.join(there)).unwrap(), b"somebody's");
    }
}

#[test]
fn a_folder_that_is_there_and_holds_other_things_may_become_one() {
    let (_folder, data) = place();
    fs::create_dir(&data).unwrap();
    fs::write(data.join("settings.toml"), "").unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let may = |mode: u32| fs::set_permissions(&data, fs::Permissions::from_mode(mode)).unwrap();
        for others_may in [0o777, 0o775, 0o757] {
            may(others_may);
            assert!(init_again(&data).starts_with("Others may write into this folder"), "{others_may:o}");
            assert!(files(&data).keys().eq(["settings.toml"]));
        }
        may(0o755);
    }
    init(&data);
    Serving::start(&data).kill();
}

#[test]
fn a_making_that_was_broken_off_is_gone_on_with() {
    let (_folder, data) = place();
    let told = init(&data);
    fs::remove_file(data.join("office.pin")).unwrap();
    fs::remove_file(data.join("office.sqlite")).unwrap();
    fs::write(data.join("half-made"), "").unwrap();
    let before = files(&data);
    for refused in [not_served(&data), not_listed(&data)] {
        assert!(
            refused.starts_with("An office was begun in this folder and not made to its end."),
            "{refused}"
        );
    }
    assert!(files(&data) == before);
    assert_eq!(init(&data), told, "with the key that was made first");
    Serving::start(&data).kill();
}

#[test]
fn a_name_is_one_line_and_can_be_changed() {
    let (_folder, data) = place();
    let named = data.to_str().unwrap();
    for name in ["", " ", "a\nb", &"x".repeat(201)] {
        let said = refusal(&["init", "--name", name, "--data", named]);
        assert!(said.starts_with("An office's name is one line"), "{said}");
        assert!(!data.exists(), "nothing was made");
    }
    let serving = Serving::start(&data);
    let before = files(&data);
    assert!(
        refusal(&["rename", "--name", "\t", "--data", named]).starts_with("An office's name is one line")
    );
    assert!(files(&data) == before);
    let said_of_it = line_of(&run(&["rename", "--name", " Northmere ", "--data", named]));
    assert!(said_of_it.starts_with("The office is called Northmere now."), "{said_of_it}");
    let line: record::EnrolmentLine = said("enrol-code", &data).parse().unwrap();
    assert_eq!(hello(&line).office, "Northmere", "also where it is running");
    let joined = crate::tablet::join(&line, &crate::tablet::asking(&line, 1, None));
    assert_eq!(joined.json::<record::wire::EnrolReply>().office, "Northmere");
    serving.kill();
    let _serving = Serving::start(&data);
    assert_eq!(hello(&said("enrol-code", &data).parse().unwrap()).office, "Northmere");
}

#[test]
fn without_key_or_database_nothing_is_made_in_its_place() {
    let (_folder, data) = place();
    for refused in [not_served(&data), not_listed(&data)] {
        assert!(refused.starts_with("There is no office in this folder yet."), "{refused}");
    }
    assert!(!data.exists(), "not even the folder");
    with_a_receipt(&data);
    for (gone, says) in [
        ("office.key", "The office's key is gone: office.key is not in this folder. Nothing was changed"),
        (
            "office.sqlite",
            "The office's key is here, but its database is gone or holds no office. Nothing was changed",
        ),
    ] {
        let kept = fs::read(data.join(gone)).unwrap();
        fs::remove_file(data.join(gone)).unwrap();
        let before = files(&data);
        for refused in [not_served(&data), not_listed(&data)] {
            assert!(refused.starts_with(says) && refused.contains("backup"), "{refused}");
        }
        assert!(files(&data) == before, "{gone}");
        fs::write(data.join(gone), kept).unwrap();
        said("tablets", &data);
    }
}

#[test]
fn another_office_s_key_or_database_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("other");
    with_a_receipt(&other);
    let all: [&[&str]; 3] = [&["office.key"], &["office.key", "office.pin"], &["office.sqlite"]];
    for replaced in all {
        let data = folder.path().join(replaced.concat());
        with_a_receipt(&data);
        for file in replaced {
            fs::copy(other.join(file), data.join(file)).unwrap();
        }
        let before = files(&data);
        for refused in [not_served(&data), not_listed(&data)] {
            let says = "The key in office.key is not the one this office was made with. Nothing was changed.";
            assert!(refused.starts_with(says), "{replaced:?}: {refused}");
        }
        assert!(files(&data) == before, "{replaced:?}");
    }
}

#[test]
fn a_folder_of_a_version_without_a_pin_is_served() {
    let (_folder, data) = place();
    with_a_receipt(&data);
    fs::remove_file(data.join("office.pin")).unwrap();
    Serving::start(&data).kill();
    assert!(!data.join("office.pin").exists(), "whose key it is was not proved");
}

#[cfg(unix)]
#[test]
fn a_start_and_a_stop_write_nothing() {
    let (_folder, data) = place();
    init(&data);
    let made = files(&data);
    for _ in 0..2 {
        let mut serve = crate::serving::program();
        serve.args(["serve", "--listen", "127.0.0.1:0", "--public-address", "http://127.0.0.1:8440"]);
        Serving::start_with(serve.arg("--data").arg(&data)).stop();
        assert!(files(&data) == made);
    }
    // Under another address it is known from now on to whoever asks for a code beside it.
    Serving::start(&data).stop();
    assert!(files(&data) != made);
}

/// The folder of an office that the first version served.
fn of_the_first_version() -> (tempfile::TempDir, PathBuf) {
    let frozen = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/frozen/1/data");
    let (folder, data) = place();
    fs::create_dir(&data).unwrap();
    for name in ["office.key", "office.sqlite"] {
        fs::copy(frozen.join(name), data.join(name)).unwrap();
    }
    (folder, data)
}

#[test]
fn a_backup_of_an_older_version_begins_another_count_before_it_is_served() {
    let (_folder, data) = of_the_first_version();
    let told = said("new-epoch", &data);
    assert!(told.starts_with("The office begins a new count."), "{told}");
    Serving::start(&data).kill();
}

#[test]
fn another_office_s_database_of_an_older_version_stays_as_it_is() {
    let (folder, data) = of_the_first_version();
    let other = folder.path().join("other");
    init(&other);
    fs::copy(other.join("office.key"), data.join("office.key")).unwrap();
    let before = files(&data);
    assert!(not_served(&data).starts_with("The key in office.key is not the one"));
    assert!(files(&data) == before);
}

#[test]
fn what_is_done_beside_an_office_leaves_the_form_of_its_database_alone() {
    let (_folder, data) = of_the_first_version();
    let before = files(&data);
    let refused = not_listed(&data);
    assert!(refused.starts_with("This office's records were written by an older version"), "{refused}");
    assert!(files(&data) == before);
    Serving::start(&data).kill();
    assert!(said("tablets", &data).contains("Tablet 3"));
}

#[cfg(unix)]
#[test]
fn its_database_may_be_on_a_server_and_still_belongs_to_its_key() {
    let database = crate::cluster::shared().database();
    let at = |url: &str, data: &Path, command: &[&str]| {
        let mut asked = crate::serving::program();
        asked.args(command).arg("--data").arg(data).env("DOORSTEP_OFFICE_DATABASE", url);
        asked
    };
    let refused = |mut command: std::process::Command| {
        let output = command.output().unwrap();
        assert!(!output.status.success(), "{output:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        let warned = said.lines().take_while(|line| line.contains(" WARN ")).count();
        said.lines().skip(warned).collect::<Vec<_>>().join("\n")
    };
    let (init, serve) = (["init", "--name", "Brindlewood"], ["serve", "--listen", "127.0.0.1:0"]);
    let (_folder, data) = place();
    line_of(&at(&database.url(), &data, &init).output().unwrap());
    assert!(files(&data).keys().eq(["office.key", "office.pin"]));
    let serving = Serving::start_with(&mut at(&database.url(), &data, &serve));
    let line = line_of(&at(&database.url(), &data, &["enrol-code"]).output().unwrap());
    let line: record::EnrolmentLine = line.parse().unwrap();
    assert_eq!(
        (hello(&line).office.as_str(), line.address.as_str()),
        ("Brindlewood", serving.address.as_str())
    );
    Tablet::with_line(&line, 1);
    serving.stop();

    let pin = fs::read(data.join("office.pin")).unwrap();
    fs::remove_file(data.join("office.pin")).unwrap();
    let said = refused(at(&database.url(), &data, &serve));
    assert!(said.starts_with("The key in office.key is not the one this office was made with."), "{said}");
    fs::write(data.join("office.pin"), pin).unwrap();

    let (_other, elsewhere) = place();
    let said = refused(at(&database.url(), &elsewhere, &init));
    let used =
        "The database holds an office already. Nothing was changed. It belongs to the office whose folder";
    assert!(said.starts_with(used), "{said}");
    assert!(!elsewhere.exists());
    let empty = crate::cluster::shared().database();
    let gone = "The office's key is here, but its database is gone or holds no office.";
    for said in [refused(at(&empty.url(), &data, &serve)), not_served(&data)] {
        assert!(said.starts_with(gone) && said.contains("name it with `database`"), "{said}");
    }
    let unknown = crate::cluster::shared().url("never_made_either");
    let said = refused(at(&unknown, &elsewhere, &init));
    assert!(said.starts_with("The server has no database of this name."), "{said}");
    let told = line_of(&at(&empty.url(), &elsewhere, &init).output().unwrap());
    assert!(told.starts_with("The office is made."), "it is gone on with where there is one: {told}");
}
