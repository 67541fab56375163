//! Asking a question of the plan: what can be picked, the day that belongs to it, and always room for words.

use leptos::prelude::*;
use plan::Change;
use plan::days::Odd;
use plan::field::Field;
use plan::questions::{About, Question};

use super::day_choice::{DayChoice, Likely};
use super::plan_text::PlanText;
use crate::components::{Choice, Choices};
use crate::visit::here::Visit;
use crate::visit::odd_days::OddDay;
use crate::words::{fill, t, texts};

/// A question and its answer.
#[component]
pub(crate) fn Ask(
    /// Which.
    question: Question,
    /// Another label, such as a child's own words for it.
    #[prop(optional, into)]
    label: Option<String>,
) -> impl IntoView {
    let work = Visit::here().work;
    let key = question.key();
    let name = work.plan.with_untracked(|plan| match question.about() {
        About::Person(id) => plan.called(id).unwrap_or_default().into_owned(),
        About::Goal(_) | About::Promise(_) | About::Plan => String::new(),
    });
    let label = label.unwrap_or_else(|| fill(&format!("question.{key}"), &[("name", &name)]));
    let hint_key = format!("question_hint.{key}");
    let hint = texts().has(&hint_key).then(|| t(&hint_key).to_owned());
    let id = format!("{question:?}").replace(['(', ' '], "-").replace(')', "").to_lowercase();
    let picks = question.picks();
    let words_key = format!("question_words.{key}");
    let words_label =
        if texts().has(&words_key) { t(&words_key) } else { t("question_words.any") }.to_owned();
    let day = question.asks_day().then(|| {
        let on = Memo::new(move |_| work.plan.with(|plan| plan.answer(question).and_then(|it| it.on)));
        let label = if picks.is_empty() { label.clone() } else { t("question.day").to_owned() };
        // The hint belongs to the first thing that is asked.
        let hint = hint.clone().filter(|_| picks.is_empty());
        const AHEAD: &[Likely] = &[Likely::InWeeks(4), Likely::InWeeks(6), Likely::InWeeks(12)];
        let likely: &[Likely] = if question.looks_back() { &[] } else { AHEAD };
        view! {
            <DayChoice id=format!("day-{id}") label hint likely value=on
                set=move |on| work.make([Change::SetDay { question, on }])/>
            <OddDay is=move |odd: Odd| odd == Odd::Answer(question)/>
        }
    });
    if picks.is_empty() && !question.asks_day() {
        let field = Field::Words(question);
        let long = !question.is_brief();
        let text = match hint {
            Some(hint) => view! { <PlanText field label hint long/> }.into_any(),
            None => view! { <PlanText field label long/> }.into_any(),
        };
        return view! { <div class="ask" data-ask=key>{text}</div> }.into_any();
    }
    let choices = (!picks.is_empty()).then(|| {
        view! { <Picks question name=format!("pick-{id}") label=label.clone() hint/> }
    });
    view! {
        <div class="ask" data-ask=key>
            {choices}
            {day}
            <PlanText field=Field::Words(question) label=words_label/>
        </div>
    }
    .into_any()
}

/// What can be picked as an answer to a question.
#[component]
pub(crate) fn Picks(
    /// Which.
    question: Question,
    /// The group's name within the page.
    name: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// A hint under it.
    #[prop(default = None)]
    hint: Option<String>,
) -> impl IntoView {
    let work = Visit::here().work;
    let choices = question.picks().iter().map(|pick| {
        let label = t(&format!("pick.{}", pick.key())).to_owned();
        Choice { value: *pick, label }
    });
    let chosen = Memo::new(move |_| work.plan.with(|plan| plan.picked(question)));
    let choose = move |pick| work.make([Change::SetPick { question, pick: Some(pick) }]);
    view! { <Choices name question=label hint=hint choices=choices.collect() wide=true chosen choose/> }
}

/// Several questions, one after another.
pub(crate) fn asked(questions: impl IntoIterator<Item = Question>) -> AnyView {
    questions.into_iter().map(|question| view! { <Ask question/> }.into_any()).collect_view().into_any()
}
