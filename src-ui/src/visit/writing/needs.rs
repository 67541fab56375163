//! What each person needs to understand and take part.

use course::place::Place;
use leptos::prelude::*;
use plan::Change;
use plan::agreement::Section;
use plan::field::Field;
use plan::ids::PersonId;
use plan::questions::{Pick, Question};

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
            {asked([Question::WayThrough(id), Question::Language(id)])}
            <NothingNeeded id/>
            {asked(Question::help_for(id))}
            {asked([Question::Today(id), Question::SafeToTalk(id)])}
        </section>
    }
}

/// One tap for who needs none of the help. What was answered already stays; the same tap takes back what it gave.
#[component]
fn NothingNeeded(
    /// Who.
    id: PersonId,
) -> impl IntoView {
    let work = Visit::here().work;
    let picked = move |question| work.plan.with(|plan| plan.picked(question));
    let is_said = Memo::new(move |_| {
        Question::help_for(id).into_iter().all(|question| picked(question) == Some(Pick::NotNeeded))
    });
    let given = StoredValue::new(Vec::new());
    let said = move |_| {
        let (questions, pick) = if is_said.get_untracked() {
            let theirs = given.get_value();
            // After a while nobody knows which of them it gave.
            (if theirs.is_empty() { Question::help_for(id).to_vec() } else { theirs }, None)
        } else {
            let open = Question::help_for(id).into_iter();
            (open.filter(|it| untrack(|| picked(*it)).is_none()).collect(), Some(Pick::NotNeeded))
        };
        given.set_value(if pick.is_some() { questions.clone() } else { Vec::new() });
        work.make(questions.into_iter().map(|question| Change::SetPick { question, pick }));
    };
    view! {
        <div class="buttons">
            <button type="button" class="button chip" aria-pressed=move || is_said.get().to_string() on:click=said>
                {t("needs_page.nothing_needed")}
            </button>
        </div>
    }
}
