//! The made-up families and their made-up council under `assets`.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use plan::Plan;

use crate::process::checkout;

/// A made-up family's plan, by its file's name.
pub fn plan(name: &str) -> Result<Plan> {
    let file = checkout().join("assets/examples").join(format!("{name}.json"));
    let bytes = fs::read(&file).with_context(|| format!("no example of the name {name}"))?;
    Ok(Plan::from_json(&bytes)?)
}

/// The folder of what a made-up council gives its tablets.
pub fn made_up_council() -> PathBuf {
    checkout().join("assets/council")
}

/// The names of all made-up families.
pub fn names() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(checkout().join("assets/examples"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        names.extend(name.strip_suffix(".json").map(str::to_owned));
    }
    names.sort();
    Ok(names)
}
