//! Doing something at the office: once at a time, with what became of it said where it was done.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::fetched::no_answer;
use crate::platform::bridge::{self, NoAnswer};
use crate::platform::page;

/// What is being done, why the last was not, and what was.
#[derive(Clone, Copy)]
pub(super) struct Doing {
    /// The id of where trouble is said, within the page.
    id: &'static str,
    is_busy: RwSignal<bool>,
    trouble: RwSignal<Option<NoAnswer>>,
    said: RwSignal<String>,
}

impl Doing {
    pub(super) fn new(id: &'static str) -> Self {
        Self {
            id,
            is_busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            said: RwSignal::new(String::new()),
        }
    }

    /// Tells the office. A second tap while it has not answered does nothing.
    pub(super) fn tell<T: DeserializeOwned + 'static>(
        self,
        path: String,
        body: impl Serialize + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        self.trouble.set(None);
        self.said.set(String::new());
        spawn_local(async move {
            let answer: Result<T, NoAnswer> = bridge::post(&path, Some(&body)).await;
            if self.is_busy.try_set(false).is_some() {
                // Whoever did it is at another page by now.
                return;
            }
            match answer {
                Ok(it) => done(it),
                Err(why) => self.show(why),
            }
        });
    }

    /// What was done, in words.
    pub(super) fn say(self, what: String) {
        self.said.set(what);
    }

    /// Something is missing before the office can be told.
    pub(super) fn refuse(self, why: &str) {
        self.said.set(String::new());
        self.show(NoAnswer::Refused(why.to_owned()));
    }

    /// Shows it where it is said, which may be far from the button.
    fn show(self, why: NoAnswer) {
        self.trouble.set(Some(why));
        page::focus(self.id.to_owned());
    }

    /// Where both are said. It is there from the beginning, so that it is heard.
    pub(super) fn said(self) -> impl IntoView {
        let done = move || {
            let said = self.said.get();
            (!said.is_empty()).then(|| view! { <div class="banner good"><p>{said}</p></div> })
        };
        view! {
            <div class="said" role="status">{done}</div>
            <div class="said" id=self.id tabindex="-1">{move || self.trouble.get().map(|why| no_answer(&why))}</div>
        }
    }
}

/// A button for what is not undone by another: it asks once.
#[component]
pub(super) fn AskOnce(
    /// Its id within the page.
    id: String,
    /// Its words.
    label: &'static str,
    /// What it is about, for those who cannot see what it stands beside.
    about: String,
    /// What is asked, with what it means.
    question: String,
    /// The words of the button that does it.
    yes: &'static str,
    /// The words of the button that does not.
    no: &'static str,
    /// Somebody wants it.
    #[prop(into)]
    act: UnsyncCallback<()>,
) -> impl IntoView {
    let asks = RwSignal::new(false);
    let asked = format!("{id}-asks");
    let (to_asked, to_button) = (asked.clone(), id.clone());
    let ask = move |_| {
        asks.set(true);
        page::focus(to_asked.clone());
    };
    let leave = move |_| {
        asks.set(false);
        page::focus(to_button.clone());
    };
    view! {
        <button type="button" class="button" id=id hidden=move || asks.get() on:click=ask>
            {label}<span class="hidden-words">" "{about}</span>
        </button>
        <div class="banner care asks" hidden=move || !asks.get()>
            <p id=asked tabindex="-1">{question}</p>
            <div class="buttons">
                <button type="button" class="button" on:click=move |_| act.run(())>{yes}</button>
                <button type="button" class="button" on:click=leave>{no}</button>
            </div>
        </div>
    }
}
