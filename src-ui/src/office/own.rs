//! Oneself: who one is here, where one is signed in, and signing out.

use ipc::office::people::{SessionRow, TeamRow};
use leptos::prelude::*;

use super::doing::Doing;
use super::fetched::Fetched;
use super::parts::{Head, Who, facts, role};
use super::place::Place;
use super::when::at;
use crate::platform::bridge;
use crate::words::t;

/// The page.
#[component]
pub(super) fn Own(
    /// Who is signed in.
    who: Who,
) -> impl IntoView {
    let (list, doing) = (Fetched::<Vec<SessionRow>>::ask("/api/sessions"), Doing::new("doing"));
    let teams = Fetched::<Vec<TeamRow>>::ask("/api/teams");
    let me = move |teams: Vec<TeamRow>| {
        let known = who.with_value(|me| {
            let roles: Vec<String> = me.roles.iter().map(|held| role(held, &teams)).collect();
            vec![
                (t("office.person_name"), me.name.clone()),
                (t("office.login"), me.login.clone()),
                (t("office.roles"), roles.join(", ")),
            ]
        });
        facts(known).into_any()
    };
    let sessions = |rows: Vec<SessionRow>| {
        let rows = rows.into_iter().map(session).collect_view();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    let end = move |path: &str| doing.tell(path.to_owned(), (), |()| bridge::leave_for("/sign-in"));
    view! {
        <Head place=Place::You again=move || list.again()/>
        <section class="card">
            {teams.once_there(me)}
            {who.with_value(|me| me.has_passkeys)
                .then(|| view! { <p><a href="/passkeys" rel="external">{t("office.passkeys")}</a></p> })}
        </section>
        {doing.said()}
        <section class="card">
            <h2>{t("office.sessions")}</h2>
            {list.once_there(sessions)}
            <div class="buttons">
                <button type="button" class="button" on:click=move |_| end("/api/sign-out")>{t("office.sign_out")}</button>
                <button type="button" class="button" on:click=move |_| end("/api/sessions/end")>
                    {t("office.sign_out_everywhere")}
                </button>
            </div>
        </section>
    }
}

fn session(row: SessionRow) -> AnyView {
    let known = vec![
        (t("office.session_begun"), at(row.begun_at)),
        (t("office.session_used"), at(row.seen_at)),
        (t("office.session_ends"), at(row.ends_at)),
    ];
    let here =
        row.is_this.then(|| view! { <p><span class="state good">{t("office.session_here")}</span></p> });
    view! { <li class="row">{here}{facts(known)}</li> }.into_any()
}
