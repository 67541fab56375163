//! The office's page: the agreements it holds, what did not come, a code for another tablet, and who is signed in.

mod agreements;
mod asking;
mod row;
mod troubles;

use chrono::Local;
use ipc::office::EnrolmentCode;
use ipc::office::people::Me;
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::dates;

use self::agreements::Agreements;
use self::asking::{Asking, Shown};
use self::troubles::Troubles;
use crate::components::Banner;
use crate::platform::bridge::{self, NoAnswer};
use crate::platform::page::set_title;
use crate::words::{fill, t};

/// The page.
#[component]
pub fn Page() -> impl IntoView {
    set_title(t("office.title"));
    let (me, asking) = (RwSignal::new(None::<Result<Me, NoAnswer>>), Asking::new());
    // What did not come is asked for anew together with the list.
    let looked = RwSignal::new(0_u32);
    let load = move || {
        spawn_local(async move {
            let answer: Result<Me, NoAnswer> = bridge::get("/api/me").await;
            let sees = answer.as_ref().is_ok_and(|me| me.sees_agreements);
            me.set(Some(answer));
            if sees {
                asking.again();
                looked.update(|looked| *looked += 1);
            }
        });
    };
    load();
    // Whoever types keeps the field: it stands as long as answers come.
    let answers = Memo::new(move |_| match me.get()? {
        Ok(me) if me.sees_agreements => asking.shown.with(Shown::as_answer).map(|answer| answer.map(|()| me)),
        answer => Some(answer),
    });
    let body = move || match answers.get() {
        None => view! { <p role="status">{t("office.loading")}</p> }.into_any(),
        Some(Err(NoAnswer::SignedOut)) => view! {
            <Banner text=t("office.signed_out")/>
            <p><a href="/sign-in" rel="external">{t("office.sign_in")}</a></p>
        }
        .into_any(),
        Some(Err(NoAnswer::NotAllowed)) => view! { <Banner text=t("office.not_allowed")/> }.into_any(),
        Some(Err(NoAnswer::Unreachable)) => {
            view! { <Banner tone="care" text=t("office.unreachable")/> }.into_any()
        }
        Some(Ok(me)) => {
            let list = if me.sees_agreements {
                view! {
                    {move || { looked.track(); view! { <Troubles/> } }}
                    <Agreements asking/>
                }
                .into_any()
            } else {
                view! { <Banner text=t("office.no_agreements")/> }.into_any()
            };
            let (name, adds) = (me.name, me.adds_tablets);
            view! {
                {list}
                {adds.then(|| view! { <NewTablet/> })}
                <SignedIn name/>
            }
            .into_any()
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

/// Who is signed in, and how they sign out: here, or everywhere.
#[component]
fn SignedIn(
    /// Their name.
    name: String,
) -> impl IntoView {
    let failed = RwSignal::new(false);
    let end = move |path: &'static str| {
        spawn_local(async move {
            match bridge::post::<()>(path, None::<&()>).await {
                Ok(()) | Err(NoAnswer::SignedOut) => bridge::leave_for("/sign-in"),
                Err(NoAnswer::NotAllowed | NoAnswer::Unreachable) => failed.set(true),
            }
        });
    };
    let trouble = move || failed.get().then(|| view! { <Banner tone="care" text=t("office.unreachable")/> });
    view! {
        <section class="card">
            <p>{fill("office.signed_in", &[("name", &name)])}</p>
            <div role="status">{trouble}</div>
            <div class="buttons">
                <button class="button" on:click=move |_| end("/api/sign-out")>{t("office.sign_out")}</button>
                <button class="button" on:click=move |_| end("/api/sessions/end")>
                    {t("office.sign_out_everywhere")}
                </button>
            </div>
        </section>
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
