//! The office's page: the agreements it holds, what did not come, and a code for another tablet.

mod agreements;
mod asking;
mod row;
mod troubles;

use chrono::Local;
use ipc::office::{EnrolmentCode, SignIn};
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
    let asking = Asking::new();
    // What did not come is asked for anew together with the list.
    let looked = RwSignal::new(0_u32);
    let load = move || {
        asking.again();
        looked.update(|looked| *looked += 1);
    };
    spawn_local(async move {
        if let Some(link) = bridge::one_time_link() {
            // A used link is refused; the session it began may still be there, so the list is asked for all the same.
            let _ = bridge::post::<()>("/api/sign-in", Some(&SignIn { link })).await;
        }
        load();
    });
    // Whoever types keeps the field: it stands as long as answers come.
    let answers = Memo::new(move |_| asking.shown.with(Shown::as_answer));
    let body = move || match answers.get() {
        None => view! { <p role="status">{t("office.loading")}</p> }.into_any(),
        Some(Err(NoAnswer::SignedOut)) => view! { <Banner text=t("office.signed_out")/> }.into_any(),
        Some(Err(NoAnswer::Unreachable)) => {
            view! { <Banner tone="care" text=t("office.unreachable")/> }.into_any()
        }
        Some(Ok(())) => view! {
            {move || { looked.track(); view! { <Troubles/> } }}
            <Agreements asking/>
            <NewTablet/>
        }
        .into_any(),
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
