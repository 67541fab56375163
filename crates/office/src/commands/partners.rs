//! Commands about other agencies: what is given to them, taken from them, and given back.

use super::place::Place;
use super::say;
use anyhow::{Context, bail};
use chrono::{DateTime, Utc};
use ipc::told::office_command;
use office::store::{Given, Partner, Received};
use office::{Actor, Became, Disclosing, OfficeError, TakenIn};
use std::fs::File;
use std::io::Write;
use std::path::Path;

pub(super) fn keys(place: Place) -> anyhow::Result<()> {
    let office = place.office()?;
    say(&office_command::agency_line(office.keys().pin()).to_string())?;
    say(&office.agency_line().to_string())
}

pub(super) fn add(place: Place, name: &str, key: &str, address: Option<&str>) -> anyhow::Result<()> {
    let added = place.office()?.add_partner(&Actor::machine("partner add"), name, key, address)?;
    say(&office_command::partner_added(added.name, added.keys.pin()).to_string())
}

pub(super) fn list(place: Place) -> anyhow::Result<()> {
    let partners = place.office()?.partners(&Actor::machine("partner list"))?;
    if partners.is_empty() {
        return say(&office_command::no_partners().to_string());
    }
    partners.iter().try_for_each(|partner| say(&line(partner)))
}

pub(super) fn end(place: Place, name: &str) -> anyhow::Result<()> {
    let (office, actor) = (place.office()?, Actor::machine("partner end"));
    let partner = office.partner(&actor, name)?;
    office.end_partner(&actor, partner.agency)?.ok_or(OfficeError::NoPartner)?;
    say(&office_command::partner_ended(partner.name).to_string())
}

pub(super) fn disclose(
    place: Place,
    what: &str,
    to: &str,
    (reason, by): (&str, &str),
    out: Option<&Path>,
) -> anyhow::Result<()> {
    let (office, actor) = (place.office()?, Actor::machine("disclose"));
    let (to, of) = (office.partner(&actor, to)?, office.to_disclose(what)?);
    // Before anything is given.
    let file = out.map(new_file).transpose()?;
    let (request, by) = (office.new_request()?, office.at_the_machine(by));
    let given = office.disclose(&actor, &Disclosing { request, by, of, to: &to, reason });
    let packed = given.and_then(|given| {
        let packed = if out.is_some() { office.pack(&to, &given)? } else { Vec::new() };
        Ok((given.len(), packed))
    });
    let (agreements, packed) = match packed {
        Ok((agreements, packed)) if agreements > 0 => (agreements, packed),
        Ok(_) => {
            take_away(out);
            bail!(office_command::nothing_to_give());
        }
        Err(error) => {
            take_away(out);
            return Err(error.into());
        }
    };
    match file {
        Some(file) => {
            write(file, &packed)?;
            say(&office_command::given_in_file(to.name, agreements).to_string())
        }
        None => say(&office_command::given_to_send(to.name, agreements).to_string()),
    }
}

pub(super) fn disclosures(place: Place, waiting: bool) -> anyhow::Result<()> {
    let given = place.office()?.given(&Actor::machine("disclosures"), waiting)?;
    if given.is_empty() {
        return say(&office_command::nothing_given().to_string());
    }
    given.iter().try_for_each(|given| say(&given_line(given)))
}

pub(super) fn send(place: Place) -> anyhow::Result<()> {
    let sent = place.office()?.send_disclosures()?;
    say(&office_command::sent_out(sent.receipted, sent.waiting).to_string())
}

pub(super) fn pack(place: Place, to: &str, path: &Path) -> anyhow::Result<()> {
    let (office, actor) = (place.office()?, Actor::machine("pack-disclosures"));
    let to = office.partner(&actor, to)?;
    let (agreements, packed) = office.pack_waiting(&to)?;
    if agreements == 0 {
        return say(&office_command::nothing_given().to_string());
    }
    write(new_file(path)?, &packed)?;
    say(&office_command::given_in_file(to.name, agreements).to_string())
}

pub(super) fn take(
    place: Place,
    path: &Path,
    receipts: Option<&Path>,
    team: Option<&str>,
) -> anyhow::Result<()> {
    let (office, actor) = (place.office()?, Actor::machine("take-disclosure"));
    let team = team.map(|team| office.team(&actor, team)).transpose()?;
    let TakenIn { from, agreements, cases, became } = office.take_disclosure(&actor, &read(path)?)?;
    match became {
        Became::Held(reply) => {
            if let Some(team) = &team {
                for case in cases {
                    office.move_case(&actor, case, team.id)?;
                }
            }
            say(&office_command::taken_of_other(from.name, agreements.len()).to_string())?;
            if let Some(path) = receipts {
                write(new_file(path)?, &serde_json::to_vec(&reply)?)?;
            }
        }
        Became::Back(lost) => {
            say(&office_command::taken_back(from.name, lost, agreements.len()).to_string())?;
        }
    }
    agreements.iter().try_for_each(|record| {
        let reference = office.reference(&actor, *record)?;
        say(&reference.unwrap_or_else(|| record.short()))
    })
}

pub(super) fn keep_receipts(place: Place, of: &str, path: &Path) -> anyhow::Result<()> {
    let (office, actor) = (place.office()?, Actor::machine("keep-receipts"));
    let of = office.partner(&actor, of)?;
    let kept = office.keep_receipts_of_file(&of, &read(path)?)?;
    say(&office_command::receipts_kept(of.name, kept).to_string())
}

pub(super) fn ask_back(place: Place, of: &str, path: &Path) -> anyhow::Result<()> {
    let office = place.office()?;
    let of = office.partner(&Actor::machine("ask-back"), of)?;
    let asked = office.ask_back(&of)?;
    write(new_file(path)?, &serde_json::to_vec_pretty(&asked)?)?;
    say(&office_command::asked_back(of.name).to_string())
}

pub(super) fn give_back(place: Place, asked: &Path, path: &Path) -> anyhow::Result<()> {
    let office = place.office()?;
    let (to, agreements, packed) = office.give_back(&Actor::machine("give-back"), &read(asked)?)?;
    write(new_file(path)?, &packed)?;
    say(&office_command::given_back(to.name, agreements).to_string())
}

pub(super) fn received(place: Place) -> anyhow::Result<()> {
    let received = place.office()?.received(&Actor::machine("received"))?;
    if received.is_empty() {
        return say(&office_command::nothing_received().to_string());
    }
    received.iter().try_for_each(|received| say(&received_line(received)))
}

pub(super) fn note_disposal(place: Place, path: &Path) -> anyhow::Result<()> {
    let noted = place.office()?.note_disposal(&Actor::machine("note-disposal"), &read(path)?);
    let (of, records) = noted.context(office_command::certificate_not_genuine())?;
    say(&office_command::disposal_noted(of.name, records).to_string())
}

pub(super) fn give_case(place: Place, case: &str, team: &str) -> anyhow::Result<()> {
    let (office, actor) = (place.office()?, Actor::machine("give-case"));
    let (case, team) = (office.case(case)?, office.team(&actor, team)?);
    office.move_case(&actor, case, team.id)?.ok_or(OfficeError::NoCase)?;
    say(&office_command::case_given(team.name).to_string())
}

fn line(partner: &Partner) -> String {
    let place = partner.address.clone().unwrap_or_else(|| office_command::partner_carried().into());
    let line = office_command::partner(&partner.name, partner.keys.pin(), place, partner.agency);
    match partner.ended_at {
        Some(at) => format!("{line} {}", office_command::partner_is_ended(minute(at))),
        None => line.to_string(),
    }
}

fn given_line(Given { record, reference, to, disclosed_at, receipted_at, .. }: &Given) -> String {
    let named = reference.clone().unwrap_or_else(|| record.short());
    let receipt = match receipted_at {
        Some(at) => office_command::given_receipted(minute(*at)),
        None => office_command::given_waiting(),
    };
    office_command::given_row(named, to, minute(*disclosed_at), receipt).to_string()
}

fn received_line(Received { record, reference, from, came_at, disposed_there_at }: &Received) -> String {
    let named = reference.clone().unwrap_or_else(|| record.short());
    let line = office_command::received_row(named, from, minute(*came_at));
    match disposed_there_at {
        Some(at) => format!("{line} {}", office_command::received_disposed(from, minute(*at))),
        None => line.to_string(),
    }
}

fn minute(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).context(office_command::file_unread())
}

fn new_file(path: &Path) -> anyhow::Result<File> {
    File::create_new(path).context(office_command::file_place())
}

/// A file that nothing was written into.
fn take_away(path: Option<&Path>) {
    if let Some(path) = path {
        let _ = std::fs::remove_file(path);
    }
}

fn write(mut file: File, bytes: &[u8]) -> anyhow::Result<()> {
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    written.context(office_command::file_place())
}
