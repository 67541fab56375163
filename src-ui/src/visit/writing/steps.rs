//! The small steps of a goal, what it helps with, and whether it can be done: the parts of a goal asked of people.

use leptos::prelude::*;
use plan::Change;
use plan::change::{Item, ItemId};
use plan::content::Step;
use plan::days::Odd;
use plan::field::Field;
use plan::ids::{GoalId, StepId};
use plan::questions::Question;

use crate::components::{Choice, Choices};
use crate::visit::fields::ask::asked;
use crate::visit::fields::day_choice::{DayChoice, SOON};
use crate::visit::fields::plan_text::PlanText;
use crate::visit::fields::removable::{PutBack, Removable};
use crate::visit::here::Visit;
use crate::visit::odd_days::OddDay;
use crate::words::t;

/// The small steps.
#[component]
pub(crate) fn Steps(
    /// Of which goal.
    goal: GoalId,
) -> impl IntoView {
    let work = Visit::here().work;
    let steps = Memo::new(move |_| {
        let ids = |plan: &plan::Plan| {
            plan.goal(goal).map(|goal| goal.steps.iter().map(|step| step.id).collect::<Vec<_>>())
        };
        work.plan.with(ids).unwrap_or_default()
    });
    let add = move |_| {
        let at = steps.with_untracked(Vec::len);
        if let Some(id) = work.fresh() {
            let step = Step { id, what: String::new(), by: None };
            work.make([Change::Add { at, item: Item::Step { goal, step } }]);
        }
    };
    view! {
        <h2>{t("step.title")}</h2>
        <PutBack of=|it: &Item| matches!(it, Item::Step { .. })/>
        <For each=move || steps.get() key=|id| *id children=|id| view! { <StepCard id/> }/>
        <div class="buttons"><button class="button" on:click=add>{t("step.add")}</button></div>
    }
}

#[component]
fn StepCard(
    /// Which.
    id: StepId,
) -> impl IntoView {
    let work = Visit::here().work;
    let by = Memo::new(move |_| work.plan.with(|plan| plan.step(id).and_then(|(_, step)| step.by)));
    view! {
        <Removable item=ItemId::Step(id) name=Field::StepWhat(id) nameless=t("step.this_one")>
            <PlanText field=Field::StepWhat(id) label=t("step.what") hint=t("slot_hint.what")/>
            <DayChoice id=format!("step-by-{id}") label=t("step.by") likely=SOON value=by
                set=move |by| work.make([Change::SetStepBy { step: id, by }])/>
            <OddDay is=move |odd: Odd| odd == Odd::StepOver(id)/>
        </Removable>
    }
}

/// A and R of SMART, in two taps.
#[component]
pub(crate) fn AskedOfPeople(
    /// Of which goal.
    goal: GoalId,
) -> impl IntoView {
    let work = Visit::here().work;
    let helps = Memo::new(move |_| work.plan.with(|plan| plan.goal(goal).and_then(|goal| goal.helps)));
    let worries = work.plan.with_untracked(|plan| {
        let told = plan.concerns.iter().filter(|concern| !concern.words.trim().is_empty());
        told.map(|it| Choice { value: it.id, label: beginning(&it.words) }).collect::<Vec<_>>()
    });
    let relevant = if worries.is_empty() {
        view! { <p class="hint">{t("relevant.none")}</p> }.into_any()
    } else {
        view! {
            <Choices name=format!("helps-{goal}") question=t("relevant.question") choices=worries chosen=helps
                choose=move |concern| work.make([Change::SetGoalHelps { goal, helps: Some(concern) }])/>
        }
        .into_any()
    };
    view! { <section class="card">{relevant}{asked([Question::CanDo(goal)])}</section> }
}

/// The first words of a worry, enough to know it again.
fn beginning(words: &str) -> String {
    const WORDS: usize = 12;
    let mut all = words.split_whitespace();
    let first: Vec<&str> = all.by_ref().take(WORDS).collect();
    let more = if all.next().is_some() { "…" } else { "" };
    first.join(" ") + more
}
