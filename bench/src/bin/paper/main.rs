//! How long an agreement takes to become a PDF, how much memory and how many bytes, beside other programs with the same
//! words in one run. Whole processes are timed, from their start to their end, in turns, so that whatever else the machine
//! does falls on all alike. The papers are left in a folder, where one is named.

mod measure;
mod others;
mod program;
mod programs;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use bench::content::{self, Content};
use bench::given::Given;
use bench::machine;

use measure::Measured;
use program::Program;
use programs::Places;

/// Each program is run so many times, after once that is not counted.
const RUNS: usize = 11;

fn main() -> Result<()> {
    let mut args = std::env::args_os().skip(1).peekable();
    if args.next_if(|arg| arg == measure::ONE).is_some() {
        return measure::one(args);
    }
    let keep = args.next().map(PathBuf::from);
    let places = Places::new(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))?;
    println!("building what is measured");
    programs::build(&places)?;
    let programs = programs::all(&places)?;
    println!("{}", machine::facts());
    for program in &programs {
        println!("  {:<26} {}", program.name, program.version.as_deref().unwrap_or("not on this machine"));
    }
    let folder = tempfile::tempdir()?;
    for (number, content) in content::all(&places.root.join("assets/examples"))?.into_iter().enumerate() {
        let folder = folder.path().join(number.to_string());
        fs::create_dir_all(&folder)?;
        write(&content, &folder, &places)?;
        table(&content, &folder, &programs)?;
        if let Some(keep) = &keep {
            programs::keep(&programs, &folder, &keep.join(number.to_string()))?;
        }
    }
    Ok(())
}

/// Writes the plan, the sitting and the same words for the programs that lay them out by themselves.
fn write(content: &Content, folder: &Path, places: &Places) -> Result<()> {
    fs::write(folder.join("plan.json"), content.plan.to_json())?;
    fs::write(folder.join("sitting.json"), serde_json::to_vec(&content.signing)?)?;
    fs::write(folder.join("fonts.conf"), places.font_list(folder))?;
    for (name, bytes) in bench::sources(&Given::new(&content.plan, content.signing.clone()))? {
        fs::write(folder.join(name), bytes)?;
    }
    Ok(())
}

fn table(content: &Content, folder: &Path, programs: &[Program]) -> Result<()> {
    println!("\n{}: {RUNS} runs each; load {}", content.name, machine::load());
    println!(
        "{:<26} {:>8} {:>9} {:>8} {:>7} {:>9} {:>6}  same bytes each time",
        "", "min ms", "median ms", "CPU ms", "MB", "bytes", "pages"
    );
    let present: Vec<&Program> = programs.iter().filter(|program| program.version.is_some()).collect();
    let mut measured: Vec<Measured> = present.iter().map(|_| Measured::default()).collect();
    for round in 0..=RUNS {
        for (program, measured) in present.iter().zip(&mut measured) {
            if measured.failed.is_none() {
                let run = measure::run(&program.command(folder)?, &program.output(folder), folder);
                measured.take(run.with_context(|| format!("{} was not measured", program.name))?, round > 0);
            }
        }
    }
    for (program, measured) in present.iter().zip(&measured) {
        println!("{:<26} {}", program.name, measured.row());
    }
    println!("load afterwards {}", machine::load());
    Ok(())
}
