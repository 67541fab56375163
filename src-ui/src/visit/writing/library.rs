//! Taking a goal from the clause library and filling its slots with this family's own people and things.

use std::collections::BTreeMap;

use leptos::prelude::*;
use plan::change::Item;
use plan::clauses::{self, Clause};
use plan::content::Promise;
use plan::field::Field;
use plan::ids::GoalId;
use plan::{Change, Plan, names};

use crate::visit::here::Visit;
use crate::visit::work::Work;
use crate::words::{fill, library, t, texts};

/// The clauses for a goal's domain, or the slots of the one that was taken.
#[component]
pub(crate) fn Library(
    /// For which goal.
    goal: GoalId,
) -> impl IntoView {
    let work = Visit::here().work;
    let taken = Memo::new(move |_| {
        let code = work.plan.with(|plan| Some(plan.goal(goal)?.clause.as_ref()?.code.clone()));
        code.and_then(|code| library().clauses.iter().position(|clause| clause.code == code))
    });
    move || match taken.get().and_then(|at| library().clauses.get(at)) {
        Some(clause) => view! { <Slots goal clause/> }.into_any(),
        None => view! { <Clauses goal/> }.into_any(),
    }
}

#[component]
fn Clauses(
    /// For which goal.
    goal: GoalId,
) -> impl IntoView {
    let work = Visit::here().work;
    let domain = work.plan.with_untracked(|plan| plan.goal(goal).map(|goal| goal.domain));
    let rows = library().clauses.iter().filter(|clause| Some(clause.domain) == domain).map(|clause| {
        let words = work.plan.with_untracked(|plan| sentence(clause, &likely(clause, plan)));
        view! { <li><button class="link" on:click=move |_| take(work, goal, clause)>{words}</button></li> }
    });
    let empty = Memo::new(move |_| {
        work.plan.with(|plan| plan.goal(goal).is_some_and(|it| it.what.trim().is_empty()))
    });
    view! {
        <details class="library" open=move || empty.get()>
            <summary>{t("library.title")}</summary>
            <ul>{rows.collect_view()}</ul>
            <p class="hint">{t("library.own")}</p>
        </details>
    }
}

fn sentence(clause: &Clause, slots: &BTreeMap<String, String>) -> String {
    format!("{} {}", clause.filled(slots), clause.how_often).trim().to_owned()
}

/// What each slot most likely holds: the plan's own people, then the first suggestion.
fn likely(clause: &Clause, plan: &Plan) -> BTreeMap<String, String> {
    let slot = |name: &str| Some((name.to_owned(), suggestions(clause, name, plan).into_iter().next()?));
    clause.slot_names().into_iter().filter_map(slot).collect()
}

fn suggestions(clause: &Clause, slot: &str, plan: &Plan) -> Vec<String> {
    let called = |name: &String| names::first(name).map(str::to_owned);
    let children: Vec<String> = plan.children.iter().filter_map(|it| called(&it.name)).collect();
    match slot {
        "children" => {
            let all = (!children.is_empty()).then(|| names::listed(&children, texts()));
            all.into_iter().chain(children.into_iter().filter(|_| plan.children.len() > 1)).collect()
        }
        "child" => children,
        "adult" | "person" => plan.adults.iter().filter_map(|it| called(&it.name)).collect(),
        other => clause.slots.get(other).cloned().unwrap_or_default(),
    }
}

fn take(work: Work, goal: GoalId, clause: &Clause) {
    let slots = work.plan.with_untracked(|plan| likely(clause, plan));
    fill_in(work, goal, clause, slots);
    if !clause.how_often.is_empty() {
        work.type_text(Field::GoalHowOften(goal), &clause.how_often);
        work.send();
    }
}

fn fill_in(work: Work, goal: GoalId, clause: &Clause, slots: BTreeMap<String, String>) {
    work.type_text(Field::GoalWhat(goal), &clause.filled(&slots));
    work.make([Change::SetGoalClause { goal, clause: Some(clause.used(slots)) }]);
}

/// The slots of the clause that was taken, what we could promise, and the way back to the list.
#[component]
fn Slots(
    /// For which goal.
    goal: GoalId,
    /// Which clause.
    clause: &'static Clause,
) -> impl IntoView {
    let work = Visit::here().work;
    let held = move || {
        work.plan.with(|plan| {
            let used = plan.goal(goal).and_then(|goal| goal.clause.clone());
            used.map(|used| used.slots).unwrap_or_default()
        })
    };
    let slots = clause.slot_names().into_iter().map(move |name| {
        let buttons = work.plan.with_untracked(|plan| suggestions(clause, name, plan)).into_iter().map(move |words| {
            let (mine, choose) = (words.clone(), words.clone());
            let put = move |_| {
                let mut slots = untrack(held);
                slots.insert(name.to_owned(), choose.clone());
                fill_in(work, goal, clause, slots);
            };
            view! {
                <button class="button" aria-pressed=move || (held().get(name) == Some(&mine)).to_string() on:click=put>
                    {words}
                </button>
            }
        });
        let label = fill("library.slot", &[("slot", &name.replace('_', " "))]);
        view! { <div class="slot-choice"><p class="hint">{label}</p><div class="buttons">{buttons.collect_view()}</div></div> }
    });
    let promises = clause.promises.iter().map(|promise| {
        let words = work.plan.with_untracked(|plan| clauses::fill(promise, &for_promises(plan)));
        let said = words.clone();
        let is_made =
            move || work.plan.with(|plan| plan.promises_for(goal).any(|promise| promise.what == said));
        let label = words.clone();
        view! {
            <button class="button" aria-pressed=move || is_made().to_string()
                on:click=move |_| promise_it(work, goal, &words)>{label}</button>
        }
    });
    let another = move |_| work.make([Change::SetGoalClause { goal, clause: None }]);
    view! {
        <div class="library">
            <p class="hint">{clause.hint.clone()}</p>
            {slots.collect_view()}
            <div class="slot-choice">
                <p class="hint">{t("library.promise")}</p>
                <div class="buttons">{promises.collect_view()}</div>
            </div>
            <div class="buttons"><button class="button plain" on:click=another>{t("library.change")}</button></div>
        </div>
    }
}

fn for_promises(plan: &Plan) -> BTreeMap<String, String> {
    let children: Vec<&str> = plan.children.iter().filter_map(|it| names::first(&it.name)).collect();
    let adult = plan.adults.first().and_then(|it| names::first(&it.name)).unwrap_or_default();
    let child = children.first().copied().unwrap_or_default();
    [
        ("children".to_owned(), names::listed(&children, texts())),
        ("child".to_owned(), child.to_owned()),
        ("adult".to_owned(), adult.to_owned()),
    ]
    .into()
}

/// Adds a promise; a second tap on the same one changes nothing.
fn promise_it(work: Work, goal: GoalId, words: &str) {
    let (at, who, is_there) = work.plan.with_untracked(|plan| {
        let is_there = plan.promises_for(goal).any(|promise| promise.what == words);
        (plan.promises.len(), plan.workers.first().map(|worker| worker.id), is_there)
    });
    if is_there {
        return;
    }
    if let Some(id) = work.fresh() {
        let promise = Promise { id, goal: Some(goal), who, what: words.to_owned(), by: None };
        work.make([Change::Add { at, item: Item::Promise(promise) }]);
    }
}
