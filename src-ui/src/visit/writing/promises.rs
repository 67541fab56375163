//! What we promise: under a goal, or by itself.

use course::place::Place;
use leptos::prelude::*;
use plan::Change;
use plan::agreement::Section;
use plan::change::{Item, ItemId};
use plan::content::Promise;
use plan::days::Odd;
use plan::field::Field;
use plan::ids::{GoalId, PromiseId};

use super::reads::Reads;
use crate::components::{Choice, Choices};
use crate::visit::fields::day_choice::{DayChoice, SOON};
use crate::visit::fields::plan_text::PlanText;
use crate::visit::fields::removable::{PutBack, Removable};
use crate::visit::frame::{Frame, Onward};
use crate::visit::guide::Guide;
use crate::visit::here::Visit;
use crate::visit::odd_days::OddDay;
use crate::visit::work::Work;
use crate::words::t;

/// Promises that stand by themselves. Those under a goal are made with the goal.
#[component]
pub(crate) fn Promises() -> impl IntoView {
    view! {
        <Frame title=Signal::stored(t("task.promises").to_owned()) lead=t("promises.lead")
            shape="beside" bottom=view! { <Onward from=Place::Promises/> }.into_any()>
            <div class="column"><Guide step="promises"/><List goal=None/></div>
            <Reads sections=&[Section::Promises, Section::Now]/>
        </Frame>
    }
}

/// The promises under a goal.
#[component]
pub(crate) fn PromisesFor(
    /// Which goal.
    goal: GoalId,
) -> impl IntoView {
    view! { <h2>{t("promises.we_will")}</h2><List goal=Some(goal)/> }
}

#[component]
fn List(
    /// The goal they stand under, if any.
    goal: Option<GoalId>,
) -> impl IntoView {
    let work = Visit::here().work;
    let promises = Memo::new(move |_| {
        work.plan.with(|plan| {
            plan.promises.iter().filter(|it| it.goal == goal).map(|it| it.id).collect::<Vec<_>>()
        })
    });
    view! {
        <PutBack of=move |it: &Item| matches!(it, Item::Promise(promise) if promise.goal == goal)/>
        <For each=move || promises.get() key=|id| *id children=|id| view! { <PromiseCard id/> }/>
        <div class="buttons">
            <button class="button" on:click=move |_| add(work, goal)>{t("promises.add")}</button>
        </div>
    }
}

fn add(work: Work, goal: Option<GoalId>) {
    let (at, who) =
        work.plan.with_untracked(|plan| (plan.promises.len(), plan.workers.first().map(|worker| worker.id)));
    if let Some(id) = work.fresh() {
        let promise = Promise { id, goal, who, what: String::new(), by: None };
        work.make([Change::Add { at, item: Item::Promise(promise) }]);
    }
}

/// One promise.
#[component]
pub(super) fn PromiseCard(
    /// Which.
    id: PromiseId,
    /// How it stands on its page.
    #[prop(default = "card")]
    shape: &'static str,
) -> impl IntoView {
    let work = Visit::here().work;
    let workers = Memo::new(move |_| {
        work.plan.with(|plan| {
            let named =
                |name: &str, role| if name.trim().is_empty() { t(role).to_owned() } else { name.to_owned() };
            let choice = |it: &plan::people::Worker| (it.id, named(&it.name, it.role.key()));
            plan.workers.iter().map(choice).collect::<Vec<_>>()
        })
    });
    let who = Memo::new(move |_| work.plan.with(|plan| plan.promise(id).and_then(|promise| promise.who)));
    let by = Memo::new(move |_| work.plan.with(|plan| plan.promise(id).and_then(|promise| promise.by)));
    let choices = move || {
        let choices: Vec<_> =
            workers.get().into_iter().map(|(value, label)| Choice { value, label }).collect();
        (choices.len() > 1).then(|| view! {
            <Choices name=format!("promise-{id}") question=t("promises.who") choices wide=true chosen=who
                choose=move |person| work.make([Change::SetPromiseWho { promise: id, who: Some(person) }])/>
        })
    };
    view! {
        <Removable item=ItemId::Promise(id) name=Field::PromiseWhat(id) nameless=t("promises.this_one") shape>
            <PlanText field=Field::PromiseWhat(id) label=t("promises.what") hint=t("promises.hint") long=true/>
            {choices}
            <DayChoice id=format!("promise-by-{id}") label=t("promises.by") likely=SOON value=by
                set=move |by| work.make([Change::SetPromiseBy { promise: id, by }])/>
            <OddDay is=move |odd: Odd| odd == Odd::PromiseOver(id)/>
        </Removable>
    }
}
