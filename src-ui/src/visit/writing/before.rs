//! Before the visit, and after it: the questions that are the workers' own.

use course::place::Place;
use leptos::prelude::*;
use plan::field::Field;
use plan::ids::PersonId;
use plan::questions::Question;

use crate::visit::fields::ask::asked;
use crate::visit::frame::{Frame, Onward};
use crate::visit::guide::Guide;
use crate::visit::here::Visit;
use crate::words::t;

/// Before you go.
#[component]
pub(crate) fn Before() -> impl IntoView {
    view! {
        <Frame title=Signal::stored(t("task.before").to_owned()) lead=t("before.lead")
            bottom=view! { <Onward from=Place::Before/> }.into_any()>
            <Guide step="before"/>
            <section class="card">{asked([
                Question::StrategyDiscussion,
                Question::Section47,
                Question::PlanKind,
                Question::CaseReference,
                Question::PoliceReference,
                Question::Lead,
                Question::Prepared,
                Question::BlankCopy,
            ])}</section>
        </Frame>
    }
}

/// How it went.
#[component]
pub(crate) fn After() -> impl IntoView {
    let work = Visit::here().work;
    let adults = work.plan.with_untracked(|plan| plan.adults.iter().map(|it| it.id).collect::<Vec<_>>());
    view! {
        <Frame title=Signal::stored(t("task.after").to_owned()) lead=t("after_page.lead")
            bottom=view! { <Onward from=Place::After/> }.into_any()>
            <section class="card">{asked([
                Question::Ready,
                Question::TookPart,
                Question::Agencies,
                Question::PoliceOutcome,
            ])}</section>
            {adults.into_iter().map(told_alone).collect_view()}
        </Frame>
    }
}

/// What is told to one person alone. It stands here and not where everybody reads along.
fn told_alone(id: PersonId) -> impl IntoView {
    let name = Visit::here().work.text(Field::AdultName(id));
    let name = if name.trim().is_empty() { t("family.this_adult").to_owned() } else { name };
    view! {
        <section class="card">
            <h2>{name}</h2>
            {asked([Question::LegalAdvice(id), Question::AdultServices(id), Question::Schemes(id)])}
        </section>
    }
}
