//! What is missing in a plan, each with where it is written, and what was left out on purpose.

use course::missing::written_at;
use leptos::prelude::*;
use plan::Change;
use plan::gaps::{Gap, gaps, left_out};
use plan::missing::named;
use plan::questions::{Pick, Question};

use crate::platform::{page, second_tap};
use crate::visit::here::Visit;
use crate::words::{t, texts};

/// The two lists.
#[component]
pub(crate) fn Missing() -> impl IntoView {
    let work = Visit::here().work;
    let missing = Memo::new(move |_| work.plan.with(gaps));
    let left = Memo::new(move |_| work.plan.with(left_out));
    view! {
        <List id="missing" title="missing.title" lead="missing.lead" gaps=missing does="missing.on_purpose" pick=Some(Pick::Yes)/>
        <List id="left-out" title="missing.on_purpose_title" lead="missing.on_purpose_lead" gaps=left does="missing.ask_again" pick=None/>
    }
}

/// One list, closed until somebody asks for it.
#[component]
fn List(
    /// Its id in the page.
    id: &'static str,
    /// The key of its heading.
    title: &'static str,
    /// The key of what is said of it.
    lead: &'static str,
    /// What is in it.
    gaps: Memo<Vec<Gap>>,
    /// The key of what can be done with each.
    does: &'static str,
    /// What is picked by that.
    pick: Option<Pick>,
) -> impl IntoView {
    let visit = Visit::here();
    let work = visit.work;
    let change = move |gap: Gap| {
        work.make([Change::SetPick { question: Question::LeftOut(gap), pick }]);
        // The button goes with its line, and the next one lies in its place.
        second_tap::screen_came();
        page::focus_first("#missing:not([hidden]) summary, #left-out:not([hidden]) summary");
    };
    let row = move |gap: Gap| {
        let name = work.plan.with_untracked(|plan| named(gap, plan, texts()));
        view! {
            <li class="task">
                <button class="link" on:click=move |_| visit.go_to(written_at(gap))>{name.clone()}</button>
                <button class="button plain" on:click=move |_| change(gap)>
                    {t(does)}<span class="hidden-words">" "{name}</span>
                </button>
            </li>
        }
    };
    let count = move || gaps.with(|gaps| format!(" ({})", gaps.len()));
    view! {
        <details class="card" id=id hidden=move || gaps.with(Vec::is_empty)>
            <summary>{t(title)}{count}</summary>
            <p>{t(lead)}</p>
            <ul class="tasks">{move || gaps.get().into_iter().map(row).collect_view()}</ul>
        </details>
    }
}
