//! `enrol-code`: what lets a tablet in once. `unlock`: what lets a worker in by telephone.

use super::place::Place;
use super::say;
use ipc::told::office_command;
use office::{Actor, Whose};

pub(super) fn enrol_code(place: Place) -> anyhow::Result<()> {
    let (line, _) = place.office()?.new_enrolment_line(&Actor::machine("enrol-code"))?;
    say(&line.to_string())
}

pub(super) fn unlock(place: Place, tablet: &str, number: u32, unreported: bool) -> anyhow::Result<()> {
    let office = place.office()?;
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
