//! One person: who they are here, and what is done about it.

use ipc::office::people::{
    PersonLink, PersonRow, ROLES_IN_TEAMS, ROLES_OF_THE_OFFICE, RoleIn, SetRole, TeamRow,
};
use leptos::prelude::*;

use super::super::doing::AskOnce;
use super::super::parts::{self, Folded, facts, role_word, to_choose};
use super::super::when::at;
use super::here::Here;
use super::link::Given;
use crate::components::Select;
use crate::words::{fill, t};

pub(super) fn person(row: PersonRow, teams: &[TeamRow], here: Here) -> AnyView {
    let (state, tone) = match (row.ended_at, row.is_ready) {
        (Some(_), _) => (t("office.person_ended"), ""),
        (None, true) => (t("office.person_ready"), "good"),
        (None, false) => (t("office.person_not_ready"), "care"),
    };
    let roles: Vec<String> = row.roles.iter().map(|held| parts::role(held, teams)).collect();
    let roles = if roles.is_empty() { t("office.no_role").to_owned() } else { roles.join(", ") };
    let mut known = vec![(t("office.login"), row.login.clone()), (t("office.roles"), roles)];
    known.extend(row.ended_at.map(|ended| (t("office.ended_since"), at(ended))));
    let changes = (row.ended_at.is_none() && here.who.with_value(|me| me.may("give_role")))
        .then(|| changes(&row, teams, here));
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

fn changes(row: &PersonRow, teams: &[TeamRow], here: Here) -> AnyView {
    let held = row.roles.iter().map(|held| taking(row, held, teams, here)).collect_view();
    let (id, name) = (row.id.clone(), row.name.clone());
    let another = move |_| {
        let name = name.clone();
        here.doing.tell(format!("/api/people/{id}/link"), (), move |made: PersonLink| {
            Given { name, link: made.link }.show(here.given);
        });
    };
    let out = Ask {
        does: "sign-out",
        label: t("office.person_out_go"),
        asks: fill("office.person_out_asks", &[("name", &row.name)]),
        yes: t("office.person_out_yes"),
        said: fill("office.person_out", &[("name", &row.name)]),
    };
    let end = Ask {
        does: "end",
        label: t("office.person_end_go"),
        asks: fill("office.person_end_asks", &[("name", &row.name)]),
        yes: t("office.person_end_yes"),
        said: fill("office.person_end", &[("name", &row.name)]),
    };
    let (out, end) = (out.about(row, here), end.about(row, here));
    let (give, hidden) = (giving(row, teams, here), row.name.clone());
    view! {
        <Folded more=t("office.change_person") about=row.name.clone()>
            <div class="buttons">{held}</div>
            {give}
            <div class="buttons">
                <button type="button" class="button" on:click=another>
                    {t("office.another_link")}<span class="hidden-words">" "{hidden}</span>
                </button>
                {out}{end}
            </div>
        </Folded>
    }
    .into_any()
}

/// What is asked once about a person before it is done.
struct Ask {
    /// The end of the call's path.
    does: &'static str,
    label: &'static str,
    asks: String,
    yes: &'static str,
    said: String,
}

impl Ask {
    fn about(self, row: &PersonRow, here: Here) -> AnyView {
        let Self { does, label, asks, yes, said } = self;
        let (path, at) = (format!("/api/people/{}/{does}", row.id), name_of(&row.id));
        let act = move || {
            let (said, at) = (said.clone(), at.clone());
            here.doing.tell(path.clone(), (), move |()| {
                here.doing.say(said);
                here.list.again_at(at);
            });
        };
        let (id, about, no) = (format!("{does}-{}", row.id), row.name.clone(), t("office.leave_person"));
        view! { <AskOnce id label about question=asks yes no act/> }.into_any()
    }
}

/// Giving a role, or taking it.
fn set(here: Here, row: &PersonRow, role: RoleIn, has_it: bool) -> impl Fn() + 'static + use<> {
    let (path, at) = (format!("/api/people/{}/role", row.id), name_of(&row.id));
    let key = if has_it { "office.role_given" } else { "office.role_taken" };
    let said = fill(key, &[("name", &row.name), ("role", &role_word(&role.role))]);
    move || {
        let (said, at) = (said.clone(), at.clone());
        here.doing.tell(path.clone(), SetRole { role: role.clone(), has_it }, move |()| {
            here.doing.say(said);
            here.list.again_at(at);
        });
    }
}

fn taking(row: &PersonRow, held: &RoleIn, teams: &[TeamRow], here: Here) -> AnyView {
    let take = set(here, row, held.clone(), false);
    let words = fill("office.take_role", &[("role", &parts::role(held, teams))]);
    view! {
        <button type="button" class="button" on:click=move |_| take()>
            {words}<span class="hidden-words">" "{row.name.clone()}</span>
        </button>
    }
    .into_any()
}

fn giving(row: &PersonRow, teams: &[TeamRow], here: Here) -> AnyView {
    let (role, team) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let row = StoredValue::new(row.clone());
    let give = move |_| match role_picked(role, team) {
        Some(picked) => row.with_value(|row| set(here, row, picked, true)()),
        None => here.doing.refuse(t("office.choose_role")),
    };
    let (id, name) = row.with_value(|row| (row.id.clone(), row.name.clone()));
    view! {
        <RolePick id role team all=teams.to_vec() about=Some(name.clone())/>
        <div class="buttons">
            <button type="button" class="button" on:click=give>
                {t("office.give_role")}<span class="hidden-words">" "{name}</span>
            </button>
        </div>
    }
    .into_any()
}

/// A role to choose, and its team where it is one of a team.
#[component]
pub(super) fn RolePick(
    /// Where it stands, for the ids of its fields.
    #[prop(into)]
    id: String,
    /// Whose role it is, for those who cannot see what it stands beside.
    #[prop(optional_no_strip)]
    about: Option<String>,
    /// The role's word; nothing while it is empty.
    role: RwSignal<String>,
    /// The team's id; nothing while it is empty.
    team: RwSignal<String>,
    /// All teams.
    all: Vec<TeamRow>,
) -> impl IntoView {
    let roles = ROLES_IN_TEAMS.into_iter().chain(ROLES_OF_THE_OFFICE);
    let roles = roles.map(|role| (role.to_owned(), role_word(role))).collect::<Vec<_>>();
    let whole = move || ROLES_OF_THE_OFFICE.contains(&role.get().as_str());
    view! {
        <div class="pair">
            <Select id=format!("role-{id}") label=t("office.role") about=about.clone() options=roles value=role/>
            <div hidden=whole>
                <Select id=format!("team-{id}") label=t("office.in_team") about options=to_choose(&all) value=team/>
            </div>
        </div>
    }
}

/// The role that is chosen; none while something of it is missing.
pub(super) fn role_picked(role: RwSignal<String>, team: RwSignal<String>) -> Option<RoleIn> {
    let (role, team) = (role.get_untracked(), team.get_untracked());
    let is_whole = ROLES_OF_THE_OFFICE.contains(&role.as_str());
    if role.is_empty() || (!is_whole && team.is_empty()) {
        return None;
    }
    Some(RoleIn { role, team: (!is_whole).then_some(team) })
}

/// The id of a person's heading within the page.
fn name_of(id: &str) -> String {
    format!("person-{id}")
}
