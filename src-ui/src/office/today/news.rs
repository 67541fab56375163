//! Whether anything came since whoever reads looked: asked now and then while the page is in sight, and said in words.

use std::time::Duration;

use chrono::{DateTime, SecondsFormat, Utc};
use ipc::office::today::News as Told;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::VisibilityState;

use super::super::parts::HEADING;
use crate::platform::bridge::{self, NoAnswer};
use crate::platform::page;
use crate::platform::pause::pause;
use crate::words::{counted, t};

/// How often it is asked.
const EVERY: Duration = Duration::from_secs(15);

/// What is said of it. It is there from the beginning, so that it is heard.
#[component]
pub(super) fn News(
    /// When the office looked last; none as long as it did not answer.
    #[prop(into)]
    since: Signal<Option<DateTime<Utc>>>,
    /// They want to see it.
    #[prop(into)]
    shown: UnsyncCallback<()>,
) -> impl IntoView {
    let came = RwSignal::new(0_u64);
    // What was looked at anew is no news any more.
    Effect::new(move |_| {
        since.track();
        came.set(0);
    });
    spawn_local(async move {
        loop {
            pause(EVERY).await;
            // Whoever read it is at another page.
            let Some(looked) = since.try_get_untracked() else { return };
            let Some(looked) = looked.filter(|_| document().visibility_state() == VisibilityState::Visible)
            else {
                continue;
            };
            let moment = looked.to_rfc3339_opts(SecondsFormat::Micros, true);
            let told: Result<Told, NoAnswer> = bridge::get(&format!("/api/news?since={moment}")).await;
            // That the office does not answer is said when somebody asks for something.
            let Ok(Told { came: number }) = told else { continue };
            if since.try_get_untracked() == Some(Some(looked)) && came.try_set(number).is_some() {
                return;
            }
        }
    });
    let show = move |_| {
        shown.run(());
        page::focus(HEADING.to_owned());
    };
    let said = move || {
        let number = came.get();
        (number > 0).then(|| {
            let words = counted("office_today.came_since", usize::try_from(number).unwrap_or_default());
            view! {
                <div class="banner good">
                    <p>{words}</p>
                    <button type="button" class="button" on:click=show>{t("office_today.show_news")}</button>
                </div>
            }
        })
    };
    view! { <div class="said" role="status">{said}</div> }
}
