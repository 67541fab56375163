//! What the office was asked for, and what is shown until it answers or where it does not.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;

use crate::components::Banner;
use crate::platform::bridge::{self, NoAnswer};
use crate::platform::page;
use crate::words::t;

/// Something that is asked for, at once and then whenever it may have changed.
pub(super) struct Fetched<T: Send + Sync + 'static> {
    path: StoredValue<String>,
    answer: RwSignal<Option<Result<T, NoAnswer>>>,
}

impl<T: Send + Sync + 'static> Clone for Fetched<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Fetched<T> {}

impl<T: DeserializeOwned + Clone + Send + Sync + 'static> Fetched<T> {
    /// Asks for it.
    pub(super) fn ask(path: &str) -> Self {
        let it = Self { path: StoredValue::new(path.to_owned()), answer: RwSignal::new(None) };
        it.again();
        it
    }

    /// Asks anew. What is shown stays until the answer comes.
    pub(super) fn again(self) {
        self.again_then(|| {});
    }

    /// Asks anew, and then the focus is on what has this id: what had it may be drawn anew.
    pub(super) fn again_at(self, id: impl Into<String>) {
        let id = id.into();
        self.again_then(move || page::focus(id));
    }

    fn again_then(self, then: impl FnOnce() + 'static) {
        let Some(path) = self.path.try_get_value() else { return };
        spawn_local(async move {
            let answer = bridge::get(&path).await;
            // Whoever asked may be at another page by now.
            if self.answer.try_set(Some(answer)).is_none() {
                then();
            }
        });
    }

    /// What the office answered, for whoever reads it here and now.
    pub(super) fn now(self) -> Option<Result<T, NoAnswer>> {
        self.answer.get()
    }

    /// What is made of it once it is there; until then, or where it does not come, that is said in its place.
    pub(super) fn once_there(self, view: impl Fn(T) -> AnyView + Send + 'static) -> impl IntoView {
        move || match self.answer.get() {
            None => waiting(),
            Some(Err(why)) => no_answer(&why),
            Some(Ok(it)) => view(it),
        }
    }
}

/// The office is being asked.
pub(super) fn waiting() -> AnyView {
    view! { <p role="status">{t("office.waiting")}</p> }.into_any()
}

/// The office gave no answer that can be shown, or did not do it.
pub(super) fn no_answer(why: &NoAnswer) -> AnyView {
    match why {
        NoAnswer::SignedOut => view! {
            <Banner text=t("office.signed_out")/>
            <p><a class="button" href="/sign-in" rel="external">{t("office.sign_in")}</a></p>
        }
        .into_any(),
        NoAnswer::NotAllowed => view! { <Banner text=t("office.not_allowed")/> }.into_any(),
        NoAnswer::Refused(sentence) => {
            let sentence = sentence.clone();
            view! { <Banner tone="care" text=sentence/> }.into_any()
        }
        NoAnswer::Unreachable => view! { <Banner tone="care" text=t("office.unreachable")/> }.into_any(),
    }
}
