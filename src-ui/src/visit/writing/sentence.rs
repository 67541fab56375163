//! A goal as a sentence with slots to tap, read from left to right as the family will hear it, and what fills each slot.

use std::borrow::Cow;

use chrono::NaiveDate;
use leptos::prelude::*;
use plan::Change;
use plan::compose;
use plan::content::{Goal, Lasts};
use plan::dates;
use plan::field::Field;
use plan::ids::GoalId;

use crate::components::{Choice, Choices};
use crate::platform::page;
use crate::visit::fields::day_choice::{DayChoice, SOON};
use crate::visit::fields::plan_text::PlanText;
use crate::visit::fields::suggestions::Suggestions;
use crate::visit::here::Visit;
use crate::visit::work::Work;
use crate::words::{t, texts};
use course::place::Place;

/// The four parts of a goal, the help, and what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slot {
    /// Who does it.
    Who,
    /// What they do.
    What,
    /// How much or how often.
    HowOften,
    /// With whose help; may stay empty.
    Help,
    /// What it is for; may stay empty.
    Aim,
    /// Until when.
    By,
}

impl Slot {
    const ALL: [Self; 6] = [Self::Who, Self::What, Self::HowOften, Self::Help, Self::Aim, Self::By];

    const fn key(self) -> &'static str {
        match self {
            Self::Who => "who",
            Self::What => "what",
            Self::HowOften => "how_often",
            Self::Help => "help",
            Self::Aim => "aim",
            Self::By => "by",
        }
    }
}

/// What a slot holds, in the words of the sentence; nothing while it is empty.
fn held(slot: Slot, goal: &Goal, plan: &plan::Plan) -> Option<String> {
    let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    match slot {
        Slot::Who => plan.called(goal.who?).map(Cow::into_owned),
        Slot::What => text(&goal.what),
        Slot::HowOften => text(&goal.how_often),
        Slot::Help => text(&goal.help),
        Slot::Aim => text(&goal.aim),
        Slot::By if goal.lasts == Lasts::WhileChildrenLiveHere => Some(t("sentence.lasts").to_owned()),
        Slot::By => goal.by.map(|by| dates::day(by, texts())),
    }
}

/// The first part of a goal with nothing in it. The help and what it is for may stay empty.
pub(crate) fn first_empty(goal: Option<&Goal>) -> Option<Slot> {
    Slot::ALL.into_iter().find(|slot| goal.is_some_and(|goal| is_empty(*slot, goal)))
}

/// The next part with nothing in it, once this one has something.
fn after(slot: Slot, goal: Option<&Goal>) -> Option<Slot> {
    let later = Slot::ALL.into_iter().skip_while(|it| *it != slot).skip(1);
    later.into_iter().find(|slot| goal.is_none_or(|goal| is_empty(*slot, goal)))
}

fn is_empty(slot: Slot, goal: &Goal) -> bool {
    match slot {
        Slot::Who => goal.who.is_none(),
        Slot::What => goal.what.trim().is_empty(),
        Slot::HowOften => goal.how_often.trim().is_empty(),
        Slot::Help | Slot::Aim => false,
        Slot::By => !goal.says_when(),
    }
}

/// The goal as a sentence; each part of it is tapped to fill it.
#[component]
pub(crate) fn Sentence(
    /// Which goal.
    goal: GoalId,
    /// The slot that is being filled.
    open: RwSignal<Option<Slot>>,
    /// Whether help and what it is for are left out while there is none.
    #[prop(optional)]
    brief: bool,
) -> impl IntoView {
    let work = Visit::here().work;
    let until = Memo::new(move |_| {
        let is_once =
            work.plan.with(|plan| plan.goal(goal).is_some_and(|it| compose::is_done_once(&it.how_often)));
        let lasts = work.plan.with(|plan| plan.goal(goal).is_some_and(|it| it.lasts != Lasts::UntilDay));
        if lasts { "" } else { t(if is_once { "sentence.by" } else { "sentence.until" }) }
    });
    // On the short plan these are said where there are some; they are asked for on the goal's own page.
    let says = move |slot: Slot| {
        Memo::new(move |_| {
            let has_words =
                work.plan.with(|plan| plan.goal(goal).is_some_and(|it| held(slot, it, plan).is_some()));
            !brief || has_words || open.get() == Some(slot)
        })
    };
    let (says_help, says_aim) = (says(Slot::Help), says(Slot::Aim));
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
            <span hidden=move || !says_help.get()>" "{t("sentence.with_help")}" "{slot(Slot::Help)}</span>
            <span hidden=move || !says_aim.get()>" "{t("sentence.so_that")}" "{slot(Slot::Aim)}</span>
            " "{until}" "{slot(Slot::By)}"."
        </p>
    }
}

/// What fills the part that is open.
pub(crate) fn slot_editor(goal: GoalId, open: RwSignal<Option<Slot>>, brief: bool) -> impl IntoView {
    move || open.get().map(|slot| editor(slot, goal, open, brief))
}

fn editor(slot: Slot, goal: GoalId, open: RwSignal<Option<Slot>>, brief: bool) -> impl IntoView {
    let work = Visit::here().work;
    // Taken with one tap, a part is whole, and the next empty one opens.
    let on = UnsyncCallback::new(move |()| {
        let next = work.plan.with_untracked(|plan| after(slot, plan.goal(goal)));
        open.set(next);
        page::focus_in_sight(&format!("slot-{}", next.unwrap_or(slot).key()));
    });
    let often = texts().section("often").map(|(_, words)| words.to_owned()).collect::<Vec<_>>();
    let field = match slot {
        Slot::Who => view! { <Who goal open/> }.into_any(),
        Slot::What => view! {
            <PlanText field=Field::GoalWhat(goal) label=t("slot_label.what") hint=t("slot_hint.what") long=true/>
        }
        .into_any(),
        Slot::HowOften => view! {
            <PlanText field=Field::GoalHowOften(goal) label=t("slot_label.how_often") hint=t("slot_hint.how_often")/>
            <Suggestions field=Field::GoalHowOften(goal) words=often taken=on/>
        }
        .into_any(),
        Slot::Help => view! {
            <PlanText field=Field::GoalHelp(goal) label=t("slot_label.help") hint=t("slot_hint.help")/>
            <Suggestions field=Field::GoalHelp(goal) words=helpers(work) taken=on/>
        }
        .into_any(),
        Slot::Aim => view! {
            <PlanText field=Field::GoalAim(goal) label=t("slot_label.aim") hint=t("slot_hint.aim")/>
        }
        .into_any(),
        Slot::By => until(goal, on).into_any(),
    };
    let next = move |_| {
        work.send();
        let later = Slot::ALL.into_iter().skip_while(|it| *it != slot).skip(1);
        // What it is for is asked by its own place in the sentence, never on the way.
        let after = later.into_iter().find(|it| *it != Slot::Aim && (!brief || *it != Slot::Help));
        open.set(after);
        page::focus_in_sight(&format!("slot-{}", after.unwrap_or(slot).key()));
    };
    let label = if slot == Slot::By { "slot.finish" } else { "slot.next" };
    view! { <div class="editor">{field}<div class="buttons"><button class="button" on:click=next>{t(label)}</button></div></div> }
}

/// Until which day, or for as long as the children live here. A day takes the other back.
fn until(goal: GoalId, taken: UnsyncCallback<()>) -> impl IntoView {
    let work = Visit::here().work;
    let by = Memo::new(move |_| work.plan.with(|plan| plan.goal(goal).and_then(|goal| goal.by)));
    let lasts = Memo::new(move |_| {
        work.plan.with(|plan| plan.goal(goal).is_some_and(|it| it.lasts == Lasts::WhileChildrenLiveHere))
    });
    let set = move |by: Option<NaiveDate>| {
        let mut changes = vec![Change::SetGoalBy { goal, by }];
        if by.is_some() && lasts.get_untracked() {
            changes.push(Change::SetGoalLasts { goal, lasts: Lasts::UntilDay });
        }
        work.make(changes);
    };
    let always = move |_| {
        if lasts.get_untracked() {
            work.make([Change::SetGoalLasts { goal, lasts: Lasts::UntilDay }]);
        } else {
            let lasts = Lasts::WhileChildrenLiveHere;
            work.make([Change::SetGoalBy { goal, by: None }, Change::SetGoalLasts { goal, lasts }]);
            taken.run(());
        }
    };
    view! {
        <DayChoice id=format!("goal-by-{goal}") label=t("slot_label.by") likely=SOON value=by taken set/>
        <div class="buttons chips">
            <button type="button" class="button chip" aria-pressed=move || lasts.get().to_string()
                on:click=always>{t("sentence.lasts_chip")}</button>
        </div>
    }
}

/// Who does it.
#[component]
pub(crate) fn Who(
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

/// Those who could help and are named already: family, friends, workers.
fn helpers(work: Work) -> Vec<String> {
    let named = work.plan.with_untracked(|plan| {
        let supporters = plan.supporters.iter().map(|it| it.name.clone());
        supporters.chain(plan.workers.iter().map(|it| it.name.clone())).collect::<Vec<_>>()
    });
    named.into_iter().filter(|name| !name.trim().is_empty()).collect()
}
