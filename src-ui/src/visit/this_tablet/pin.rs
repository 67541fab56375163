//! Another PIN for the worker who is in.

use ipc::visit::ChangePin;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::fold;
use crate::components::TextField;
use crate::platform::{page, shell};
use crate::visit::door::Wait;
use crate::visit::here::Visit;
use crate::words::t;

/// The words of it, for a PIN and for a passphrase.
struct Words {
    title: &'static str,
    old: &'static str,
    new: &'static str,
    hint: &'static str,
    changed: &'static str,
}

/// The card.
#[component]
pub(super) fn ChangeThePin(
    /// Whether it is a passphrase.
    passphrase: bool,
) -> impl IntoView {
    let visit = Visit::here();
    let [old, new] = [(); 2].map(|()| RwSignal::new(String::new()));
    let [is_busy, is_changed] = [(); 2].map(|()| RwSignal::new(false));
    let wait = Wait::none();
    let change = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() || untrack(move || wait.goes_on()) {
            return;
        }
        is_busy.set(true);
        is_changed.set(false);
        visit.trouble.set(None);
        let command = ChangePin { pin: old.get_untracked().into(), new: new.get_untracked().into() };
        spawn_local(async move {
            let reply = shell::ask(command).await;
            for field in [old, new] {
                let _ = field.try_set(String::new());
            }
            // The screen may be gone, and all of this with it.
            if is_changed.try_set(reply.is_ok()).is_none() {
                match &reply {
                    Ok(_) => fold("change-pin"),
                    Err(refusal) => {
                        wait.begin(refusal);
                        page::to_top();
                    }
                }
            }
            visit.stands(reply);
            let _ = is_busy.try_set(false);
        });
    };
    let words = if passphrase {
        Words {
            title: "this_tablet.change_passphrase",
            old: "this_tablet.old_passphrase",
            new: "door.new_passphrase",
            hint: "door.new_passphrase_hint",
            changed: "this_tablet.passphrase_changed",
        }
    } else {
        Words {
            title: "this_tablet.change_pin",
            old: "this_tablet.old_pin",
            new: "door.new_pin",
            hint: "door.new_pin_hint",
            changed: "this_tablet.pin_changed",
        }
    };
    let keys = (!passphrase).then_some("numeric");
    view! {
        <section class="card" id="change-pin">
            <details class="more">
                <summary>{t(words.title)}</summary>
                <form class="column" on:submit=change>
                    <TextField id="old-pin" label=t(words.old) kind="password" keys value=old typed=move |text| old.set(text)/>
                    {wait.told()}
                    <TextField id="new-pin" label=t(words.new) hint=t(words.hint) kind="password" keys value=new
                        typed=move |text| new.set(text)/>
                    <div class="buttons">
                        <button class="button" type="submit" aria-disabled=move || wait.goes_on().to_string()>
                            {move || t(if is_busy.get() { "this_tablet.changing" } else { "this_tablet.change" })}
                        </button>
                    </div>
                </form>
            </details>
            <div role="status" id="pin-changed">
                {move || is_changed.get().then(|| view! { <p>{t(words.changed)}</p> })}
            </div>
        </section>
    }
}
