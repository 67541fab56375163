//! What the store gives, as pages are told it.

use crate::Office;
use crate::actor::Held;
use crate::store::{Accessed, Alert, Person, Tablet, Team};
use crate::{OfficeError, TeamId};
use ipc::office::people::{AccessRow, AlertRow, PersonRow, RoleIn, TabletRow, TeamRow};

pub(super) fn role_in(held: &Held) -> RoleIn {
    RoleIn { role: held.role.word().to_owned(), team: held.team.map(|team| team.to_string()) }
}

pub(super) fn held(said: &RoleIn) -> Result<Held, OfficeError> {
    let team: Option<TeamId> =
        said.team.as_deref().map(str::parse).transpose().map_err(|_| OfficeError::NoTeam)?;
    Office::held(&said.role, team)
}

pub(super) fn person(person: Person) -> PersonRow {
    let Person { id, login, name, roles, is_ready, ended_at } = person;
    let roles = roles.iter().map(role_in).collect();
    PersonRow { id: id.to_string(), login, name, roles, is_ready, ended_at }
}

pub(super) fn team(Team { id, name }: Team) -> TeamRow {
    TeamRow { id: id.to_string(), name }
}

pub(super) fn tablet(tablet: Tablet) -> TabletRow {
    TabletRow {
        id: tablet.id.to_string(),
        name: tablet.name,
        worker: tablet.worker,
        joined_at: tablet.joined_at,
        asked_at: tablet.asked_at,
        records: tablet.records,
        held: tablet.held,
        team: tablet.team,
        confirmed_at: tablet.confirmed_at,
        lost_at: tablet.lost_at,
        revoked_at: tablet.revoked_at,
    }
}

pub(super) fn alert(alert: Alert) -> AlertRow {
    let Alert { id, case, reference, name, reason, broken_at, ends_at } = alert;
    AlertRow { id: id.to_string(), case: case.to_string(), reference, name, reason, broken_at, ends_at }
}

pub(super) fn accessed(row: Accessed) -> AccessRow {
    AccessRow {
        number: row.number,
        at: row.at,
        who: row.who,
        person: row.person.map(|it| it.to_string()),
        tablet: row.tablet.map(|it| it.to_string()),
        name: row.name,
        role: row.role,
        page: row.page,
        done: row.done,
        of_record: row.of_record.map(|it| it.to_string()),
        of_case: row.of_case.map(|it| it.to_string()),
        of_tablet: row.of_tablet.map(|it| it.to_string()),
        of_person: row.of_person.map(|it| it.to_string()),
        of_name: row.of_name,
        reason: row.reason,
        allowed: row.allowed,
        times: row.times,
    }
}
