//! `render`: a copy of a plan.

use super::say;
use super::source::bytes;
use anyhow::{Context, bail};
use council::{Council, Problem};
use document::Letterhead;
use ipc::told::{office_command, office_copy};
use office::{Asked, Environment, Parts, System};
use plan::{Plan, Signing};
use std::io::Write;
use std::path::Path;

pub(super) fn parts(
    plan: &Path,
    sitting: Option<&Path>,
    letterhead: &Path,
    with: Option<&Path>,
    council: Option<&Path>,
    in_two_languages: bool,
) -> anyhow::Result<Parts> {
    let plan = Plan::from_json(&bytes(plan)?).context(office_copy::not_a_plan())?;
    let sitting = sitting.map(bytes).transpose()?;
    let sitting = sitting.map(|sitting| Signing::from_json(&sitting)).transpose();
    let sitting = sitting.context(office_copy::not_a_sitting())?;
    // Reading the languages takes as long as the rest of the start.
    let council = if council.is_none() && !in_two_languages {
        Council::english()
    } else {
        Council::read(council, false)
    };
    if let Some(files) = council.unread() {
        bail!(office_copy::council(files));
    }
    let letterhead = self::letterhead(letterhead)?;
    let with = with.map(self::letterhead).transpose()?;
    Ok(Parts { plan, sitting, letterhead, with, council, today: System.now().date_naive() })
}

pub(super) fn render(parts: &Parts, asked: &Asked, output: &Path) -> anyhow::Result<()> {
    let pdf = office::render(parts, asked)?;
    let mut file = std::fs::File::create_new(output).context(office_copy::not_written())?;
    if let Err(full) = file.write_all(&pdf.bytes) {
        // Half a paper is no paper.
        let _ = std::fs::remove_file(output);
        return Err(full).context(office_copy::cut_short());
    }
    say(&format!("{} pages, {} bytes", pdf.pages, pdf.bytes.len()))
}

fn letterhead(name: &Path) -> anyhow::Result<Letterhead> {
    match name.to_str() {
        Some("brindlewood") => Ok(Letterhead::brindlewood()),
        Some("northmere") => Ok(Letterhead::northmere()),
        Some(_) | None => council::letterhead(name).map_err(told),
    }
}

/// What is wrong with a letterhead, as it is said of every file that is given.
fn told(problem: Problem) -> anyhow::Error {
    match problem {
        Problem::Disk { source, .. } => anyhow::Error::new(source).context(office_command::file_unread()),
        Problem::TooLarge { .. } => anyhow::Error::msg(office_command::file_too_large()),
        Problem::NotText { source, .. } => anyhow::Error::new(source).context(office_copy::letterhead()),
        Problem::Form { source, .. } => source.into(),
        Problem::Letterhead { source, .. } => source.into(),
        Problem::Rights { source, .. } => source.into(),
        Problem::SecondLetterhead { .. } => problem.into(),
    }
}
