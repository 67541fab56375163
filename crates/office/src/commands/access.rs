//! `access`: what was done at the office and what was refused, newest first.

use super::place::Place;
use super::say;
use ipc::told::office_command;
use office::Actor;
use office::store::{Accessed, Which};

pub(super) fn access(place: Place, below: Option<u64>) -> anyhow::Result<()> {
    let rows = place.office()?.accessed(&Actor::machine("access"), Which::All, below)?;
    rows.iter().try_for_each(|row| say(&line(row)))
}

fn line(row: &Accessed) -> String {
    let who = match (&row.tablet, row.name.is_empty()) {
        (Some(tablet), _) => format!("{} {tablet}", row.who),
        (None, true) => row.who.clone(),
        (None, false) if row.role.is_empty() => format!("{} {}", row.who, row.name),
        (None, false) => format!("{} ({})", row.name, row.role),
    };
    let of = [
        row.of_record.map(|it| it.to_string()),
        row.of_case.map(|it| it.to_string()),
        row.of_tablet.map(|it| it.to_string()),
        row.of_person.map(|it| it.to_string()),
    ];
    let of: Vec<String> = of.into_iter().flatten().collect();
    let done = if of.is_empty() { row.done.clone() } else { format!("{} {}", row.done, of.join(" ")) };
    let became = if row.allowed {
        office_command::accessed_done()
    } else {
        office_command::accessed_refused(row.times)
    };
    let at = row.at.format("%Y-%m-%d %H:%M:%S UTC");
    office_command::accessed(row.number, at, who, &row.page, done, became).to_string()
}
