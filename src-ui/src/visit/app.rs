//! The whole visit app: what it begins with, and which door or screen stands open.

use ipc::refusal::Refusal;
use ipc::visit::{ReadLibrary, Stage, Standing, Start, Started};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::here::Visit;
use super::lock::lock_when_left;
use super::saving::save_before_it_is_too_late;
use super::standing::ask_while_sending;
use super::{door, screens};
use crate::platform::{self, page, second_tap, shell};
use crate::words::{self, t};

/// Asks what to begin with and shows the app. Without texts there is nothing to show: then the page says so by itself.
pub async fn start() {
    page::reached("running");
    if let Ok(Started { texts, standing }) = shell::ask(Start {}).await {
        words::take(texts);
        platform::start(|| view! { <App standing/> });
    } else {
        page::cannot_start();
    }
}

/// The app.
#[component]
fn App(
    /// How the tablet stands at the beginning.
    standing: Result<Standing, Refusal>,
) -> impl IntoView {
    let visit = Visit::new();
    provide_context(visit);
    provide_context(visit.half_days);
    visit.stands(standing);
    spawn_local(async move {
        match shell::ask(ReadLibrary {}).await {
            Ok(library) => {
                words::take_library(library);
                visit.has_library.set(true);
            }
            Err(refusal) => visit.refused(refusal),
        }
    });
    lock_when_left(visit);
    save_before_it_is_too_late(visit);
    show_what_tab_comes_to();
    second_tap::keep_from_next_screen();
    ask_while_sending(visit);
    let stage =
        Memo::new(move |_| visit.standing.with(|standing| standing.as_ref().map(|s| s.stage.clone())));
    move || match stage.get() {
        None => view! { <Starting/> }.into_any(),
        Some(Stage::Fresh) => view! { <door::setup::Enrolment/> }.into_any(),
        Some(Stage::NoUser { office, passphrase }) => {
            view! { <door::setup::FirstUser office passphrase/> }.into_any()
        }
        Some(Stage::Locked { users, passphrase }) => {
            view! { <door::locked::Door users passphrase/> }.into_any()
        }
        Some(Stage::Open { .. }) if visit.has_library.get() => view! { <screens::Open/> }.into_any(),
        Some(Stage::Open { .. }) => view! { <Starting/> }.into_any(),
    }
}

#[component]
fn Starting() -> impl IntoView {
    let visit = Visit::here();
    let words = move || visit.trouble.get().map_or(t("start.wait").to_owned(), |refusal| refusal.sentence);
    view! { <main class="page narrow"><p role="status">{words}</p></main> }
}

/// A field that Tab comes to is not left under the bar at the bottom, as WebKit leaves it.
fn show_what_tab_comes_to() {
    window_event_listener(ev::keyup, |event| {
        if event.key() == "Tab"
            && let Some(field) = document().active_element()
        {
            let nearest = web_sys::ScrollIntoViewOptions::new();
            nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
            field.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    });
}
