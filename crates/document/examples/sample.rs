//! Writes the papers of a made-up family, one of each kind, into the folder given.

use std::error::Error;
use std::path::PathBuf;

use document::{Paper, render};

#[path = "../tests/it/family/mod.rs"]
#[allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    reason = "what the tests need beside this, and that it is right"
)]
mod family;

fn main() -> Result<(), Box<dyn Error>> {
    let folder: PathBuf = std::env::args_os().nth(1).ok_or("say where to write the papers")?.into();
    let family = family::Family::new(family::plan(), &family::answers());
    let theirs = family::translated(&family);
    for (name, kind, print) in family::kinds(&theirs) {
        let pdf = render(&Paper { kind, print, ..family.paper() })?;
        std::fs::write(folder.join(format!("{name}.pdf")), pdf.bytes)?;
    }
    Ok(())
}
