//! `check` and `check-goals`: how plain a text is, and what a goal lacks.

use super::say;
use super::source::{bytes, read};
use anyhow::Context;
use ipc::told::office_command;
use office::{Checked, Environment, System};
use plan::smart::Names;
use std::path::Path;

pub(super) fn check(file: &Path, json: bool) -> anyhow::Result<()> {
    match office::checked(&bytes(file)?).context(office_command::not_checked())? {
        Checked::Text(text) => {
            let found = office::check_text(&text);
            if json { say(&serde_json::to_string(&found)?) } else { say(office::table(&found).trim_end()) }
        }
        Checked::Plan(plan) => {
            let found = office::check_plan(&plan, System.now().date_naive());
            if json { say(&serde_json::to_string(&found)?) } else { say(found.table().trim_end()) }
        }
    }
}

pub(super) fn check_goals(file: &Path, names: &Names, json: bool) -> anyhow::Result<()> {
    let found = office::check_goals(&read(file)?, names);
    if json {
        return say(&serde_json::to_string(&found)?);
    }
    let lines: String = found.iter().map(office::GoalCheck::lines).collect();
    say(lines.trim_end())
}
