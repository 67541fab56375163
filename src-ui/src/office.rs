//! The list of agreements the office holds, each with its PDF and its receipt.

use ipc::office::{AgreementRow, Agreements, EnrolmentCode, SignIn};
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::dates;

use crate::components::Banner;
use crate::platform::bridge::{self, NoAnswer};
use crate::platform::page::set_title;
use crate::words::{ask_again, fill, t, texts};

/// The page.
#[component]
pub fn Page() -> impl IntoView {
    set_title(t("office.title"));
    let list = RwSignal::new(None::<Result<Agreements, NoAnswer>>);
    let load = move || spawn_local(async move { list.set(Some(bridge::get("/api/agreements").await)) });
    spawn_local(async move {
        if let Some(link) = bridge::one_time_link() {
            // A used link is refused; the session it began may still be there, so the list is asked for all the same.
            let _ = bridge::post::<()>("/api/sign-in", Some(&SignIn { link })).await;
        }
        load();
    });
    let body = move || match list.get() {
        None => view! { <p role="status">{t("office.loading")}</p> }.into_any(),
        Some(Err(NoAnswer::SignedOut)) => view! { <Banner text=t("office.signed_out")/> }.into_any(),
        Some(Err(NoAnswer::Unreachable)) => {
            view! { <Banner tone="care" text=t("office.unreachable")/> }.into_any()
        }
        Some(Ok(agreements)) => view! { <List agreements/><NewTablet/> }.into_any(),
    };
    view! {
        <div class="frame">
            <header class="top">
                <span class="brand">{t("app.name")}</span><span class="where">{t("office.where")}</span>
            </header>
            <main class="page office">
                <div class="card-head">
                    <h1>{t("office.title")}</h1>
                    <button class="button" on:click=move |_| load()>{t("office.again")}</button>
                </div>
                {body}
            </main>
        </div>
    }
}

#[component]
fn List(
    /// What the office holds.
    agreements: Agreements,
) -> impl IntoView {
    if agreements.items.is_empty() {
        return view! { <section class="card"><p>{t("office.none")}</p></section> }.into_any();
    }
    let headings = ["family", "reference", "outcomes", "from", "received", "files"];
    let headings = headings.map(|key| view! { <th scope="col">{t(&format!("office.col_{key}"))}</th> });
    view! {
        <section class="card scroll">
            <table class="received">
                <caption class="hidden-words">{t("office.title")}</caption>
                <thead><tr>{headings.collect_view()}</tr></thead>
                <tbody>{agreements.items.into_iter().map(row).collect_view()}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn row(row: AgreementRow) -> impl IntoView {
    let outcomes = row.outcomes.into_iter().map(|it| {
        let key = format!("office.outcome_{}", it.outcome);
        let said = if texts().has(&key) { t(&key).to_owned() } else { it.outcome };
        let open = it.open.map(|open| view! { <br/><strong>{ask_again(open)}</strong> });
        view! { <li>{it.name}": "{said}{open}</li> }
    });
    let received = row.received_at.with_timezone(&chrono::Local);
    let received = fill(
        "office.at",
        &[("day", &dates::day(received.date_naive(), texts())), ("time", &dates::time(received.time()))],
    );
    let path = |file| format!("/api/agreements/{}/{file}", row.record);
    let about = format!(" {}", row.reference);
    let pdf = row.pdf_sha256.map(|hash| {
        view! {
            <p><a href=path("pdf") download=format!("{}.pdf", row.reference) data-sha256=hash>
                {t("office.pdf")}<span class="hidden-words">{about.clone()}</span></a></p>
        }
    });
    view! {
        <tr>
            <th scope="row">{row.title}</th>
            <td class="number-said">{row.reference.clone()}</td>
            <td><ul>{outcomes.collect_view()}</ul></td>
            <td>{row.worker}<br/><span class="hint">{row.tablet}</span></td>
            <td>{received}<br/><span class="hint">{fill("office.number", &[("number", &row.office_seq.to_string())])}</span></td>
            <td>{pdf}<p><a href=path("receipt") download=format!("{}-receipt.json", row.reference)>
                {t("office.receipt")}<span class="hidden-words">{about.clone()}</span></a></p></td>
        </tr>
    }
}

/// A one-time code for another tablet.
#[component]
fn NewTablet() -> impl IntoView {
    let code = RwSignal::new(None::<Result<EnrolmentCode, NoAnswer>>);
    let make = move |_| {
        spawn_local(async move { code.set(Some(bridge::post("/api/enrolment-codes", None::<&()>).await)) });
    };
    let shown = move || {
        code.get().map(|code| match code {
            Ok(code) => {
                let until = dates::time(code.expires_at.with_timezone(&chrono::Local).time());
                view! {
                    <p>{fill("office.code_until", &[("time", &until)])}</p>
                    <p class="words number-said" id="enrolment-line">{code.line}</p>
                }
                .into_any()
            }
            Err(_) => view! { <Banner tone="care" text=t("office.unreachable")/> }.into_any(),
        })
    };
    view! {
        <section class="card">
            <h2>{t("office.new_tablet")}</h2>
            <p>{t("office.new_tablet_words")}</p>
            <div role="status">{shown}</div>
            <div class="buttons"><button class="button" on:click=make>{t("office.make_code")}</button></div>
        </section>
    }
}
