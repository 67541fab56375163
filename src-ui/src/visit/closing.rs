//! Closing the window. What was typed last is saved before. Where some of it is not, it is said what would be lost, and the window
//! stays until somebody says that it closes; where it only took longer, until it is saved.

use course::place::Screen;
use ipc::refusal::Code;
use ipc::visit::Stage;
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::{Plan, compose};

use super::here::Visit;
use crate::platform::caret::Caret;
use crate::platform::{page, second_tap, shell};
use crate::words::{counted, fill, t, texts};

/// What would be lost, in words, and why it is not saved.
#[derive(Clone, PartialEq)]
struct Lost {
    what: Vec<String>,
    why: Option<String>,
    /// Whether it will not be saved by waiting.
    is_refused: bool,
}

/// The id of the button that has the focus when it is asked.
const GO_ON: &str = "go-on-writing";

/// Hears that the window is to close, and asks where it cannot close without a loss.
#[component]
pub(crate) fn Closing() -> impl IntoView {
    let visit = Visit::here();
    let asked = RwSignal::new(None::<Lost>);
    let (is_saving, has_asked) = (StoredValue::new(false), StoredValue::new(false));
    let typed_at = StoredValue::new(None::<Caret>);
    // The shell says so, and waits a few seconds for what comes of it.
    window_event_listener_untyped("closing", move |event| {
        event.prevent_default();
        if is_saving.get_value() {
            return;
        }
        is_saving.set_value(true);
        has_asked.set_value(false);
        typed_at.update_value(|at| *at = Caret::now().or_else(|| at.take()));
        spawn_local(async move {
            visit.put_down().await;
            let Some(lost) = lost(visit) else { return shell::close().await };
            is_saving.set_value(false);
            has_asked.set_value(true);
            second_tap::screen_came();
            asked.set(Some(lost));
            page::to_top();
            page::focus(GO_ON.to_owned());
        });
    });
    // Then it closes a window whose page has not asked: one that hangs, one that began anew meanwhile.
    window_event_listener_untyped("stays", move |event| {
        if has_asked.get_value() {
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
            typed_at.set_value(None);
        }
        now
    });
    let goes_on = move || {
        asked.set(None);
        match typed_at.try_update_value(Option::take).flatten() {
            // Somebody writes already.
            _ if Caret::now().is_some() => {}
            Some(caret) => caret.put_back(),
            None => page::focus_first("h1"),
        }
    };
    visit.queue.hear(move |_| {
        let Some(before) = asked.get_untracked() else { return };
        match lost(visit) {
            Some(now) if now != before => asked.set(Some(now)),
            Some(_) => {}
            None if before.is_refused || Caret::now().is_some() => goes_on(),
            None => spawn_local(shell::close()),
        }
    });
    let close = move |_| spawn_local(shell::close());
    // The buttons stay while the words change: one of them has the focus.
    let is_asked = Memo::new(move |_| asked.with(Option::is_some));
    let why = move || {
        let why = asked.with(|lost| lost.as_ref().and_then(|lost| lost.why.clone()));
        why.map(|why| view! { <p>{why}</p> })
    };
    let what = move || {
        let what = asked.with(|lost| lost.as_ref().map(|lost| lost.what.clone())).unwrap_or_default();
        what.into_iter().map(|what| view! { <li><strong>{what}</strong></li> }).collect_view()
    };
    move || {
        is_asked.get().then(|| {
            view! {
                <div class="page narrow" lang="en" dir="ltr">
                    <section class="card" role="alertdialog" aria-labelledby="closing-title" aria-describedby="closing-lost">
                        <h2 id="closing-title">{t("closing.title")}</h2>
                        {why}
                        <div class="column tight" id="closing-lost">
                            <p>{t("closing.lead")}</p>
                            <ul>{what}</ul>
                        </div>
                        <div class="buttons">
                            <button class="button main" id=GO_ON on:click=move |_| goes_on()>{t("closing.go_on")}</button>
                            <button class="button" on:click=close>{t("closing.close")}</button>
                        </div>
                    </section>
                </div>
            }
        })
    }
}

/// What would be lost. Beside an open plan no other is named, and before a family and at the door none.
fn lost(visit: Visit) -> Option<Lost> {
    let (is_in, is_turned) = (visit.is_open(), untrack(|| visit.with_family().is_some()));
    let open = match visit.screen.get_untracked() {
        Screen::Plan(plan, _) => Some(plan),
        Screen::Plans | Screen::Practice | Screen::ThisTablet => None,
    };
    visit.queue.ask(|outgoing| {
        if !outgoing.holds_words() {
            return None;
        }
        let found = outgoing.not_saved();
        let mut what = Vec::new();
        if is_in && is_turned {
            what.extend((!found.plans.is_empty()).then(|| t("closing.in_a_plan").to_owned()));
        } else if is_in {
            let is_named = |plan: &&Plan| open.is_none_or(|open| open == plan.id);
            let (named, others): (Vec<&Plan>, Vec<&Plan>) = found.plans.into_iter().partition(is_named);
            what.extend(named.into_iter().map(|plan| {
                let name = compose::title(plan, texts()).unwrap_or_else(|| t("plan.no_title").to_owned());
                fill("closing.in_plan", &[("name", &name)])
            }));
            what.extend((!others.is_empty()).then(|| counted("closing.in_others", others.len())));
        }
        let rest = [
            (is_in && found.has_happened, "closing.happened"),
            (is_in && found.is_drafting, "closing.drafting"),
            (!is_in || found.is_anothers, "closing.before_lock"),
        ];
        what.extend(rest.into_iter().filter(|(is_some, _)| *is_some).map(|(_, key)| t(key).to_owned()));
        let why = found.why.filter(|why| is_in && why.code != Code::Locked);
        Some(Lost { what, why: why.map(|why| why.sentence.clone()), is_refused: found.is_refused })
    })
}
