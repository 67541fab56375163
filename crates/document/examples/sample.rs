//! Writes the paper of a made-up family to the path given.

use std::error::Error;
use std::path::PathBuf;

#[path = "../tests/family/mod.rs"]
mod family;

fn main() -> Result<(), Box<dyn Error>> {
    let path: PathBuf = std::env::args_os().nth(1).ok_or("say where to write the PDF")?.into();
    let family = family::Family::new(family::plan(), &family::answers());
    let pdf = document::render(&family.paper())?;
    std::fs::write(path, pdf.bytes)?;
    Ok(())
}
