//! Writes every paper of the plans in the first folder and of the made-up family into the second, as PDFs: each kind of copy
//! in both prints, before anybody was asked and after a sitting, and after it the copy for one of them.

use std::error::Error;
use std::fs;
use std::path::Path;

use document::{Paper, Print, render};
use family::sitting::{by_turns, full};
use family::{Family, kinds, plans_in, translated};

#[path = "../tests/it/family/mod.rs"]
#[allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    reason = "what the tests need beside this, and that it is right"
)]
mod family;

/// The name of the family that is in no folder. What is nobody's is the same for all, and written for it alone.
const MADE_UP: &str = "made-up";

fn main() -> Result<(), Box<dyn Error>> {
    let mut folders = std::env::args_os().skip(1);
    let (Some(plans), Some(into)) = (folders.next(), folders.next()) else {
        return Err("say where the plans are and where to write the papers".into());
    };
    let plans = plans_in(Path::new(&plans)).into_iter().enumerate();
    let families = plans.map(|(number, (name, plan))| (name, by_turns(plan, number)));
    for (name, family) in families.chain([(MADE_UP.to_owned(), full())]) {
        write(&name, &family, Path::new(&into))?;
    }
    Ok(())
}

fn write(name: &str, family: &Family, into: &Path) -> Result<(), Box<dyn Error>> {
    let put = |what: &str, paper: &Paper<'_>| -> Result<(), Box<dyn Error>> {
        Ok(fs::write(into.join(format!("{name}-{what}.pdf")), render(paper)?.bytes)?)
    };
    let theirs = translated(family);
    for (what, kind, print) in kinds(&theirs) {
        let paper = Paper { kind, print, ..family.paper() };
        if !kind.is_nobodys() {
            put(&format!("asked-{what}"), &paper)?;
        }
        if !kind.is_nobodys() || name == MADE_UP {
            put(what, &Paper { signing: None, ..paper })?;
        }
    }
    let reader = family.signing.family().first().copied();
    put("asked-copy", &Paper { reader, ..family.paper() })?;
    put("asked-large-copy", &Paper { reader, print: Print::Large, ..family.paper() })
}
