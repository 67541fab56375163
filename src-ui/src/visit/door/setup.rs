//! A tablet that is new: joining an office, and the first worker.

use leptos::prelude::*;

use super::line::OfficeLine;
use super::worker::NewWorker;
use crate::components::Banner;
use crate::platform::page;
use crate::visit::frame::Heading;
use crate::visit::here::Visit;
use crate::words::{fill, t};

#[component]
fn Doorway(
    /// The heading.
    #[prop(into)]
    title: String,
    /// The words under it.
    #[prop(into)]
    lead: String,
    /// The form.
    children: Children,
) -> impl IntoView {
    let visit = Visit::here();
    view! {
        <div class="frame">
            <header class="top"><span class="brand">{t("app.name")}</span></header>
            <main class="page narrow">
                <Heading title=Signal::stored(title)/>
                <p class="lead">{lead}</p>
                {move || visit.trouble.get().map(|it| view! { <Banner tone="care" text=it.sentence/> })}
                <section class="card">{children()}</section>
            </main>
        </div>
    }
}

/// Joining an office.
#[component]
pub(crate) fn Enrolment() -> impl IntoView {
    page::reached("ready");
    view! { <Doorway title=t("enrol.title") lead=t("enrol.lead")><OfficeLine go=t("enrol.go")/></Doorway> }
}

/// The first worker of a tablet.
#[component]
pub(crate) fn FirstUser(
    /// The office it belongs to.
    office: String,
    /// Whether a passphrase is needed.
    passphrase: bool,
) -> impl IntoView {
    view! {
        <Doorway title=t("user.title") lead=fill("user.lead", &[("office", &office)])>
            <NewWorker passphrase go=t("user.go")/>
        </Doorway>
    }
}
