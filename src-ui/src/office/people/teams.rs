//! The teams of the office, and adding one.

use ipc::office::people::{NewName, TeamRow};
use leptos::prelude::*;

use super::here::Here;
use crate::components::TextField;
use crate::words::{fill, t};

/// The id of the heading over them.
const HEADING: &str = "teams";

/// All teams by their names.
#[component]
pub(super) fn Teams(
    /// What the page shares.
    here: Here,
) -> impl IntoView {
    let Here { who, teams, .. } = here;
    let adds = who.with_value(|me| me.may("add_team"));
    let listed = |teams: Vec<TeamRow>| {
        if teams.is_empty() {
            return view! { <p>{t("office.no_teams")}</p> }.into_any();
        }
        let names = teams.into_iter().map(|team| view! { <li>{team.name}</li> }).collect_view();
        view! { <ul class="listed">{names}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby=HEADING>
            <h2 id=HEADING tabindex="-1">{t("office.teams")}</h2>
            {teams.once_there(listed)}
            {adds.then(|| view! { <AddTeam here/> })}
        </section>
    }
}

#[component]
fn AddTeam(
    /// What the page shares.
    here: Here,
) -> impl IntoView {
    let Here { teams, doing, .. } = here;
    let name = RwSignal::new(String::new());
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let new = NewName { name: name.get_untracked() };
        doing.tell("/api/teams/add".to_owned(), new, move |team: TeamRow| {
            name.set(String::new());
            doing.say(fill("office.team_added", &[("team", &team.name)]));
            teams.again_at(HEADING);
        });
    };
    view! {
        <form class="column" on:submit=add>
            <TextField id="new-team" label=t("office.team_name") value=name typed=move |text| name.set(text)/>
            <div class="buttons"><button type="submit" class="button">{t("office.add_team")}</button></div>
        </form>
    }
}
