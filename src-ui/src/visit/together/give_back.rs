//! The family gives the tablet back. Only the worker's PIN leads from here to anything else.

use ipc::refusal::Code;
use ipc::visit::{OpenPlan, TakeBack};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::frame::FamilyFrame;
use super::words::{beside, said, say};
use crate::platform::shell;
use crate::visit::door::Wait;
use crate::visit::frame::Heading;
use crate::visit::here::Visit;
use crate::words::t;
use course::Outgoing;
use course::place::{Place, Screen};

/// The screen.
#[component]
pub(crate) fn GiveBack() -> impl IntoView {
    let visit = Visit::here();
    let together = visit.together;
    let pin = RwSignal::new(String::new());
    let wait = Wait::none();
    let worker = visit.worker_name();
    let take_back = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if untrack(move || wait.goes_on()) {
            return;
        }
        let signing = together.id().or_else(|| visit.with_family());
        let Some(signing) = signing else { return };
        together.aloud.stop();
        let asked = TakeBack { signing, pin: pin.get_untracked().into() };
        pin.set(String::new());
        spawn_local(async move {
            // What the disk refuses shuts nobody in; what is only slow is waited for.
            if !together.settle().await && visit.queue.ask(Outgoing::is_under_way) {
                return;
            }
            match shell::ask(asked).await {
                Ok(kept) => {
                    together.taken_back(kept);
                    together.theirs.set(None);
                    visit.look().await;
                    // In front of the family the tablet told only what was theirs.
                    if let Screen::Plan(plan, _) = visit.screen.get_untracked() {
                        together.begin(plan).await;
                    }
                    let Screen::Plan(plan, _) = visit.screen.get_untracked() else {
                        visit.go(Screen::Plans);
                        return;
                    };
                    if visit.work.plan.with_untracked(|open| open.id) == plan {
                        visit.go_to(Place::Signatures);
                    } else {
                        visit.open(Some(plan), OpenPlan { plan }, Place::Signatures).await;
                    }
                }
                // Nobody's PIN leads on from here any more; at the locked door a code from the office does.
                Err(refusal) if refusal.code == Code::OfficeOnly => {
                    visit.trouble.set(Some(refusal));
                    visit.lock().await;
                }
                Err(refusal) => {
                    wait.begin(&refusal);
                    together.trouble.set(Some(refusal));
                }
            }
        });
    };
    let go_on = move |_| visit.go_to(visit.left_at.get_value());
    let bottom = view! {
        {together.id().is_some().then(|| view! { <button class="button" on:click=go_on>{say(together, "family.go_on_reading", &[])}</button> })}
    };
    view! {
        <FamilyFrame bottom=bottom.into_any()>
            <div><Heading title=Signal::stored(said(together, "family.thanks", &[]))/>{beside(together, t("family.thanks").to_owned())}</div>
            <p>{say(together, "family.give_back", &[("name", &worker)])}</p>
            <form class="card" lang="en" dir="ltr" on:submit=take_back>
                <div class="field">
                    <label for="take-back-pin">{t("family.pin")}</label>
                    <input id="take-back-pin" class="input short" type="password" autocomplete="off" inputmode="numeric"
                        prop:value=move || pin.get() on:input=move |event| pin.set(event_target_value(&event))/>
                </div>
                {wait.told()}
                <div class="buttons"><button class="button main" type="submit" aria-disabled=move || wait.goes_on().to_string()>{t("family.take_back")}</button></div>
            </form>
        </FamilyFrame>
    }
}
