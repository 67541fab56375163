//! A tablet whose files a newer Doorstep wrote: what is left to do is to take a copy of all of it to the office.

use ipc::refusal::{Code, Refusal};
use ipc::visit::SaveEverything;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::platform::shell;
use crate::visit::sticks::SaveIt;
use crate::words::{fill, t};

/// Offered where that is what was refused.
pub(crate) fn offered(trouble: RwSignal<Option<Refusal>>) -> impl IntoView {
    let is_newer = Memo::new(move |_| {
        trouble.with(|trouble| trouble.as_ref().is_some_and(|refusal| refusal.code == Code::TooNew))
    });
    move || is_newer.get().then(|| view! { <SaveAll/> })
}

#[component]
fn SaveAll() -> impl IntoView {
    let told = RwSignal::new(None::<String>);
    let save = move |drive: Option<String>| {
        spawn_local(async move {
            let said = match shell::ask(SaveEverything { drive }).await {
                Ok(saved) => fill("door.newer_saved", &[("folder", &saved.folder)]),
                Err(refusal) => refusal.sentence,
            };
            let _ = told.try_set(Some(said));
        });
    };
    let refused = move |refusal: Refusal| told.set(Some(refusal.sentence));
    view! {
        <section class="card" id="newer">
            <p>{t("door.newer_lead")}</p>
            <SaveIt id="save-everything" save refused/>
            <p role="status">{move || told.get()}</p>
        </section>
    }
}
