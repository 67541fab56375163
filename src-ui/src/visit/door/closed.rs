//! A tablet that its office has closed: nobody gets in here, and nothing is gone.

use leptos::prelude::*;

use crate::platform::page;
use crate::visit::frame::Heading;
use crate::words::t;

/// What is left to say.
#[component]
pub(crate) fn Closed() -> impl IntoView {
    page::reached("ready");
    view! {
        <div class="frame">
            <header class="top"><span class="brand">{t("app.name")}</span></header>
            <main class="page narrow">
                <Heading title=Signal::stored(t("door.closed_title").to_owned())/>
                <p class="lead">{t("door.closed")}</p>
            </main>
        </div>
    }
}
