//! A file that leaves the tablet by a stick: which stick, where there are several, and that there is none.

use ipc::refusal::Refusal;
use ipc::visit::FindDrives;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::Banner;
use crate::platform::shell;
use crate::words::t;

/// The sticks that were found when somebody asked last.
#[derive(Clone, Copy)]
pub(crate) struct Sticks(RwSignal<Option<Vec<String>>>);

impl Sticks {
    /// Nobody has asked yet.
    pub(crate) fn not_asked() -> Self {
        Self(RwSignal::new(None))
    }

    /// What was found is not shown any more.
    pub(crate) fn forget(self) {
        self.0.set(None);
    }

    /// Looks for sticks, and saves where there is one.
    pub(crate) fn find(self, save: impl Fn(String) + 'static, refused: impl Fn(Refusal) + 'static) {
        spawn_local(async move {
            match shell::ask(FindDrives {}).await {
                Ok(sticks) => {
                    if let [only] = sticks.as_slice() {
                        save(only.clone());
                    }
                    let _ = self.0.try_set(Some(sticks));
                }
                Err(refusal) => refused(refusal),
            }
        });
    }

    /// That no stick is there, or which there are.
    pub(crate) fn told(self, save: impl Fn(String) + Copy + Send + 'static) -> Option<AnyView> {
        let sticks = self.0.get()?;
        match sticks.as_slice() {
            [] => Some(view! { <Banner text=t("stick.none")/> }.into_any()),
            [_] => None,
            _ => {
                let buttons = sticks.into_iter().map(|stick| {
                    let name = stick.clone();
                    view! { <button class="button" on:click=move |_| save(stick.clone())>{name}</button> }
                });
                let buttons = buttons.collect_view();
                Some(view! { <p>{t("stick.which")}</p><div class="buttons">{buttons}</div> }.into_any())
            }
        }
    }
}

/// Saving something to the tablet or to a stick: the buttons for it, and what is told of sticks.
#[component]
pub(crate) fn SaveIt(
    /// What the first button is called in the page.
    id: &'static str,
    /// Saves it, to the stick of that name where there is one.
    save: impl Fn(Option<String>) + Copy + Send + 'static,
    /// Takes why sticks could not be looked for.
    refused: impl Fn(Refusal) + Copy + Send + 'static,
) -> impl IntoView {
    let sticks = Sticks::not_asked();
    let onto = move |stick| save(Some(stick));
    view! {
        <div class="buttons">
            <button class="button" id=id on:click=move |_| save(None)>{t("stick.save")}</button>
            <button class="button" on:click=move |_| sticks.find(onto, refused)>{t("stick.save_to_stick")}</button>
        </div>
        <div role="status">{move || sticks.told(onto)}</div>
    }
}
