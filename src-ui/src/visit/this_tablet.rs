//! This tablet: what of it is on its way, its worker's PIN, who else unlocks it, and joining the office again.

mod pin;
mod sending;

use chrono::TimeDelta;
use course::place::Screen;
use ipc::visit::{Files, Stage};
use leptos::prelude::*;
use leptos::task::spawn_local;

use self::pin::ChangeThePin;
use self::sending::OnTheWay;
use super::door::{NewWorker, OfficeLine};
use super::frame::Frame;
use super::here::Visit;
use crate::components::Banner;
use crate::platform::page;
use crate::words::{at, counted, fill, t};

/// The screen.
#[component]
pub(crate) fn ThisTablet() -> impl IntoView {
    let visit = Visit::here();
    spawn_local(async move { visit.look().await });
    let passphrase = visit.standing.with_untracked(|standing| {
        matches!(standing.as_ref().map(|it| &it.stage), Some(Stage::Open { passphrase: true, .. }))
    });
    let must_join = Memo::new(move |_| {
        visit.standing.with(|standing| standing.as_ref().is_some_and(|it| it.sending.must_join_again))
    });
    let join_again = move || {
        must_join.get().then(|| {
            view! {
                <section class="card" id="join-again">
                    <h2>{t("this_tablet.again")}</h2>
                    <p>{t("this_tablet.again_lead")}</p>
                    <OfficeLine go=t("this_tablet.again_go")/>
                </section>
            }
        })
    };
    let bottom = view! {
        <button class="button" on:click=move |_| visit.go(Screen::Plans)>{t("nav.back")}</button>
    };
    view! {
        <Frame title=Signal::stored(t("this_tablet.title").to_owned()) lead=t("this_tablet.lead") bottom=bottom.into_any()>
            {how_files_were_left(visit)}{clock_off(visit)}{nearly_full(visit)}
            {join_again}
            // Where the tablet has to join again, that comes first.
            <OnTheWay comes_first=Signal::derive(move || !must_join.get())/>
            <ChangeThePin passphrase/>
            <Colleague passphrase/>
        </Frame>
    }
}

/// Adding somebody who unlocks it as well.
#[component]
fn Colleague(
    /// Whether a passphrase is needed.
    passphrase: bool,
) -> impl IntoView {
    let added = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        if added.with(Option::is_some) {
            fold("colleague");
        }
    });
    let key =
        if passphrase { "this_tablet.colleague_added_passphrase" } else { "this_tablet.colleague_added" };
    view! {
        <section class="card" id="colleague">
            <details class="more">
                <summary>{t("this_tablet.colleague")}</summary>
                <div class="column">
                    <p>{t("this_tablet.colleague_lead")}</p>
                    <NewWorker passphrase go=t("this_tablet.colleague_go") button="button" added/>
                </div>
            </details>
            <div role="status" id="colleague-added">
                {move || added.get().map(|name| view! { <p>{fill(key, &[("name", &name)])}</p> })}
            </div>
        </section>
    }
}

/// Folds a card's form up again once it is done, so that what is said of it stands in sight.
fn fold(card: &str) {
    let details = document().query_selector(&format!("#{card} details"));
    if let Ok(Some(details)) = details {
        let _ = details.remove_attribute("open");
    }
    page::focus_first(&format!("#{card} summary"));
}

/// What was found in files that were not closed; nothing where they were.
fn how_files_were_left(visit: Visit) -> impl IntoView {
    let files = files(visit);
    move || {
        let (tone, key) = match files.get() {
            Files::Closed => return None,
            Files::Looking => ("", "this_tablet.files_looking"),
            Files::Whole => ("good", "this_tablet.files_whole"),
            Files::Damaged => ("care", "this_tablet.files_damaged"),
            Files::NotLooked => ("care", "this_tablet.files_not_looked"),
        };
        Some(view! { <Banner tone text=t(key)/> })
    }
}

/// That something in them cannot be read.
pub(crate) fn damaged(visit: Visit) -> impl IntoView {
    let files = files(visit);
    move || {
        (files.get() == Files::Damaged)
            .then(|| view! { <Banner tone="care" text=t("this_tablet.files_damaged")/> })
    }
}

fn files(visit: Visit) -> Memo<Files> {
    Memo::new(move |_| visit.standing.with(|standing| standing.as_ref().map_or(Files::Closed, |it| it.files)))
}

/// That the tablet's clock is far from the office's; nothing where it is not, or nobody knows.
pub(crate) fn clock_off(visit: Visit) -> impl IntoView {
    let clocks = Memo::new(move |_| {
        let standing = visit.standing.read();
        let standing = standing.as_ref()?;
        let office = standing.now.checked_add_signed(TimeDelta::seconds(standing.sending.clock_off_s?))?;
        Some([standing.now, office].map(|clock| at("this_tablet.clock_at", clock)))
    });
    move || {
        let [here, office] = clocks.get()?;
        let text = fill("this_tablet.clock_off", &[("here", &here), ("office", &office)]);
        Some(view! { <Banner tone="care" text/> })
    }
}

/// That there is little room left; nothing where there is enough.
pub(crate) fn nearly_full(visit: Visit) -> impl IntoView {
    let is_so = Memo::new(move |_| visit.standing.with(|it| it.as_ref().is_some_and(|it| it.is_nearly_full)));
    move || is_so.get().then(|| view! { <Banner tone="care" text=t("this_tablet.nearly_full")/> })
}

/// That plans have waited longer than a day; nothing where none has.
pub(crate) fn late(visit: Visit) -> impl IntoView {
    let late =
        Memo::new(move |_| visit.standing.with(|standing| standing.as_ref().map_or(0, |it| it.sending.late)));
    move || {
        (late.get() > 0).then(|| view! { <Banner tone="care" text=counted("this_tablet.late", late.get())/> })
    }
}
