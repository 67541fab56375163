//! The rules of the house that the compiler does not know, checked all at once: one line for each breach, with what to
//! do about it.

mod circles;
mod directions;
mod files;
mod formatting;
mod guide;
mod keys;
mod migrations;
mod modules;
mod written;

use anyhow::{Result, bail};

use crate::output_folder::files_below;
use crate::places::Places;
use crate::{manifest, picture};

pub(crate) fn check(places: &Places) -> Result<()> {
    let files = files::of_the_project(&places.root)?;
    let mut breaches = formatting::breaches(places)?;
    breaches.extend(directions::breaches(&manifest::members(&places.root)?));
    breaches.extend(picture::breaches(&places.root)?);
    breaches.extend(files::breaches(&places.root, &files)?);
    breaches.extend(migrations::breaches(&files));
    breaches.extend(guide::breaches(&places.root, &files)?);
    breaches.extend(keys::breaches(&places.root, &files)?);
    breaches.extend(circles::breaches(&places.root, &files)?);
    if breaches.is_empty() {
        return Ok(());
    }
    let lines: String = breaches.iter().map(|breach| format!("  {breach}\n")).collect();
    bail!("Not tidy, {} to correct:\n{lines}", breaches.len());
}
