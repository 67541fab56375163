//! All goals, by domain, and adding one.

use leptos::prelude::*;
use plan::Change;
use plan::change::Item;
use plan::compose::goal_sentences;
use plan::content::{Goal, Pace};
use plan::domain::Domain;
use plan::gaps::{Gap, gaps};
use plan::ids::GoalId;

use crate::visit::fields::removable::PutBack;
use crate::visit::frame::{Frame, Onward};
use crate::visit::guide::Guide;
use crate::visit::here::Visit;
use crate::visit::removed::Removed;
use crate::words::{counted, fill, t, texts};
use course::place::Place;

/// The goals of a plan.
#[component]
pub(crate) fn Goals() -> impl IntoView {
    let work = Visit::here().work;
    let (main, more): (Vec<_>, Vec<_>) = Domain::ALL.into_iter().partition(|domain| domain.is_main());
    // Looked for once, not once for each goal.
    let found = Memo::new(move |_| work.plan.with(gaps));
    let in_domain = move |domain| view! { <InDomain domain found/> };
    let is_used = work.plan.with_untracked(|plan| plan.goals.iter().any(|goal| !goal.domain.is_main()))
        || work.removed.with_untracked(|removed| {
            let thing = removed.as_ref().and_then(Removed::thing);
            thing.is_some_and(|it| matches!(it, Item::Goal(goal) if !goal.domain.is_main()))
        });
    view! {
        <Frame title=Signal::stored(t("task.goals").to_owned()) lead=t("goals.lead")
            bottom=view! { <Onward from=Place::Goals/> }.into_any()>
            <div class="column">
                <Guide step="goals"/>
                {main.into_iter().map(in_domain).collect_view()}
                <details class="more" open=is_used>
                    <summary>{t("goals.more")}</summary>
                    <div class="column">{more.into_iter().map(in_domain).collect_view()}</div>
                </details>
            </div>
        </Frame>
    }
}

#[component]
fn InDomain(
    /// Which part of the child's life.
    domain: Domain,
    /// What is missing in the plan.
    found: Memo<Vec<Gap>>,
) -> impl IntoView {
    let visit = Visit::here();
    let work = visit.work;
    let goals = Memo::new(move |_| {
        let theirs = |plan: &plan::Plan| {
            plan.goals.iter().filter(|goal| goal.domain == domain).map(|goal| goal.id).collect::<Vec<_>>()
        };
        work.plan.with(theirs)
    });
    let add = move |_| {
        let at = work.plan.with_untracked(|plan| plan.goals.len());
        if let Some(id) = work.fresh::<GoalId>() {
            // Away from here first: nothing on this screen has to follow the change.
            visit.go_to(Place::Goal(id));
            work.make([Change::Add { at, item: Item::Goal(Goal::empty(id, domain)) }]);
        }
    };
    view! {
        <section class="card rows">
            <div class="card-head"><h2>{t(domain.key())}</h2></div>
            <PutBack of=move |it: &Item| matches!(it, Item::Goal(goal) if goal.domain == domain)/>
            <For each=move || goals.get() key=|id| *id children=move |id| view! { <GoalRow id found/> }/>
            <div class="row"><div class="buttons"><button class="button" on:click=add>
                {t("goals.add")}<span class="hidden-words">{fill("goals.add_for", &[("domain", t(domain.key()))])}</span>
            </button></div></div>
        </section>
    }
}

#[component]
fn GoalRow(
    /// Which.
    id: GoalId,
    /// What is missing in the plan.
    found: Memo<Vec<Gap>>,
) -> impl IntoView {
    let visit = Visit::here();
    let work = visit.work;
    let text = Memo::new(move |_| {
        work.plan
            .with(|plan| plan.goal(id).map(|goal| goal_sentences(goal, plan, texts())).unwrap_or_default())
    });
    let missing = Memo::new(move |_| {
        let of_this = |gap: &&Gap| match gap {
            Gap::GoalWho(goal) | Gap::GoalWhat(goal) | Gap::GoalHowOften(goal) | Gap::GoalBy(goal) => {
                *goal == id
            }
            Gap::NoName(_)
            | Gap::NoBirth(_)
            | Gap::NoAddress
            | Gap::NoConcern
            | Gap::NoGoal
            | Gap::NoPromise
            | Gap::NoReview
            | Gap::NoWorker
            | Gap::NoLine
            | Gap::NoPlace => false,
        };
        found.with(|found| found.iter().filter(of_this).count())
    });
    let pace = move || {
        let pace = work.plan.with(|plan| plan.goal(id).map(|goal| goal.pace));
        t(if pace == Some(Pace::Later) { "goals.later" } else { "goals.now" })
    };
    let state = move || match missing.get() {
        0 => view! { <span class="state good">{t("state.done").to_owned()}</span> },
        missing => view! { <span class="state care">{counted("state.missing", missing)}</span> },
    };
    view! {
        <div class="row">
            <div class="card-head"><span class="hint">{pace}</span>{state}</div>
            <button class="link" on:click=move |_| visit.go_to(Place::Goal(id))>{move || text.get()}</button>
        </div>
    }
}
