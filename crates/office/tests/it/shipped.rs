//! What is shipped for whoever runs an office: the settings file can be read as it is and with all that stands in it, and no setting
//! is missing.

use office::{Flags, KeptBack, Log, Settings};
use std::path::Path;

const FILE: &str = include_str!("../../../../assets/office/office.toml");
const UNIT: &str = include_str!("../../../../assets/office/doorstep-office.service");
const CONTAINER: &str = include_str!("../../../../assets/office/Containerfile");

fn read(file: &str) -> Settings {
    Settings::of(Some((file, Path::new(""))), [], Flags::default()).unwrap()
}

/// With what has to be uncommented.
fn whole() -> String {
    let is_setting = |line: &str| Settings::names().any(|name| line.starts_with(&format!("#{name} = ")));
    let lines = FILE.lines().map(|line| if is_setting(line) { line.trim_start_matches('#') } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_settings_stand_there_as_they_are_without_being_said() {
    let (shipped, bare) = (read(FILE), read("data = '/var/lib/doorstep'"));
    assert_eq!(shipped.data, bare.data);
    assert_eq!((shipped.log, shipped.kept_back), (bare.log, bare.kept_back));
    assert_eq!((shipped.reach.listen, shipped.reach.inside), (bare.reach.listen, None));
    assert!(shipped.database.is_none() && shipped.pages.is_none() && shipped.reach.certificate.is_none());
    assert_eq!((bare.log, bare.kept_back), (Log::default(), KeptBack::default()));
}

#[test]
fn no_setting_is_missing_and_each_can_be_read() {
    let whole = whole();
    for name in Settings::names() {
        let lines = whole.lines().filter(|line| line.starts_with(&format!("{name} = "))).count();
        assert_eq!(lines, 1, "{name}");
    }
    let settings = read(&whole);
    assert!(settings.database.is_some() && settings.reach.certificate.is_some());
    assert!(settings.reach.public_address.is_some() && settings.reach.inside.is_some());
    assert!(settings.key_file.is_some() && settings.retention.years.is_some());
}

#[test]
fn what_starts_it_sets_what_there_is() {
    let names: Vec<String> =
        Settings::names().map(|name| format!("DOORSTEP_OFFICE_{}", name.to_ascii_uppercase())).collect();
    for file in [UNIT, CONTAINER] {
        for word in file.split(|letter: char| !letter.is_ascii_uppercase() && letter != '_') {
            let is_set = word.starts_with("DOORSTEP_OFFICE_");
            assert!(!is_set || names.iter().any(|name| name == word), "{word}");
        }
    }
}
