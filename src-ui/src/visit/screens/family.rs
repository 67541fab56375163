//! The family: children, adults, where they live.

use chrono::NaiveDate;
use leptos::prelude::*;
use plan::Change;
use plan::change::{Item, ItemId};
use plan::field::Field;
use plan::ids::PersonId;
use plan::people::{Adult, Birth, Child};

use crate::components::{DateInput, PlanText};
use crate::visit::app::Visit;
use crate::visit::frame::{BackHome, Frame};
use crate::visit::removed::{PutBack, Removable};
use crate::words::t;

/// Children and adults of the family.
#[component]
pub(crate) fn Family() -> impl IntoView {
    let work = Visit::here().work;
    let children = Memo::new(move |_| work.plan.with(|plan| ids(plan.children.iter().map(|it| it.id))));
    let adults = Memo::new(move |_| work.plan.with(|plan| ids(plan.adults.iter().map(|it| it.id))));
    let add_child = move |_| {
        let at = work.plan.with_untracked(|plan| plan.children.len());
        if let Some(id) = work.fresh() {
            let child = Child { id, name: String::new(), birth: Birth::NotRecorded };
            work.make([Change::Add { at, item: Item::Child(child) }]);
        }
    };
    let add_adult = move |_| {
        let at = work.plan.with_untracked(|plan| plan.adults.len());
        if let Some(id) = work.fresh() {
            let adult = Adult { id, name: String::new(), born: None, relationship: String::new() };
            work.make([Change::Add { at, item: Item::Adult(adult) }]);
        }
    };
    view! {
        <Frame title=Signal::stored(t("task.family").to_owned()) bottom=view! { <BackHome/> }.into_any()>
            <div class="column"><PutBack/>
                <h2>{t("family.children")}</h2>
                <For each=move || children.get() key=|id| *id children=|id| view! { <ChildCard id/> }/>
                <div class="buttons"><button class="button" on:click=add_child>{t("family.add_child")}</button></div>
                <h2>{t("family.adults")}</h2>
                <For each=move || adults.get() key=|id| *id children=|id| view! { <AdultCard id/> }/>
                <div class="buttons"><button class="button" on:click=add_adult>{t("family.add_adult")}</button></div>
                <h2>{t("family.home")}</h2>
                <section class="card">
                    <PlanText field=Field::Address label=t("family.address") long=true/>
                </section>
            </div>
        </Frame>
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
    let birth = move || work.plan.with(|plan| plan.child(id).map(|child| child.birth));
    let born = Memo::new(move |_| match birth() {
        Some(Birth::Born { on } | Birth::Due { on }) => Some(on),
        Some(Birth::NotRecorded) | None => None,
    });
    let set = move |day: Option<NaiveDate>| {
        let birth = day.map_or(Birth::NotRecorded, |on| Birth::Born { on });
        work.make([Change::SetBirth { child: id, birth }]);
    };
    view! {
        <Removable item=ItemId::Child(id) name=Field::ChildName(id) nameless=t("family.this_child")>
            <PlanText field=Field::ChildName(id) label=t("family.name")/>
            <DateInput id=format!("born-{id}") label=t("family.born") hint=t("family.born_hint") value=born set/>
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
    view! {
        <Removable item=ItemId::Adult(id) name=Field::AdultName(id) nameless=t("family.this_adult")>
            <div class="pair">
                <PlanText field=Field::AdultName(id) label=t("family.name")/>
                <PlanText field=Field::AdultRelationship(id) label=t("family.relationship")/>
            </div>
            <DateInput id=format!("born-{id}") label=t("family.born") hint=t("family.adult_born_hint") value=born set/>
        </Removable>
    }
}
