//! The family: children, adults, where they live.

use chrono::NaiveDate;
use course::place::Place;
use leptos::prelude::*;
use plan::Change;
use plan::agreement::Section;
use plan::change::{Item, ItemId};
use plan::dates::Looks;
use plan::days::Odd;
use plan::field::Field;
use plan::ids::PersonId;
use plan::people::{Adult, Birth, Child, Supporter};
use plan::questions::Question;

use super::born::{Born, year_alone};
use super::outsiders::Outsiders;
use super::reads::Reads;
use crate::components::DateInput;
use crate::visit::fields::ask::asked;
use crate::visit::fields::plan_text::PlanText;
use crate::visit::fields::removable::{PutBack, Removable};
use crate::visit::fields::suggestions::Suggestions;
use crate::visit::frame::{Frame, Onward};
use crate::visit::guide::Guide;
use crate::visit::here::Visit;
use crate::visit::odd_days::OddDay;
use crate::visit::work::Work;
use crate::words::{fill, t, texts};

/// Children and adults of the family.
#[component]
pub(crate) fn Family() -> impl IntoView {
    let work = Visit::here().work;
    let children = Memo::new(move |_| work.plan.with(|plan| ids(plan.children.iter().map(|it| it.id))));
    let adults = Memo::new(move |_| work.plan.with(|plan| ids(plan.adults.iter().map(|it| it.id))));
    let supporters = Memo::new(move |_| work.plan.with(|plan| ids(plan.supporters.iter().map(|it| it.id))));
    let add_supporter = move |_| {
        let at = work.plan.with_untracked(|plan| plan.supporters.len());
        if let Some(id) = work.fresh() {
            work.make([Change::Add { at, item: Item::Supporter(Supporter::empty(id)) }]);
        }
    };
    view! {
        <Frame title=Signal::stored(t("task.family").to_owned()) shape="beside" bottom=view! { <Onward from=Place::Family/> }.into_any()>
            <div class="column"><Guide step="family"/>
                <h2>{t("family.children")}</h2>
                <PutBack of=|it: &Item| matches!(it, Item::Child(_))/>
                <For each=move || children.get() key=|id| *id children=|id| view! { <ChildCard id/> }/>
                <div class="buttons"><button class="button" on:click=move |_| add_child(work)>{t("family.add_child")}</button></div>
                <h2>{t("family.adults")}</h2>
                <PutBack of=|it: &Item| matches!(it, Item::Adult(_))/>
                <For each=move || adults.get() key=|id| *id children=|id| view! { <AdultCard id/> }/>
                <div class="buttons"><button class="button" on:click=move |_| add_adult(work)>{t("family.add_adult")}</button></div>
                <h2>{t("family.supporters")}</h2>
                <PutBack of=|it: &Item| matches!(it, Item::Supporter(_))/>
                <For each=move || supporters.get() key=|id| *id children=|id| view! { <SupporterCard id/> }/>
                <div class="buttons"><button class="button" on:click=add_supporter>{t("family.add_supporter")}</button></div>
                <h2>{t("family.home")}</h2>
                <section class="card">
                    <PlanText field=Field::Address label=t("family.address") long=true/>
                    <PlanText field=Field::Title label=t("family.title") hint=t("family.title_hint")/>
                </section>
                // Closed: somebody reads along.
                <details class="more">
                    <summary>{t("family.outsiders")}</summary>
                    <div class="column"><Outsiders/></div>
                </details>
            </div>
            <Reads sections=&[Section::People, Section::Supporters]/>
        </Frame>
    }
}

/// A child nothing is known of yet, at the end of all.
pub(super) fn add_child(work: Work) {
    let at = work.plan.with_untracked(|plan| plan.children.len());
    if let Some(id) = work.fresh() {
        work.make([Change::Add { at, item: Item::Child(Child::empty(id)) }]);
    }
}

/// An adult nothing is known of yet, at the end of all.
pub(super) fn add_adult(work: Work) {
    let at = work.plan.with_untracked(|plan| plan.adults.len());
    if let Some(id) = work.fresh() {
        work.make([Change::Add { at, item: Item::Adult(Adult::empty(id)) }]);
    }
}

fn ids(ids: impl Iterator<Item = PersonId>) -> Vec<PersonId> {
    ids.collect()
}

#[component]
fn ChildCard(
    /// Which child.
    id: PersonId,
) -> impl IntoView {
    let work = Visit::here().work;
    let is_born = move || {
        !work.plan.with(|plan| plan.child(id).is_some_and(|it| matches!(it.birth, Birth::Due { .. })))
    };
    view! {
        <Removable item=ItemId::Child(id) name=Field::ChildName(id) nameless=t("family.this_child")>
            <PlanText field=Field::ChildName(id) label=t("family.name")/>
            <Born id/>
            <div class="pair">
                {move || is_born().then(|| view! { <PlanText field=Field::ChildSchool(id) label=t("family.school")/> })}
                <PlanText field=Field::ChildHealthVisitor(id) label=t("family.health_visitor")/>
            </div>
        </Removable>
    }
}

#[component]
fn AdultCard(
    /// Which adult.
    id: PersonId,
) -> impl IntoView {
    let work = Visit::here().work;
    let born = Memo::new(move |_| work.plan.with(|plan| plan.adult(id).and_then(|adult| adult.born)));
    let set = move |on: Option<NaiveDate>| work.make([Change::SetBorn { adult: id, on }]);
    let year_alone = year_alone(id);
    view! {
        <Removable item=ItemId::Adult(id) name=Field::AdultName(id) nameless=t("family.this_adult")>
            <div class="pair">
                <PlanText field=Field::AdultName(id) label=t("family.name")/>
                <Relationship id/>
            </div>
            <DateInput id=format!("born-{id}") label=t("family.born") hint=t("family.adult_born_hint").to_owned()
                looks=Looks::Back today=Visit::here().today value=born set year_alone=Some(year_alone)/>
            <OddDay is=move |odd: Odd| odd.is_born(id)/>
            <MoreAbout id/>
        </Removable>
    }
}

/// What an adult is to the children, in a word.
#[component]
pub(super) fn Relationship(
    /// Whose.
    id: PersonId,
) -> impl IntoView {
    let words = texts().section("relationship").map(|(_, words)| words.to_owned()).collect::<Vec<_>>();
    let field = Field::AdultRelationship(id);
    view! { <div class="plan-text"><PlanText field label=t("family.relationship")/><Suggestions field words/></div> }
}

/// What is asked of an adult only where it matters: closed until it is opened.
#[component]
pub(super) fn MoreAbout(
    /// Whom.
    id: PersonId,
) -> impl IntoView {
    let work = Visit::here().work;
    let title = move || {
        let name = work.text(Field::AdultName(id));
        fill("family.more", &[("name", plan::names::first(&name).unwrap_or(t("family.this_adult")))])
    };
    view! {
        <details class="more">
            <summary>{title}</summary>
            <div class="column">
                <div class="pair">
                    <PlanText field=Field::AdultPhone(id) label=t("family.phone") kind="tel"/>
                    <PlanText field=Field::AdultAddress(id) label=t("family.own_address") long=true/>
                </div>
                <Private id/>
                {asked([Question::ParentalResponsibility(id), Question::SourceOfHarm(id)])}
            </div>
        </details>
    }
}

/// Whether somebody's number and address are kept out of the plan.
#[component]
fn Private(
    /// Whose.
    id: PersonId,
) -> impl IntoView {
    let work = Visit::here().work;
    let withheld = move || work.plan.with(|plan| plan.adult(id).is_some_and(|adult| adult.withheld));
    let turn = move |event: leptos::ev::Event| {
        work.make([Change::SetWithheld { adult: id, withheld: event_target_checked(&event) }]);
    };
    view! {
                <label class="choice tick">
                    <input type="checkbox" id=format!("withheld-{id}") prop:checked=withheld on:change=turn/>
                    <span>{t("family.withheld")}</span>
                </label>
    }
}

#[component]
fn SupporterCard(
    /// Who.
    id: PersonId,
) -> impl IntoView {
    view! {
        <Removable item=ItemId::Supporter(id) name=Field::SupporterName(id) nameless=t("family.this_supporter")>
            <div class="pair">
                <PlanText field=Field::SupporterName(id) label=t("family.name")/>
                <PlanText field=Field::SupporterRelationship(id) label=t("family.supporter_relationship")/>
            </div>
            <PlanText field=Field::SupporterPhone(id) label=t("family.phone") kind="tel"/>
            <PlanText field=Field::SupporterOffers(id) label=t("family.offers") hint=t("family.offers_hint") long=true/>
        </Removable>
    }
}
