//! Commands about people and teams: who works at the office, what they are, and the link by which each sets password and codes.

use super::place::Place;
use super::say;
use ipc::told::office_command;
use office::store::{Person, Team};
use office::{Actor, Held, Office, OfficeError};

pub(super) fn add(
    place: Place,
    login: &str,
    name: &str,
    role: &str,
    team: Option<&str>,
) -> anyhow::Result<()> {
    let (office, actor) = (place.office()?, Actor::machine("add-person"));
    let held = held(&office, &actor, role, team)?;
    let (_, link) = office.add_person(&actor, login, name, &[held])?;
    say(&office_command::person_added(name.trim()).to_string())?;
    say(&link)
}

pub(super) fn link(place: Place, login: &str) -> anyhow::Result<()> {
    let (office, actor) = (place.office()?, Actor::machine("sign-in-link"));
    let person = office.person(&actor, login)?;
    let link = office.new_sign_in_link(&actor, person.id)?;
    say(&office_command::person_link(&person.name).to_string())?;
    say(&link)
}

pub(super) fn end(place: Place, login: &str) -> anyhow::Result<()> {
    let (office, actor) = (place.office()?, Actor::machine("end-person"));
    let person = office.person(&actor, login)?;
    office.end_person(&actor, person.id)?;
    say(&office_command::person_ended(&person.name).to_string())
}

pub(super) fn sign_out(place: Place, login: &str) -> anyhow::Result<()> {
    let (office, actor) = (place.office()?, Actor::machine("sign-out-person"));
    let person = office.person(&actor, login)?;
    office.end_sessions(&actor, person.id)?;
    say(&office_command::person_signed_out(&person.name).to_string())
}

pub(super) fn forget_ways(place: Place, login: &str) -> anyhow::Result<()> {
    let (office, actor) = (place.office()?, Actor::machine("forget-ways-in"));
    let person = office.person(&actor, login)?;
    office.forget_ways(&actor, person.id)?;
    say(&office_command::ways_forgotten(&person.name).to_string())
}

pub(super) fn role(
    place: Place,
    login: &str,
    role: &str,
    team: Option<&str>,
    take: bool,
) -> anyhow::Result<()> {
    let (office, actor) = (place.office()?, Actor::machine("give-role"));
    let person = office.person(&actor, login)?;
    let held = held(&office, &actor, role, team)?;
    office.set_role(&actor, person.id, held, !take)?;
    let told = if take {
        office_command::role_taken(&person.name, role)
    } else {
        office_command::role_given(&person.name, role)
    };
    say(&told.to_string())
}

pub(super) fn people(place: Place) -> anyhow::Result<()> {
    let (office, actor) = (place.office()?, Actor::machine("people"));
    let (people, teams) = (office.people(&actor)?, office.teams(&actor)?);
    if people.is_empty() {
        return say(&office_command::no_people().to_string());
    }
    people.iter().try_for_each(|person| say(&line(person, &teams)))
}

pub(super) fn add_team(place: Place, name: &str) -> anyhow::Result<()> {
    place.office()?.add_team(&Actor::machine("add-team"), name)?;
    say(&office_command::team_added(name.trim()).to_string())
}

pub(super) fn teams(place: Place) -> anyhow::Result<()> {
    let teams = place.office()?.teams(&Actor::machine("teams"))?;
    if teams.is_empty() {
        return say(&office_command::no_teams().to_string());
    }
    teams.iter().try_for_each(|team| say(&team.name))
}

fn held(office: &Office, actor: &Actor, role: &str, team: Option<&str>) -> Result<Held, OfficeError> {
    let team = team.map(|team| office.team(actor, team)).transpose()?;
    Office::held(role, team.map(|team| team.id))
}

fn line(person: &Person, teams: &[Team]) -> String {
    let role = |held: &Held| {
        let team = teams.iter().find(|team| Some(team.id) == held.team);
        match team {
            Some(team) => office_command::role_in(held.role.word(), &team.name).to_string(),
            None => held.role.word().to_owned(),
        }
    };
    let mut roles = person.roles.iter().map(role).collect::<Vec<_>>().join(", ");
    if roles.is_empty() {
        roles = office_command::no_role().to_string();
    }
    let line = office_command::person(&person.login, &person.name, roles);
    match person.ended_at {
        Some(at) => format!("{line} {}", office_command::person_is_ended(at.format("%Y-%m-%d %H:%M UTC"))),
        None if !person.is_ready => format!("{line} {}", office_command::person_not_ready()),
        None => line.to_string(),
    }
}
