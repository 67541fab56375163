//! One tablet: what is known of it, and what is done about it. One that waits is confirmed at once; the rest is folded away.

use ipc::office::people::{NewName, TabletRow, TeamRow, ToTeam};
use leptos::prelude::*;

use super::super::doing::{AskOnce, Doing};
use super::super::fetched::Fetched;
use super::super::parts::{Folded, Who, facts, to_choose};
use super::super::when::at;
use crate::components::{Select, TextField};
use crate::words::{fill, t};

pub(super) fn tablet(
    row: TabletRow,
    teams: &[TeamRow],
    who: Who,
    list: Fetched<Vec<TabletRow>>,
    doing: Doing,
) -> AnyView {
    let (state, tone) = match &row {
        TabletRow { revoked_at: Some(_), .. } => (t("office.tablet_revoked"), ""),
        TabletRow { lost_at: Some(_), .. } => (t("office.tablet_lost"), "care"),
        TabletRow { confirmed_at: None, .. } => (t("office.tablet_waits"), "care"),
        TabletRow { .. } => (t("office.tablet_in_use"), "good"),
    };
    let nothing = || t("office.not_known").to_owned();
    let mut known = vec![
        (t("office.team"), row.team.clone().unwrap_or_else(|| t("office.no_team").to_owned())),
        (t("office.worker"), row.worker.clone().unwrap_or_else(nothing)),
        (t("office.heard"), row.asked_at.map_or_else(|| t("office.never_heard").to_owned(), at)),
        (t("office.joined"), at(row.joined_at)),
        (t("office.records"), row.records.to_string()),
    ];
    // What it holds itself is told only where it may be missed here.
    if row.held > 0 {
        known.push((t("office.held"), row.held.to_string()));
    }
    known.extend(row.lost_at.map(|lost| (t("office.lost_since"), at(lost))));
    known.extend(row.revoked_at.map(|revoked| (t("office.revoked_since"), at(revoked))));
    let changes = row.revoked_at.is_none().then(|| changes(&row, teams, who, list, doing));
    view! {
        <li class="row">
            <div class="card-head">
                <h2 id=name_of(&row.id) tabindex="-1">{row.name.clone()}</h2>
                <span class=format!("state {tone}")>{state}</span>
            </div>
            {facts(known)}
            {changes}
        </li>
    }
    .into_any()
}

fn changes(
    row: &TabletRow,
    teams: &[TeamRow],
    who: Who,
    list: Fetched<Vec<TabletRow>>,
    doing: Doing,
) -> AnyView {
    let may = |what: &str| who.with_value(|me| me.may(what));
    let confirm = may("confirm_tablet").then(|| to_a_team(row, teams, list, doing));
    let rename = may("rename_tablet").then(|| rename(row, list, doing));
    let revoke = may("revoke_tablet").then(|| {
        let (id, name, row_id) = (row.id.clone(), row.name.clone(), name_of(&row.id));
        let question = fill("office.revoke_asks", &[("name", &name)]);
        let revoked = fill("office.revoked", &[("name", &name)]);
        let act = move || {
            let (row_id, revoked) = (row_id.clone(), revoked.clone());
            doing.tell(format!("/api/tablets/{id}/revoke"), (), move |()| {
                doing.say(revoked);
                list.again_at(row_id);
            });
        };
        view! {
            <AskOnce id=format!("revoke-{}", row.id) label=t("office.revoke") about=name question
                yes=t("office.revoke_yes") no=t("office.leave_tablet") act/>
        }
    });
    let more = t("office.change_tablet");
    if row.confirmed_at.is_none() {
        view! { {confirm}<Folded more about=row.name.clone()>{rename}{revoke}</Folded> }.into_any()
    } else {
        view! { <Folded more about=row.name.clone()>{confirm}{rename}{revoke}</Folded> }.into_any()
    }
}

/// Confirming it with its team, or giving it to another.
fn to_a_team(row: &TabletRow, teams: &[TeamRow], list: Fetched<Vec<TabletRow>>, doing: Doing) -> AnyView {
    if teams.is_empty() {
        return view! { <p class="hint">{t("office.no_teams")}</p> }.into_any();
    }
    let (id, name, row_id) = (row.id.clone(), row.name.clone(), name_of(&row.id));
    let (team, names) = (RwSignal::new(String::new()), to_choose(teams));
    let all = StoredValue::new(names.clone());
    let give = move |_| {
        let chosen = team.get_untracked();
        let Some((_, called)) = all.with_value(|all| all.iter().find(|(id, _)| *id == chosen).cloned())
        else {
            doing.refuse(t("office.choose_team"));
            return;
        };
        let said = fill("office.confirmed", &[("name", &name), ("team", &called)]);
        let row_id = row_id.clone();
        doing.tell(format!("/api/tablets/{id}/confirm"), ToTeam { team: chosen }, move |()| {
            doing.say(said);
            list.again_at(row_id);
        });
    };
    let (asked, does) = if row.confirmed_at.is_none() {
        (t("office.whose_tablet"), t("office.confirm_tablet"))
    } else {
        (t("office.other_team"), t("office.give_tablet"))
    };
    view! {
        <Select id=format!("team-of-{}", row.id) label=asked about=Some(row.name.clone()) options=names value=team/>
        <div class="buttons">
            <button type="button" class="button" on:click=give>
                {does}<span class="hidden-words">" "{row.name.clone()}</span>
            </button>
        </div>
    }
    .into_any()
}

fn rename(row: &TabletRow, list: Fetched<Vec<TabletRow>>, doing: Doing) -> AnyView {
    let (id, row_id, name) = (row.id.clone(), name_of(&row.id), RwSignal::new(row.name.clone()));
    let rename = move |_| {
        let (row_id, name) = (row_id.clone(), name.get_untracked());
        let said = fill("office.renamed", &[("name", name.trim())]);
        doing.tell(format!("/api/tablets/{id}/name"), NewName { name }, move |()| {
            doing.say(said);
            list.again_at(row_id);
        });
    };
    view! {
        <TextField id=format!("name-of-{}", row.id) label=t("office.tablet_name") about=Some(row.name.clone()) value=name
            typed=move |typed| name.set(typed)/>
        <div class="buttons">
            <button type="button" class="button" on:click=rename>
                {t("office.rename_tablet")}<span class="hidden-words">" "{row.name.clone()}</span>
            </button>
        </div>
    }
    .into_any()
}

/// The id of a tablet's heading within the page.
fn name_of(id: &str) -> String {
    format!("tablet-{id}")
}
