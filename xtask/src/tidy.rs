//! The rules of the house that the compiler does not know, checked all at once: one line for each breach, with what to
//! do about it.

mod directions;
mod files;
mod formatting;
mod migrations;

use anyhow::{Result, bail};

use crate::output_folder::files_below;
use crate::places::Places;

pub(crate) fn check(places: &Places) -> Result<()> {
    let files = files::of_the_project(&places.root)?;
    let mut breaches = formatting::breaches(places)?;
    breaches.extend(directions::breaches(&places.root)?);
    breaches.extend(files::breaches(&places.root, &files)?);
    breaches.extend(migrations::breaches(&files));
    if breaches.is_empty() {
        return Ok(());
    }
    let lines: String = breaches.iter().map(|breach| format!("  {breach}\n")).collect();
    bail!("Not tidy, {} to correct:\n{lines}", breaches.len());
}
