//! Who may use whom. The table is the architecture: `plan` and `record` know nothing of each other, everything points
//! towards them, and each heavy library is known to one place.

use crate::manifest::Member;

/// Each crate of ours and those of ours it may use. Nobody uses a crate that no line names on its right.
const OURS: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("plan", &["base"]),
    ("record", &["base"]),
    ("document", &["plan"]),
    ("ipc", &["plan"]),
    ("course", &["plan", "ipc"]),
    ("printer", &[]),
    ("council", &["plan", "document"]),
    ("wiped", &[]),
    ("faults", &[]),
    ("tablet", &["base", "plan", "record", "document", "ipc", "printer", "council"]),
    ("office", &["base", "plan", "record", "document", "ipc", "council"]),
    ("src-tauri", &["tablet", "ipc", "wiped"]),
    ("src-ui", &["plan", "ipc", "course"]),
    ("tests", &["base", "plan", "record", "document", "ipc", "tablet", "office", "printer"]),
    ("xtask", &[]),
];

/// Libraries that only these crates may know, along with everything that is called after them (`tauri-build`).
const GUARDED: &[(&str, &[&str])] = &[
    ("data-encoding", &["base"]),
    ("rusqlite", &["tablet", "office", "tests", "faults"]),
    ("postgres", &["office"]),
    ("printpdf", &["document"]),
    ("ipp", &["printer"]),
    ("mdns-sd", &["printer"]),
    ("hayro", &["printer"]),
    ("rustls", &["printer", "office"]),
    ("tts", &["tablet"]),
    ("rodio", &["tablet"]),
    ("zbus", &["tablet"]),
    ("tauri", &["src-tauri"]),
    ("leptos", &["src-ui"]),
];

pub(crate) fn breaches(members: &[Member]) -> Vec<String> {
    let in_one = |member: &Member| {
        let found = in_one_crate(&member.name, &member.uses);
        let name = |breach| format!("{}/Cargo.toml: {breach}", member.folder);
        found.into_iter().map(name).collect::<Vec<_>>()
    };
    members.iter().flat_map(in_one).collect()
}

fn in_one_crate(package: &str, dependencies: &[String]) -> Vec<String> {
    let Some((_, may_use)) = OURS.iter().find(|(name, _)| *name == package) else {
        return vec![format!("`{package}` is new; say in xtask/src/tidy/directions.rs whom it may use")];
    };
    let mut breaches = Vec::new();
    for dependency in dependencies {
        let ours = OURS.iter().any(|(name, _)| name == dependency);
        if ours && !may_use.contains(&dependency.as_str()) {
            breaches.push(format!("{package} may not use {dependency}; {}", instead(may_use)));
        }
        for (library, knowers) in GUARDED {
            if belongs_to(dependency, library) && !knowers.contains(&package) {
                let knowers = knowers.join(", ");
                breaches.push(format!(
                    "{package} may not use {dependency}; only {knowers} may, so move that code there"
                ));
            }
        }
    }
    breaches
}

fn instead(may_use: &[&str]) -> String {
    if may_use.is_empty() {
        "it stands alone, so hand in what it needs".to_owned()
    } else {
        format!("it has {}, so move what is needed there or hand it in", may_use.join(", "))
    }
}

fn belongs_to(dependency: &str, library: &str) -> bool {
    dependency.strip_prefix(library).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::uses;

    fn check(package: &str, manifest: &str) -> Vec<String> {
        in_one_crate(package, &uses(&manifest.parse().unwrap()))
    }

    #[test]
    fn using_whom_one_may_use_is_fine() {
        assert!(check("plan", "[dependencies]\nserde = '1'").is_empty());
        assert!(
            check("tablet", "[dependencies]\nplan.workspace = true\nrusqlite_migration = '2'").is_empty()
        );
        assert!(
            check("src-tauri", "[dependencies]\nipc = {}\n[build-dependencies]\ntauri-build = '2'")
                .is_empty()
        );
        assert!(
            check("plan", "[dev-dependencies]\noffice = {}").is_empty(),
            "tests are a crate's own business"
        );
    }

    #[test]
    fn the_wrong_direction_is_named() {
        for (package, manifest) in [
            ("plan", "[dependencies]\nrecord.workspace = true"),
            ("record", "[dependencies]\nplan.workspace = true"),
            ("document", "[dependencies]\nrecord.workspace = true"),
            ("office", "[dependencies]\ntablet.workspace = true"),
            ("tests", "[dependencies]\nsrc-tauri = {}"),
            ("xtask", "[build-dependencies]\nplan = {}"),
            ("src-ui", "[target.'cfg(unix)'.dependencies]\ntablet = {}"),
        ] {
            assert_eq!(check(package, manifest).len(), 1, "{package} must not: {manifest}");
        }
    }

    #[test]
    fn a_guarded_library_is_found_behind_another_name_too() {
        assert_eq!(check("plan", "[dependencies]\nsql = { package = 'rusqlite', version = '0' }").len(), 1);
        assert_eq!(check("tablet", "[dependencies]\ntauri-plugin-shell = '2'").len(), 1);
        assert!(check("plan", "[dependencies]\ntaurine = '1'").is_empty(), "only the name begins alike");
    }

    #[test]
    fn a_crate_nobody_has_placed_is_named() {
        assert_eq!(check("fax", "[dependencies]").len(), 1);
    }
}
