//! The cases that somebody of another team opened in need, until somebody of their team says that they have seen it.

use ipc::office::people::AlertRow;
use leptos::prelude::*;

use super::doing::Doing;
use super::fetched::Fetched;
use super::parts::{HEADING, Head, Who, facts};
use super::place::Place;
use super::when::at;
use crate::words::{fill, t};

/// The page.
#[component]
pub(super) fn Alerts(
    /// Who is signed in.
    who: Who,
) -> impl IntoView {
    let (list, doing) = (Fetched::<Vec<AlertRow>>::ask("/api/alerts"), Doing::new("doing"));
    let answers = who.with_value(|me| me.may("answer_alert"));
    let rows = move |rows: Vec<AlertRow>| {
        if rows.is_empty() {
            return view! { <p>{t("office.no_alerts")}</p> }.into_any();
        }
        let rows = rows.into_iter().map(|row| alert(row, answers, list, doing)).collect_view();
        view! { <ul class="card rows">{rows}</ul> }.into_any()
    };
    view! {
        <Head place=Place::Alerts again=move || list.again()/>
        <p class="lead">{t("office.alerts_words")}</p>
        {doing.said()}
        {list.once_there(rows)}
    }
}

fn alert(row: AlertRow, answers: bool, list: Fetched<Vec<AlertRow>>, doing: Doing) -> AnyView {
    let AlertRow { id, reference, name, reason, broken_at, ends_at, .. } = row;
    let which = reference.unwrap_or_else(|| t("office.no_reference").to_owned());
    let seen = answers.then(|| {
        let said = fill("office.alert_seen", &[("name", &name)]);
        let see = move |_| {
            let said = said.clone();
            doing.tell(format!("/api/alerts/{id}/seen"), (), move |()| {
                doing.say(said);
                // The row is gone then.
                list.again_at(HEADING);
            });
        };
        view! {
            <div class="buttons">
                <button type="button" class="button" on:click=see>
                    {t("office.see_alert")}<span class="hidden-words">" "{name.clone()}</span>
                </button>
            </div>
        }
    });
    let known = vec![
        (t("office.alert_when"), at(broken_at)),
        (t("office.alert_until"), at(ends_at)),
        (t("office.alert_why"), reason),
    ];
    view! {
        <li class="row">
            <h2>{fill("office.alert", &[("name", &name), ("reference", &which)])}</h2>
            {facts(known)}
            {seen}
        </li>
    }
    .into_any()
}
