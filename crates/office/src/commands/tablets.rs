//! `tablets` and `lost`: which tablets there are, and what is said of one that is gone.

use super::place::Place;
use super::say;
use chrono::{DateTime, Utc};
use ipc::told::office_command;
use office::store::Tablet;

pub(super) fn tablets(place: Place) -> anyhow::Result<()> {
    let tablets = place.office()?.tablets()?;
    if tablets.is_empty() {
        return say(&office_command::no_tablets().to_string());
    }
    tablets.iter().try_for_each(|tablet| say(&line(tablet)))
}

pub(super) fn lost(place: Place, tablet: &str, found: bool) -> anyhow::Result<()> {
    let office = place.office()?;
    let tablet = office.tablet(tablet)?;
    office.set_lost(&tablet, !found)?;
    let told = if found {
        office_command::tablet_found(&tablet.name)
    } else {
        office_command::tablet_marked(&tablet.name)
    };
    say(&told.to_string())
}

fn line(tablet: &Tablet) -> String {
    let Tablet { id, name, joined_at, records, held, asked_at, lost_at } = tablet;
    let joined = office_command::tablet(name, id, records, minute(joined_at));
    let asked = match asked_at {
        Some(at) => office_command::tablet_asked(minute(at)),
        None => office_command::tablet_never_asked(),
    };
    let held = (*held > 0).then(|| format!(" {}", office_command::tablet_holds(held)));
    let lost = lost_at.map(|at| format!(" {}", office_command::tablet_lost(minute(&at))));
    format!("{joined} {asked}{}{}", held.unwrap_or_default(), lost.unwrap_or_default())
}

fn minute(at: &DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}
