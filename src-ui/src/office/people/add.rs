//! Adding a person: what they sign in with, their name, and what they will be.

use ipc::office::people::{NewPerson, PersonLink, TeamRow};
use leptos::prelude::*;

use super::here::Here;
use super::link::Given;
use super::one::{RolePick, role_picked};
use crate::components::TextField;
use crate::words::t;

/// The form.
#[component]
pub(super) fn AddPerson(
    /// What the page shares.
    here: Here,
) -> impl IntoView {
    let Here { list, teams, doing, given, .. } = here;
    let (login, name) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (role, team) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(first) = role_picked(role, team) else {
            doing.refuse(t("office.choose_role"));
            return;
        };
        let called = name.get_untracked().trim().to_owned();
        let new = NewPerson { login: login.get_untracked(), name: called.clone(), roles: vec![first] };
        doing.tell("/api/people/add".to_owned(), new, move |made: PersonLink| {
            for typed in [login, name, role, team] {
                typed.set(String::new());
            }
            list.again();
            Given { name: called, link: made.link }.show(given);
        });
    };
    let pick = move |all: Vec<TeamRow>| view! { <RolePick id="new" role team all/> }.into_any();
    view! {
        <details class="card">
            <summary>{t("office.add_person")}</summary>
            <form class="column" on:submit=add>
                <TextField id="new-name" label=t("office.person_name") value=name typed=move |text| name.set(text)/>
                <TextField id="new-login" label=t("office.login") hint=t("office.login_hint") goes_on=true value=login
                    typed=move |text| login.set(text)/>
                {teams.once_there(pick)}
                <div class="buttons">
                    <button type="submit" class="button">{t("office.add_person_go")}</button>
                </div>
            </form>
        </details>
    }
}
