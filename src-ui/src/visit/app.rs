//! The whole visit app: what it begins with, and which door or screen stands open.

use ipc::refusal::Refusal;
use ipc::visit::{LeftAt, ReadLibrary, Shows, Stage, Standing, Start, Started};
use js_sys::Promise;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::closing::Closing;
use super::here::Visit;
use super::lock::lock_when_left;
use super::saving::save_before_it_is_too_late;
use super::standing::ask_while_sending;
use super::{door, screens};
use crate::platform::{self, menu, page, second_tap, shell};
use crate::words::{self, t};

/// Makes ready what a worker writes with, waits until the lock screen is `opened` and shows the app. Without texts there
/// is nothing to show: then the page says so by itself.
pub async fn begin(opened: Promise) {
    second_tap::keep_from_next_screen();
    menu::keep_away();
    let library = shell::ask(ReadLibrary {}).await;
    let _ = JsFuture::from(opened).await;
    match (shell::ask(Start { shows: Shows::EveryScreen }).await, library) {
        (Ok(Started { texts, standing, left }), Ok(library)) => {
            words::take(texts);
            words::take_library(library);
            platform::start(|| view! { <App standing left/> });
        }
        _ => page::cannot_start(),
    }
}

/// The app.
#[component]
fn App(
    /// How the tablet stands at the beginning.
    standing: Result<Standing, Refusal>,
    /// Where the worker who is in was before it was locked.
    left: Option<LeftAt>,
) -> impl IntoView {
    let visit = Visit::new();
    provide_context(visit);
    provide_context(visit.half_days);
    visit.stands(standing);
    visit.go_on_at(left);
    lock_when_left(visit);
    save_before_it_is_too_late(visit);
    show_what_tab_comes_to();
    ask_while_sending(visit);
    let stage =
        Memo::new(move |_| visit.standing.with(|standing| standing.as_ref().map(|s| s.stage.clone())));
    let stands = move || match stage.get() {
        None => view! { <Starting/> }.into_any(),
        Some(Stage::Fresh) => view! { <door::setup::Enrolment/> }.into_any(),
        Some(Stage::NoUser { office, passphrase }) => {
            view! { <door::setup::FirstUser office passphrase/> }.into_any()
        }
        Some(Stage::Closed) => view! { <door::closed::Closed/> }.into_any(),
        Some(Stage::Locked { users, passphrase, tablet, waiting }) => {
            let notice = move || visit.standing.with(|it| it.as_ref().and_then(|it| it.notice.clone()));
            let notice = Signal::derive(notice);
            let answered = move |reply| visit.stands(reply);
            view! {
                <door::locked::Door users passphrase tablet waiting notice trouble=visit.trouble answered/>
            }
            .into_any()
        }
        Some(Stage::Open { .. }) => view! { <screens::Open/> }.into_any(),
    };
    view! { <Closing/>{stands} }
}

#[component]
fn Starting() -> impl IntoView {
    let visit = Visit::here();
    let words = move || visit.trouble.get().map_or(t("start.wait").to_owned(), |refusal| refusal.sentence);
    view! {
        <main class="page narrow">
            <h1>{t("app.name")}</h1>
            <p role="status">{words}</p>
            {door::newer::offered(visit.trouble)}
        </main>
    }
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
