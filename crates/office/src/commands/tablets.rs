//! Commands about tablets: which there are, whose each is, and what is said of one that is gone.

use super::place::Place;
use super::say;
use chrono::{DateTime, Utc};
use ipc::told::office_command;
use office::store::Tablet;
use office::{Actor, OfficeError};

pub(super) fn tablets(place: Place) -> anyhow::Result<()> {
    let tablets = place.office()?.tablets(&Actor::machine("tablets"))?;
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

pub(super) fn confirm(place: Place, tablet: &str, team: &str) -> anyhow::Result<()> {
    let (office, actor) = (place.office()?, Actor::machine("confirm-tablet"));
    let (tablet, team) = (office.tablet(tablet)?, office.team(&actor, team)?);
    office.confirm_tablet(&actor, tablet.id, team.id)?.ok_or(OfficeError::NoTablet)?;
    say(&office_command::tablet_confirmed(&tablet.name, &team.name).to_string())
}

pub(super) fn rename(place: Place, tablet: &str, name: &str) -> anyhow::Result<()> {
    let (office, actor) = (place.office()?, Actor::machine("rename-tablet"));
    let tablet = office.tablet(tablet)?;
    let name = office.rename_tablet(&actor, tablet.id, name)?.ok_or(OfficeError::NoTablet)?;
    say(&office_command::tablet_renamed(name).to_string())
}

pub(super) fn revoke(place: Place, tablet: &str) -> anyhow::Result<()> {
    let (office, actor) = (place.office()?, Actor::machine("revoke-tablet"));
    let tablet = office.tablet(tablet)?;
    office.revoke_tablet(&actor, tablet.id)?.ok_or(OfficeError::NoTablet)?;
    say(&office_command::tablet_revoked(&tablet.name).to_string())
}

fn line(tablet: &Tablet) -> String {
    let Tablet { id, name, joined_at, records, held, asked_at, lost_at, team, revoked_at, .. } = tablet;
    let joined = office_command::tablet(name, id, records, minute(joined_at));
    let asked = match asked_at {
        Some(at) => office_command::tablet_asked(minute(at)),
        None => office_command::tablet_never_asked(),
    };
    let held = (*held > 0).then(|| format!(" {}", office_command::tablet_holds(held)));
    let lost = lost_at.map(|at| format!(" {}", office_command::tablet_lost(minute(&at))));
    let whose = match team {
        Some(team) => office_command::tablet_of(team),
        None => office_command::tablet_unconfirmed(),
    };
    let revoked = revoked_at.map(|at| format!(" {}", office_command::tablet_is_revoked(minute(&at))));
    let further = [held, lost, revoked].map(Option::unwrap_or_default).concat();
    format!("{joined} {asked} {whose}{further}")
}

fn minute(at: &DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}
