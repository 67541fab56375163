//! What the office's pages have in common: a heading with “Look again”, and what is known of a thing as labelled facts.

use ipc::office::people::{Me, RoleIn, TeamRow};
use leptos::prelude::*;

use super::place::Place;
use crate::words::{fill, t, texts};

/// The id of a page's heading.
pub(super) const HEADING: &str = "office-heading";

/// Who is signed in.
pub(super) type Who = StoredValue<Me>;

/// A page's heading.
#[component]
pub(super) fn Head(
    /// Whose.
    place: Place,
    /// Asks for it anew.
    #[prop(into)]
    again: UnsyncCallback<()>,
) -> impl IntoView {
    view! {
        <div class="card-head">
            <h1 id=HEADING tabindex="-1">{place.title()}</h1>
            <button type="button" class="button" on:click=move |_| again.run(())>{t("office.again")}</button>
        </div>
    }
}

/// What is rarely done, folded away.
#[component]
pub(super) fn Folded(
    /// What unfolds it.
    more: &'static str,
    /// What it is about.
    about: String,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="more">
            <summary>{more}<span class="hidden-words">": "{about}</span></summary>
            <div class="column">{children()}</div>
        </details>
    }
}

/// Facts of a thing, each under its label. They stand side by side where there is room.
pub(super) fn facts(facts: Vec<(&'static str, String)>) -> impl IntoView {
    let one = |(label, words): (&'static str, String)| view! { <div><dt>{label}</dt><dd>{words}</dd></div> };
    view! { <dl class="facts">{facts.into_iter().map(one).collect_view()}</dl> }
}

/// A role in words: “manager of Family safety”.
pub(super) fn role(held: &RoleIn, teams: &[TeamRow]) -> String {
    let word = role_word(&held.role);
    let Some(of) = &held.team else { return word };
    let team = teams.iter().find(|team| team.id == *of);
    match team {
        Some(team) => fill("office.role_of", &[("role", &word), ("team", &team.name)]),
        None => word,
    }
}

/// The word of a role; one that is new to this page is shown as it is.
pub(super) fn role_word(role: &str) -> String {
    let key = format!("office.role_{role}");
    if texts().has(&key) { t(&key).to_owned() } else { role.to_owned() }
}

/// Teams to choose from.
pub(super) fn to_choose(teams: &[TeamRow]) -> Vec<(String, String)> {
    teams.iter().map(|team| (team.id.clone(), team.name.clone())).collect()
}
