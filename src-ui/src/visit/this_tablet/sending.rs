//! What of the worker's sealed plans is on its way to the office, and what does not go by itself.

use std::time::Duration;

use ipc::visit::{SaveLetters, SavedLetters, SendNow, Sending, StuckPlan};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::late;
use crate::platform::{pause, shell};
use crate::visit::here::Visit;
use crate::visit::sticks::SaveIt;
use crate::words::{at, counted, fill, t};

/// After these the answer is looked at: the tablet says at once that it tries, not what came of it.
const LOOKS: [Duration; 3] = [Duration::from_millis(500), Duration::from_secs(1), Duration::from_secs(3)];

/// The card.
#[component]
pub(super) fn OnTheWay(
    /// Whether sending is what there is to do here.
    comes_first: Signal<bool>,
) -> impl IntoView {
    let visit = Visit::here();
    let sending = Memo::new(move |_| {
        visit.standing.with(|standing| standing.as_ref().map(|it| it.sending.clone()).unwrap_or_default())
    });
    let is_busy = RwSignal::new(false);
    let send = move |_| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        visit.trouble.set(None);
        spawn_local(async move {
            visit.stands(shell::ask(SendNow {}).await);
            for time in LOOKS {
                pause::pause(time).await;
                // The screen is gone, or the tablet locked.
                if is_busy.try_get_untracked().is_none() {
                    return;
                }
                visit.look().await;
            }
            let _ = is_busy.try_set(false);
        });
    };
    let counts =
        move || sending.with(counts).into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    let last = Memo::new(move |_| sending.with(|sending| sending.last.clone()));
    let stuck = Memo::new(move |_| sending.with(|sending| sending.stuck.clone()));
    let is_on_its_way = Memo::new(move |_| sending.with(|it| it.waiting + it.stuck.len() > 0));
    view! {
        <section class="card" id="on-the-way">
            <h2>{t("this_tablet.sending")}</h2>
            <ul class="column tight" id="counts">{counts}</ul>
            {late(visit)}
            <div role="status" id="last-try">
                {move || last.get().map(|words| view! { <div class="banner"><p>{words}</p></div> })}
            </div>
            {move || stuck.with(|stuck| (!stuck.is_empty()).then(|| stuck_ones(stuck)))}
            <div class="buttons"><button class="button" class:main=move || comes_first.get() id="send" on:click=send>
                {move || t(if is_busy.get() { "this_tablet.send_busy" } else { "this_tablet.send" })}
            </button></div>
            {move || is_on_its_way.get().then(|| view! { <InAFile/> })}
        </section>
    }
}

/// All of it as a file, for a tablet that reaches no network.
#[component]
fn InAFile() -> impl IntoView {
    let visit = Visit::here();
    let saved = RwSignal::new(None::<SavedLetters>);
    let save = move |drive: Option<String>| {
        visit.trouble.set(None);
        spawn_local(async move {
            match shell::ask(SaveLetters { drive }).await {
                Ok(letters) => _ = saved.try_set(Some(letters)),
                Err(refusal) => visit.refused(refusal),
            }
        });
    };
    let refused = move |refusal| visit.refused(refusal);
    view! {
        <details class="more" id="in-a-file">
            <summary>{t("this_tablet.letters")}</summary>
            <div class="column">
                <p>{t("this_tablet.letters_lead")}</p>
                <SaveIt id="save-letters" save refused/>
                <div role="status" class="column tight" id="letters-saved">
                    {move || saved.get().map(|saved| told(&saved).into_iter().map(|line| view! { <p>{line}</p> }).collect_view())}
                </div>
            </div>
        </details>
    }
}

/// Where the file is, and what is in it.
fn told(SavedLetters { file, folder, whole, in_part, unreadable }: &SavedLetters) -> Vec<String> {
    let counts = [
        ("this_tablet.letters_whole", *whole),
        ("this_tablet.letters_part", *in_part),
        ("this_tablet.letters_not", *unreadable),
    ];
    let counts = counts.into_iter().filter(|(_, count)| *count > 0).map(|(key, count)| counted(key, count));
    let place = fill("this_tablet.letters_saved", &[("file", file), ("folder", folder)]);
    std::iter::once(place).chain(counts).collect()
}

/// How many are where.
fn counts(sending: &Sending) -> Vec<String> {
    let Sending { safe, waiting, stuck, .. } = sending;
    let counts =
        [("this_tablet.safe", *safe), ("this_tablet.waiting", *waiting), ("this_tablet.stuck", stuck.len())];
    let said: Vec<String> =
        counts.into_iter().filter(|(_, count)| *count > 0).map(|(key, count)| counted(key, count)).collect();
    if said.is_empty() { vec![t("this_tablet.nothing_sealed").to_owned()] } else { said }
}

/// Those that do not go by themselves, each with its name and its reason.
fn stuck_ones(stuck: &[StuckPlan]) -> impl IntoView + use<> {
    let one = |plan: &StuckPlan| {
        let title = plan.title.clone().unwrap_or_else(|| t("plan.no_title").to_owned());
        let reference = fill("this_tablet.reference", &[("reference", &plan.reference)]);
        let (since, why) = (at("sealed.here", plan.since), plan.why.clone());
        view! {
            <li class="column tight">
                <strong>{title}</strong>
                <span class="hint">{reference}" "{since}</span>
                <span>{why}</span>
            </li>
        }
    };
    view! { <ul class="column" id="stuck">{stuck.iter().map(one).collect_view()}</ul> }
}
