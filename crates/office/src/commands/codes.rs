//! `enrol-code` and `sign-in-link`: what lets a tablet or a person in once. `unlock`: what lets a worker in by telephone.

use super::{beside, say};
use std::path::PathBuf;

pub(super) fn enrol_code(data: PathBuf) -> anyhow::Result<()> {
    let (line, _) = beside(data)?.new_enrolment_line()?;
    say(&line.to_string())
}

pub(super) fn sign_in_link(data: PathBuf) -> anyhow::Result<()> {
    say(&beside(data)?.new_sign_in_link()?)
}

pub(super) fn unlock(data: PathBuf, tablet: &str, number: u32) -> anyhow::Result<()> {
    let office = beside(data)?;
    let tablet = office.tablet(tablet)?;
    say(&office.unlock_code(&tablet, number)?.spoken())
}
