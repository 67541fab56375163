//! The link by which somebody sets their password: it is shown once, to be given to them and to nobody else.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::platform::page;
use crate::words::{fill, t};

/// The id of the heading over it.
const HEADING: &str = "given-link";

/// Whose link it is, and the link.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Given {
    pub(super) name: String,
    pub(super) link: String,
}

impl Given {
    /// Shows it, with the focus on its heading.
    pub(super) fn show(self, at: RwSignal<Option<Self>>) {
        at.set(Some(self));
        page::focus(HEADING.to_owned());
    }
}

/// The link that was made last.
#[component]
pub(super) fn GivenLink(
    /// It, until it is put away.
    given: RwSignal<Option<Given>>,
) -> impl IntoView {
    move || given.get().map(|link| shown(link, given))
}

fn shown(Given { name, link }: Given, given: RwSignal<Option<Given>>) -> AnyView {
    let copied = RwSignal::new(None::<bool>);
    let text = link.clone();
    let copy = move |_| {
        let text = text.clone();
        spawn_local(async move {
            let is_copied = page::copy(&text).await;
            let _ = copied.try_set(Some(is_copied));
        });
    };
    let whose = name.clone();
    let became = move || match copied.get() {
        None => String::new(),
        Some(true) => fill("office.link_copied", &[("name", &whose)]),
        Some(false) => t("office.link_not_copied").to_owned(),
    };
    let away = move |_| {
        given.set(None);
        page::focus_first("h1");
    };
    view! {
        <section class="card" aria-labelledby=HEADING>
            <h2 id=HEADING tabindex="-1">{fill("office.link_of", &[("name", &name)])}</h2>
            <p>{fill("office.link_words", &[("name", &name)])}</p>
            <p class="words" id="person-link">{link}</p>
            <p class="hint" role="status">{became}</p>
            <div class="buttons">
                <button type="button" class="button main" on:click=copy>{t("office.copy_link")}</button>
                <button type="button" class="button" on:click=away>{t("office.link_away")}</button>
            </div>
        </section>
    }
    .into_any()
}
