//! The goal builder: a sentence with slots to tap, read from left to right as the family will hear it.

use leptos::prelude::*;
use plan::Change;
use plan::change::ItemId;
use plan::compose::goal_sentences;
use plan::content::{Goal, Pace};
use plan::dates;
use plan::field::Field;
use plan::ids::GoalId;
use plan::questions::{Pick, Question};
use plan::smart::{self, Names};

use super::guards::LookAgain;
use super::library::Library;
use super::promises::PromisesFor;
use super::steps::{AskedOfPeople, Steps};
use crate::components::{Choice, Choices};
use crate::visit::fields::day_choice::DayChoice;
use crate::visit::fields::plan_text::PlanText;
use crate::visit::frame::Frame;
use crate::visit::guide::Guide;
use crate::visit::here::Visit;
use crate::visit::odd_days::OddDays;
use crate::visit::removed::Removed;
use crate::words::{t, texts};
use course::place::Place;

/// The four parts of a goal, and the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    Who,
    What,
    HowOften,
    Help,
    By,
}

impl Slot {
    const ALL: [Self; 5] = [Self::Who, Self::What, Self::HowOften, Self::Help, Self::By];

    const fn key(self) -> &'static str {
        match self {
            Self::Who => "who",
            Self::What => "what",
            Self::HowOften => "how_often",
            Self::Help => "help",
            Self::By => "by",
        }
    }
}

/// One goal.
#[component]
pub(crate) fn GoalBuilder(
    /// Which.
    goal: GoalId,
) -> impl IntoView {
    let visit = Visit::here();
    let work = visit.work;
    let open = RwSignal::new(first_empty(work.plan.with_untracked(|plan| plan.goal(goal).cloned())));
    let title = Memo::new(move |_| {
        let domain = work.plan.with(|plan| plan.goal(goal).map(|goal| goal.domain));
        domain.map(|domain| t(domain.key()).to_owned()).unwrap_or_default()
    });
    let remove = move |_| {
        let removed = Removed::making(work.plan.get_untracked(), ItemId::Goal(goal), t("goal.this_goal"));
        work.take_out(removed);
        visit.go_to(Place::Goals);
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
                    {move || open.get().map(|slot| editor(slot, goal, open))}
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
                <Guide step="goal"/><OddDays/>
            </aside>
        </Frame>
    }
}

/// What a slot holds, in the words of the sentence; nothing while it is empty.
fn held(slot: Slot, goal: &Goal, plan: &plan::Plan) -> Option<String> {
    let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    match slot {
        Slot::Who => plan.first_name(goal.who?).map(str::to_owned),
        Slot::What => text(&goal.what),
        Slot::HowOften => text(&goal.how_often),
        Slot::Help => text(&goal.help),
        Slot::By => goal.by.map(|by| dates::day(by, texts())),
    }
}

fn first_empty(goal: Option<Goal>) -> Option<Slot> {
    let goal = goal?;
    let is_empty = |slot: &Slot| match slot {
        Slot::Who => goal.who.is_none(),
        Slot::What => goal.what.trim().is_empty(),
        Slot::HowOften => goal.how_often.trim().is_empty(),
        Slot::Help => false,
        Slot::By => goal.by.is_none(),
    };
    Slot::ALL.into_iter().find(is_empty)
}

#[component]
fn Sentence(
    /// Which goal.
    goal: GoalId,
    /// The slot that is being filled.
    open: RwSignal<Option<Slot>>,
) -> impl IntoView {
    let work = Visit::here().work;
    let slot = move |slot: Slot| {
        let words = Memo::new(move |_| {
            work.plan.with(|plan| plan.goal(goal).and_then(|goal| held(slot, goal, plan)))
        });
        let asks = t(&format!("slot.{}", slot.key()));
        view! {
            <button class="slot" class:empty=move || words.with(Option::is_none) id=format!("slot-{}", slot.key())
                aria-expanded=move || (open.get() == Some(slot)).to_string()
                on:click=move |_| open.update(|open| *open = if *open == Some(slot) { None } else { Some(slot) })>
                {move || words.get().unwrap_or_else(|| asks.to_owned())}
            </button>
        }
    };
    view! {
        <p class="sentence">
            {slot(Slot::Who)}" "{t("sentence.will")}" "{slot(Slot::What)}" "{slot(Slot::HowOften)}
            " "{t("sentence.with_help")}" "{slot(Slot::Help)}" "{t("sentence.until")}" "{slot(Slot::By)}"."
        </p>
    }
}

fn editor(slot: Slot, goal: GoalId, open: RwSignal<Option<Slot>>) -> impl IntoView {
    let work = Visit::here().work;
    let field = match slot {
        Slot::Who => view! { <Who goal open/> }.into_any(),
        Slot::What => view! {
            <PlanText field=Field::GoalWhat(goal) label=t("slot_label.what") hint=t("slot_hint.what") long=true/>
        }
        .into_any(),
        Slot::HowOften => view! {
            <PlanText field=Field::GoalHowOften(goal) label=t("slot_label.how_often") hint=t("slot_hint.how_often")/>
            <Suggestions field=Field::GoalHowOften(goal) section="often"/>
        }
        .into_any(),
        Slot::Help => view! {
            <PlanText field=Field::GoalHelp(goal) label=t("slot_label.help") hint=t("slot_hint.help")/>
        }
        .into_any(),
        Slot::By => {
            let by = Memo::new(move |_| work.plan.with(|plan| plan.goal(goal).and_then(|goal| goal.by)));
            view! {
                <DayChoice id="goal-by" label=t("slot_label.by") weeks=&[1, 2, 4, 6] value=by
                    set=move |by| work.make([Change::SetGoalBy { goal, by }])/>
            }
            .into_any()
        }
    };
    let next = move |_| {
        work.send();
        let after = Slot::ALL.into_iter().skip_while(|it| *it != slot).nth(1);
        open.set(after);
    };
    let label = if slot == Slot::By { "slot.finish" } else { "slot.next" };
    view! { <div class="editor">{field}<div class="buttons"><button class="button" on:click=next>{t(label)}</button></div></div> }
}

#[component]
fn Who(
    /// Which goal.
    goal: GoalId,
    /// Moves on once someone is chosen.
    open: RwSignal<Option<Slot>>,
) -> impl IntoView {
    let visit = Visit::here();
    let work = visit.work;
    let adults = work.plan.with_untracked(|plan| plan.adults.clone());
    let who = Memo::new(move |_| work.plan.with(|plan| plan.goal(goal).and_then(|goal| goal.who)));
    let choices: Vec<_> = adults
        .into_iter()
        .filter(|adult| !adult.name.trim().is_empty())
        .map(|adult| Choice { value: adult.id, label: adult.name })
        .collect();
    if choices.is_empty() {
        return view! {
            <p>{t("slot.no_adult")}</p>
            <div class="buttons"><button class="button" on:click=move |_| visit.go_to(Place::Family)>{t("slot.add_adult")}</button></div>
        }
        .into_any();
    }
    let choose = move |person| {
        work.make([Change::SetGoalWho { goal, who: Some(person) }]);
        open.set(Some(Slot::What));
    };
    view! { <Choices name="goal-who" question=t("slot_label.who") choices wide=true chosen=who choose/> }
        .into_any()
}

/// Words that are often used in a slot, to take with one tap.
#[component]
fn Suggestions(
    /// The text they go into.
    field: Field,
    /// Where they stand in the texts.
    section: &'static str,
) -> impl IntoView {
    let work = Visit::here().work;
    let buttons = texts().section(section).map(|(_, words)| {
        let take = move |_| {
            work.type_text(field, words);
            work.send();
        };
        view! { <button class="button" on:click=take>{words.to_owned()}</button> }
    });
    view! { <div class="buttons">{buttons.collect_view()}</div> }
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
