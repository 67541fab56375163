//! Who may use whom. The table is the architecture: `plan` and `record` stand alone, everything points towards them,
//! and each heavy library is known to one place.
//!
//! What a crate needs only for its own tests is its own business.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use toml::{Table, Value};

/// Each crate of ours and those of ours it may use. Nobody uses a crate that no line names on its right.
const OURS: &[(&str, &[&str])] = &[
    ("plan", &[]),
    ("record", &[]),
    ("document", &["plan"]),
    ("ipc", &["plan"]),
    ("course", &["plan", "ipc"]),
    ("printer", &[]),
    ("council", &["plan"]),
    ("tablet", &["plan", "record", "document", "ipc", "printer", "council"]),
    ("office", &["plan", "record", "document", "ipc", "council"]),
    ("src-tauri", &["tablet", "ipc"]),
    ("src-ui", &["plan", "ipc", "course"]),
    ("tests", &["plan", "record", "document", "ipc", "tablet", "office", "printer"]),
    ("xtask", &[]),
];

/// Libraries that only these crates may know, along with everything that is called after them (`tauri-build`).
const GUARDED: &[(&str, &[&str])] = &[
    ("rusqlite", &["tablet", "office", "tests"]),
    ("printpdf", &["document"]),
    ("ipp", &["printer"]),
    ("mdns-sd", &["printer"]),
    ("tts", &["tablet"]),
    ("rodio", &["tablet"]),
    ("tauri", &["src-tauri"]),
    ("leptos", &["src-ui"]),
];

pub(crate) fn breaches(root: &Path) -> Result<Vec<String>> {
    let workspace = read_manifest(&root.join("Cargo.toml"))?;
    let members = workspace.get("workspace").and_then(|table| table.get("members")).and_then(Value::as_array);
    let members = members.context("Cargo.toml names no members of the workspace")?;
    let mut breaches = Vec::new();
    for member in members.iter().filter_map(Value::as_str) {
        let manifest = read_manifest(&root.join(member).join("Cargo.toml"))?;
        let package = manifest.get("package").and_then(|table| table.get("name")).and_then(Value::as_str);
        let found = in_one_crate(package.unwrap_or(member), &dependencies(&manifest));
        breaches.extend(found.into_iter().map(|breach| format!("{member}/Cargo.toml: {breach}")));
    }
    Ok(breaches)
}

fn read_manifest(path: &Path) -> Result<Table> {
    let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    text.parse().with_context(|| format!("{} is not well-formed", path.display()))
}

/// What a crate and its build script use, on whatever platform, by the names the packages really have.
fn dependencies(manifest: &Table) -> Vec<String> {
    let on_platforms = manifest.get("target").and_then(Value::as_table);
    let on_platforms = on_platforms.into_iter().flat_map(|table| table.values().filter_map(Value::as_table));
    std::iter::once(manifest)
        .chain(on_platforms)
        .flat_map(|table| ["dependencies", "build-dependencies"].map(|kind| table.get(kind)))
        .filter_map(|section| section?.as_table())
        .flatten()
        .map(|(name, details)| details.get("package").and_then(Value::as_str).unwrap_or(name).to_owned())
        .collect()
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

    fn check(package: &str, manifest: &str) -> Vec<String> {
        in_one_crate(package, &dependencies(&manifest.parse().unwrap()))
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
