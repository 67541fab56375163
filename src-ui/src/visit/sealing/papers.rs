//! Papers that are the same for everybody, before anything is sealed.

use course::place::Place;
use leptos::prelude::*;

use super::give_paper::GiveBlank;
use crate::visit::frame::Frame;
use crate::visit::here::Visit;
use crate::words::t;

/// The screen.
#[component]
pub(crate) fn Papers() -> impl IntoView {
    let visit = Visit::here();
    let bottom = view! {
        <button class="button" on:click=move |_| visit.go_to(Place::Home)>{t("nav.back")}</button>
    };
    view! {
        <Frame title=Signal::stored(t("papers.title").to_owned()) lead=t("papers.lead") bottom=bottom.into_any()>
            <GiveBlank/>
        </Frame>
    }
}
