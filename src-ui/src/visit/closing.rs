//! Closing the window. What was typed last is saved before. Where the tablet refuses some of it, it is said what would be lost,
//! and the window stays until somebody says that it closes.

use course::place::Screen;
use ipc::refusal::Code;
use ipc::visit::Stage;
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::compose;

use super::here::Visit;
use crate::platform::caret::Caret;
use crate::platform::{page, second_tap, shell};
use crate::words::{fill, t, texts};

/// What would be lost, in words, and why it is not saved.
#[derive(Clone)]
struct Lost {
    what: Vec<String>,
    why: Option<String>,
}

/// The id of the button that has the focus when it is asked.
const GO_ON: &str = "go-on-writing";

/// Hears that the window is to close, and asks where it cannot close without a loss.
#[component]
pub(crate) fn Closing() -> impl IntoView {
    let visit = Visit::here();
    let asked = RwSignal::new(None::<Lost>);
    let is_saving = StoredValue::new(false);
    let typed_at = StoredValue::new(None::<Caret>);
    // The shell says so, and waits a few seconds for what comes of it.
    window_event_listener_untyped("closing", move |event| {
        event.prevent_default();
        if is_saving.get_value() {
            return;
        }
        is_saving.set_value(true);
        typed_at.update_value(|at| *at = Caret::now().or_else(|| at.take()));
        spawn_local(async move {
            visit.put_down().await;
            let Some(lost) = lost(visit) else { return shell::close().await };
            is_saving.set_value(false);
            second_tap::screen_came();
            asked.set(Some(lost));
            page::to_top();
            page::focus(GO_ON.to_owned());
        });
    });
    // Then it closes a window whose page does not say that it stays: one that hangs says nothing.
    window_event_listener_untyped("stays", move |event| {
        if !is_saving.get_value() {
            event.prevent_default();
        }
    });
    let is_in = move || {
        visit.standing.with(|it| it.as_ref().is_some_and(|it| matches!(it.stage, Stage::Open { .. })))
    };
    // Whoever goes to another screen has gone on. What is named stands before nobody else.
    Effect::new(move |before: Option<(Screen, bool)>| {
        let now = (visit.screen.get(), is_in());
        if before.is_some_and(|before| before != now) {
            asked.set(None);
        }
        now
    });
    let go_on = move |_| {
        asked.set(None);
        if let Some(caret) = typed_at.try_update_value(Option::take).flatten() {
            caret.put_back();
        }
    };
    let close = move |_| spawn_local(shell::close());
    move || {
        asked.get().map(|Lost { what, why }| {
            view! {
                <div class="page narrow" lang="en" dir="ltr">
                    <section class="card" role="alertdialog" aria-labelledby="closing-title" aria-describedby="closing-lost">
                        <h2 id="closing-title">{t("closing.title")}</h2>
                        {why.map(|why| view! { <p>{why}</p> })}
                        <div class="column tight" id="closing-lost">
                            <p>{t("closing.lead")}</p>
                            <ul>{what.into_iter().map(|what| view! { <li><strong>{what}</strong></li> }).collect_view()}</ul>
                        </div>
                        <div class="buttons">
                            <button class="button main" id=GO_ON on:click=go_on>{t("closing.go_on")}</button>
                            <button class="button" on:click=close>{t("closing.close")}</button>
                        </div>
                    </section>
                </div>
            }
        })
    }
}

/// What would be lost, where any of it was refused. Before a family and at the door no plan is named.
fn lost(visit: Visit) -> Option<Lost> {
    let (is_in, is_turned) = (visit.is_open(), untrack(|| visit.with_family().is_some()));
    visit.queue.ask(|outgoing| {
        let found = outgoing.not_saved();
        if !found.is_refused {
            return None;
        }
        let mut what = Vec::new();
        if is_in && is_turned {
            what.extend((!found.plans.is_empty()).then(|| t("closing.in_a_plan").to_owned()));
        } else if is_in {
            let named = found.plans.iter().map(|plan| {
                let name = compose::title(plan, texts()).unwrap_or_else(|| t("plan.no_title").to_owned());
                fill("closing.in_plan", &[("name", &name)])
            });
            what.extend(named);
        }
        let rest = [
            (is_in && found.has_happened, "closing.happened"),
            (is_in && found.is_drafting, "closing.drafting"),
            (!is_in || found.is_anothers, "closing.before_lock"),
        ];
        what.extend(rest.into_iter().filter(|(is_some, _)| *is_some).map(|(_, key)| t(key).to_owned()));
        let why = found.why.filter(|why| is_in && why.code != Code::Locked);
        Some(Lost { what, why: why.map(|why| why.sentence.clone()) })
    })
}
