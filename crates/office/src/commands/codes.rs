//! `enrol-code` and `sign-in-link`: what lets a tablet or a person in once. `unlock`: what lets a worker in by telephone.

use super::{beside, say};
use ipc::told::office_command;
use office::Whose;
use std::path::PathBuf;

pub(super) fn enrol_code(data: PathBuf) -> anyhow::Result<()> {
    let (line, _) = beside(data)?.new_enrolment_line()?;
    say(&line.to_string())
}

pub(super) fn sign_in_link(data: PathBuf) -> anyhow::Result<()> {
    say(&beside(data)?.new_sign_in_link()?)
}

pub(super) fn unlock(data: PathBuf, tablet: &str, number: u32, unreported: bool) -> anyhow::Result<()> {
    let office = beside(data)?;
    let tablet = office.tablet(tablet)?;
    let told = office.unlock_code(&tablet, number, unreported)?;
    let whose = match told.whose {
        Whose::Worker(name) => office_command::code_of(name),
        Whose::Unnamed => office_command::code_of_unnamed(),
        Whose::Unreported => office_command::code_of_nobody(),
    };
    say(&whose.to_string())?;
    say(&told.code.spoken())
}
