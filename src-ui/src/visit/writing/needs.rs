//! What each person needs to understand and take part.

use course::place::Place;
use leptos::prelude::*;
use plan::agreement::Section;
use plan::field::Field;
use plan::ids::PersonId;
use plan::questions::Question;

use super::reads::Reads;
use crate::visit::fields::ask::asked;
use crate::visit::frame::{Frame, Onward};
use crate::visit::guide::Guide;
use crate::visit::here::Visit;
use crate::words::t;

/// Everyone's needs.
#[component]
pub(crate) fn Needs() -> impl IntoView {
    let work = Visit::here().work;
    let adults = work.plan.with_untracked(|plan| plan.adults.iter().map(|it| it.id).collect::<Vec<_>>());
    view! {
        <Frame title=Signal::stored(t("task.needs").to_owned()) lead=t("needs_page.lead")
            shape="beside" bottom=view! { <Onward from=Place::Needs/> }.into_any()>
            <div class="column"><Guide step="needs"/>
            <section class="card"><h2>{t("needs_page.everyone")}</h2>{asked([Question::Overhear])}</section>
            {adults.into_iter().map(needs_of).collect_view()}
        </div>
            <Reads sections=&[Section::Needs]/>
        </Frame>
    }
}

fn needs_of(id: PersonId) -> impl IntoView {
    let work = Visit::here().work;
    let name = work.text(Field::AdultName(id));
    let name = if name.trim().is_empty() { t("family.this_adult").to_owned() } else { name };
    view! {
        <section class="card">
            <h2>{name}</h2>
            {asked([
                Question::WayThrough(id),
                Question::Language(id),
                Question::Interpreter(id),
                Question::Reading(id),
                Question::Learning(id),
                Question::SightHearing(id),
                Question::Advocate(id),
                Question::Today(id),
                Question::SafeToTalk(id),
            ])}
        </section>
    }
}
