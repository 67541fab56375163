//! The crates of this repository as their manifests tell of them: where each is, what it is for, whom it uses.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use toml::{Table, Value};

/// One crate of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Member {
    /// Its folder, from the root.
    pub(crate) folder: String,
    pub(crate) name: String,
    /// What it is for, in a line.
    pub(crate) description: String,
    /// All that it and its build script use, on whatever platform, by the names the packages really have. What it needs
    /// only for its own tests is its own business.
    pub(crate) uses: Vec<String>,
}

/// The members of the workspace, in the order in which it names them.
///
/// # Errors
/// When a manifest cannot be read.
pub(crate) fn members(root: &Path) -> Result<Vec<Member>> {
    let workspace = read(&root.join("Cargo.toml"))?;
    let members = workspace.get("workspace").and_then(|table| table.get("members")).and_then(Value::as_array);
    let members = members.context("Cargo.toml names no members of the workspace")?;
    members.iter().filter_map(Value::as_str).map(|folder| member(root, folder)).collect()
}

fn member(root: &Path, folder: &str) -> Result<Member> {
    let manifest = read(&root.join(folder).join("Cargo.toml"))?;
    let of_package = |key: &str| {
        let value = manifest.get("package").and_then(|table| table.get(key)).and_then(Value::as_str);
        value.unwrap_or_default().to_owned()
    };
    Ok(Member {
        folder: folder.to_owned(),
        name: of_package("name"),
        description: of_package("description"),
        uses: uses(&manifest),
    })
}

fn read(path: &Path) -> Result<Table> {
    let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    text.parse().with_context(|| format!("{} is not well-formed", path.display()))
}

/// What a manifest says that a crate uses, without what is for its tests.
pub(crate) fn uses(manifest: &Table) -> Vec<String> {
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
