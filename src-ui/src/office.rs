//! The list of agreements the office holds, each with its PDF and its receipt.

use chrono::{DateTime, Local, Utc};
use ipc::office::{
    AgreementRow, Agreements, Arrival, EnrolmentCode, Mark, SignIn, Trouble, TroubleOf, TroubleRow,
};
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
        Some(Ok(agreements)) => {
            let Agreements { items, troubles } = agreements;
            view! { <Troubles troubles/><List items/><NewTablet/> }.into_any()
        }
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

/// What did not come.
#[component]
fn Troubles(
    /// One for each record or file.
    troubles: Vec<TroubleRow>,
) -> impl IntoView {
    (!troubles.is_empty()).then(|| {
        let lines = troubles.into_iter().map(|row| view! { <li>{trouble(row)}</li> });
        view! {
            <section class="card" id="troubles">
                <h2>{t("office.troubles")}</h2>
                <p>{t("office.troubles_words")}</p>
                <ul>{lines.collect_view()}</ul>
            </section>
        }
    })
}

fn trouble(row: TroubleRow) -> String {
    let why = match row.why {
        Trouble::Refused { .. } => t("office.trouble_refused").to_owned(),
        Trouble::Damaged => t("office.trouble_damaged").to_owned(),
        Trouble::Other { word } => fill("office.trouble_other", &[("word", &word)]),
    };
    let what = match (row.of, row.number) {
        (TroubleOf::Record, Some(number)) => {
            fill("office.trouble_number", &[("number", &number.to_string())])
        }
        (TroubleOf::Record, None) => t("office.trouble_record").to_owned(),
        (TroubleOf::File, _) => t("office.trouble_file").to_owned(),
    };
    let worker = row.worker.unwrap_or_else(|| t("office.trouble_worker").to_owned());
    fill("office.trouble", &[("tablet", &row.tablet), ("worker", &worker), ("what", &what), ("why", &why)])
}

#[component]
fn List(
    /// What the office holds.
    items: Vec<AgreementRow>,
) -> impl IntoView {
    if items.is_empty() {
        return view! { <section class="card"><p>{t("office.none")}</p></section> }.into_any();
    }
    let headings = ["family", "reference", "outcomes", "from", "received", "files"];
    let headings = headings.map(|key| view! { <th scope="col">{t(&format!("office.col_{key}"))}</th> });
    view! {
        <section class="card scroll">
            <table class="received">
                <caption class="hidden-words">{t("office.title")}</caption>
                <thead><tr>{headings.collect_view()}</tr></thead>
                <tbody>{items.into_iter().map(row).collect_view()}</tbody>
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
    let marks = row.marks.into_iter().map(|mark| view! { <br/><strong>{t(mark_words(mark))}</strong> });
    let marks = marks.collect_view();
    let path = |file| format!("/api/agreements/{}/{file}", row.record);
    let about = format!(" {}", row.reference);
    let receipt = view! {
        <p><a href=path("receipt") download=format!("{}-receipt.json", row.reference)>
            {t("office.receipt")}<span class="hidden-words">{about.clone()}</span></a></p>
    };
    let pdf = row.pdf_sha256.map(|hash| {
        view! {
            <p><a href=path("pdf") download=format!("{}.pdf", row.reference) data-sha256=hash>
                {t("office.pdf")}<span class="hidden-words">{about.clone()}</span></a></p>
        }
    });
    let (received, number, files) = match row.arrival {
        Arrival::OnItsWay { .. } => (at(row.came_at), t("office.on_its_way").to_owned(), None),
        Arrival::Here { received_at, office_seq } => {
            let number = fill("office.number", &[("number", &office_seq.to_string())]);
            (at(received_at), number, Some(view! { {pdf}{receipt} }))
        }
    };
    view! {
        <tr>
            <th scope="row">{row.title}</th>
            <td class="number-said">{row.reference.clone()}</td>
            <td><ul>{outcomes.collect_view()}</ul></td>
            <td>{row.worker}<br/><span class="hint">{row.tablet}</span></td>
            <td>{received}<br/><span class="hint">{number}</span>{marks}</td>
            <td>{files}</td>
        </tr>
    }
}

fn at(when: DateTime<Utc>) -> String {
    let when = when.with_timezone(&Local);
    let (day, time) = (dates::day(when.date_naive(), texts()), dates::time(when.time()));
    fill("office.at", &[("day", &day), ("time", &time)])
}

const fn mark_words(mark: Mark) -> &'static str {
    match mark {
        Mark::TwoBranches => "office.mark_two_branches",
        Mark::EarlierMissing => "office.mark_earlier_missing",
        Mark::CameLate => "office.mark_came_late",
        Mark::ClockOff => "office.mark_clock_off",
        Mark::LacksEarlier => "office.mark_lacks_earlier",
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
                let until = dates::time(code.expires_at.with_timezone(&Local).time());
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
