//! The goal builder: a sentence with slots to tap, read from left to right as the family will hear it.

use leptos::prelude::*;
use plan::Change;
use plan::change::ItemId;
use plan::compose::goal_sentences;
use plan::content::Pace;
use plan::days::Odd;
use plan::field::Field;
use plan::ids::GoalId;
use plan::questions::{Pick, Question};
use plan::smart::{self, Names};

use super::guards::LookAgain;
use super::library::Library;
use super::promises::PromisesFor;
use super::sentence::{Sentence, first_empty, slot_editor};
use super::steps::{AskedOfPeople, Steps};
use crate::platform::page;
use crate::visit::fields::plan_text::PlanText;
use crate::visit::frame::Frame;
use crate::visit::guide::Guide;
use crate::visit::here::Visit;
use crate::visit::odd_days::OddDay;
use crate::visit::removed::Removed;
use crate::words::{t, texts};
use course::place::Place;

/// One goal.
#[component]
pub(crate) fn GoalBuilder(
    /// Which.
    goal: GoalId,
) -> impl IntoView {
    let visit = Visit::here();
    let work = visit.work;
    let open = RwSignal::new(work.plan.with_untracked(|plan| first_empty(plan.goal(goal))));
    let title = Memo::new(move |_| {
        let domain = work.plan.with(|plan| plan.goal(goal).map(|goal| goal.domain));
        domain.map(|domain| t(domain.key()).to_owned()).unwrap_or_default()
    });
    let remove = move |_| {
        let removed =
            Removed::making(work.plan.get_untracked(), ItemId::Goal(goal), t("goal.this_goal"), Place::Goals);
        work.take_out(removed);
        visit.go_to(Place::Goals);
        page::focus("put-back".to_owned());
    };
    let is_later =
        move || work.plan.with(|plan| plan.goal(goal).is_some_and(|goal| goal.pace == Pace::Later));
    let other_pace = move |_| {
        let pace = if is_later() { Pace::Now } else { Pace::Later };
        work.make([Change::SetGoalPace { goal, pace }]);
    };
    // Read after each pause: read for each key, it is what a key waits for.
    let reads = Memo::new(move |_| {
        work.as_sent.with(|plan| plan.goal(goal).map(|goal| goal_sentences(goal, plan, texts())))
    });
    let bottom = view! {
        <button class="button" on:click=move |_| visit.go_to(Place::Goals)>{t("nav.back")}</button>
        <div class="group">
            <button class="button plain" on:click=other_pace>
                {move || t(if is_later() { "goal.make_now" } else { "goal.make_later" })}
            </button>
            <button class="button plain" on:click=remove>{t("list.remove")}</button>
            <button class="button main" on:click=move |_| visit.go_to(Place::Goals)>{t("nav.continue")}</button>
        </div>
    };
    view! {
        <Frame title=title shape="beside" bottom=bottom.into_any()>
            <div class="column">
                <section class="card">
                    <Sentence goal open/>
                    {slot_editor(goal, open, false)}
                    <OddDay is=move |odd: Odd| odd == Odd::GoalOver(goal)/>
                    <Smart goal/>
                </section>
                <section class="card"><Library goal/></section>
                <PromisesFor goal/>
                <Steps goal/>
                <AskedOfPeople goal/>
            </div>
            <aside class="aside">
                <section class="card">
                    <PlanText field=Field::GoalOwnWords(goal) label=t("goal.own_words") hint=t("goal.own_words_hint") long=true/>
                </section>
                <section class="card quiet" aria-live="polite">
                    <h2>{t("goal.reads")}</h2>
                    <p>{move || reads.get()}</p>
                </section>
                <LookAgain goal/>
                <Guide step="goal"/>
            </aside>
        </Frame>
    }
}

/// What was found of the five letters, in words. It names what is missing and judges nobody.
#[component]
fn Smart(
    /// Which goal.
    goal: GoalId,
) -> impl IntoView {
    let work = Visit::here().work;
    let found = Memo::new(move |_| {
        work.as_sent.with(|plan| {
            let goal = plan.goal(goal)?;
            let read = smart::of_goal(goal, plan, &Names::of(plan));
            let can = plan.picked(Question::CanDo(goal.id));
            Some([
                (read.specific, "specific"),
                (read.measurable, "measurable"),
                (can == Some(Pick::Yes), "achievable"),
                (goal.helps.is_some(), "relevant"),
                (read.time_bound, "time"),
            ])
        })
    });
    let letters = move || {
        found
            .get()
            .into_iter()
            .flatten()
            .map(|(is_there, key)| {
                let said =
                    if is_there { format!("smart.{key}_found") } else { format!("smart.{key}_missing") };
                view! { <li class:care=!is_there><b>{t(&format!("smart.{key}"))}</b>{t(&said)}</li> }
            })
            .collect_view()
    };
    view! { <ul class="smart" aria-label=t("smart.label")>{letters}</ul> }
}
