//! The family: children, adults, where they live.

use chrono::NaiveDate;
use course::place::Place;
use leptos::prelude::*;
use plan::Change;
use plan::agreement::Section;
use plan::change::{Item, ItemId};
use plan::dates::Looks;
use plan::field::Field;
use plan::ids::PersonId;
use plan::people::{Adult, Birth, Child, Supporter};
use plan::questions::Question;

use super::reads::Reads;
use crate::components::{DateInput, YearAlone};
use crate::visit::fields::ask::asked;
use crate::visit::fields::plan_text::PlanText;
use crate::visit::fields::removable::{PutBack, Removable};
use crate::visit::frame::{Frame, Onward};
use crate::visit::guide::Guide;
use crate::visit::here::Visit;
use crate::visit::odd_days::OddDays;
use crate::words::{fill, t};

/// Children and adults of the family.
#[component]
pub(crate) fn Family() -> impl IntoView {
    let work = Visit::here().work;
    let children = Memo::new(move |_| work.plan.with(|plan| ids(plan.children.iter().map(|it| it.id))));
    let adults = Memo::new(move |_| work.plan.with(|plan| ids(plan.adults.iter().map(|it| it.id))));
    let add_child = move |_| {
        let at = work.plan.with_untracked(|plan| plan.children.len());
        if let Some(id) = work.fresh() {
            let child = Child::empty(id);
            work.make([Change::Add { at, item: Item::Child(child) }]);
        }
    };
    let supporters = Memo::new(move |_| work.plan.with(|plan| ids(plan.supporters.iter().map(|it| it.id))));
    let add_supporter = move |_| {
        let at = work.plan.with_untracked(|plan| plan.supporters.len());
        if let Some(id) = work.fresh() {
            work.make([Change::Add { at, item: Item::Supporter(Supporter::empty(id)) }]);
        }
    };
    let add_adult = move |_| {
        let at = work.plan.with_untracked(|plan| plan.adults.len());
        if let Some(id) = work.fresh() {
            let adult = Adult::empty(id);
            work.make([Change::Add { at, item: Item::Adult(adult) }]);
        }
    };
    view! {
        <Frame title=Signal::stored(t("task.family").to_owned()) shape="beside" bottom=view! { <Onward from=Place::Family/> }.into_any()>
            <div class="column"><Guide step="family"/><PutBack/><OddDays/>
                <h2>{t("family.children")}</h2>
                <For each=move || children.get() key=|id| *id children=|id| view! { <ChildCard id/> }/>
                <div class="buttons"><button class="button" on:click=add_child>{t("family.add_child")}</button></div>
                <h2>{t("family.adults")}</h2>
                <For each=move || adults.get() key=|id| *id children=|id| view! { <AdultCard id/> }/>
                <div class="buttons"><button class="button" on:click=add_adult>{t("family.add_adult")}</button></div>
                <h2>{t("family.supporters")}</h2>
                <For each=move || supporters.get() key=|id| *id children=|id| view! { <SupporterCard id/> }/>
                <div class="buttons"><button class="button" on:click=add_supporter>{t("family.add_supporter")}</button></div>
                <h2>{t("family.home")}</h2>
                <section class="card">
                    <PlanText field=Field::Address label=t("family.address") long=true/>
                </section>
                <section class="card">
                    <PlanText field=Field::HarmBy label=t("family.harm_by") hint=t("family.harm_by_hint")/>
                </section>
            </div>
            <Reads sections=&[Section::People, Section::Supporters]/>
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
    let is_due = RwSignal::new(matches!(untrack(birth), Some(Birth::Due { .. })));
    let set = move |day: Option<NaiveDate>| {
        let birth = match day {
            None => Birth::NotRecorded,
            Some(on) if is_due.get_untracked() => Birth::Due { on },
            Some(on) => Birth::Born { on },
        };
        work.make([Change::SetBirth { child: id, birth }]);
    };
    let (today, year_alone) = (Visit::here().today, year_alone(id));
    let turn = move |event: leptos::ev::Event| {
        is_due.set(event_target_checked(&event));
        set(born.get_untracked());
        if is_due.get_untracked() && year_alone.value.get_untracked().is_some() {
            year_alone.set.run(None);
        }
    };
    view! {
        <Removable item=ItemId::Child(id) name=Field::ChildName(id) nameless=t("family.this_child")>
            <PlanText field=Field::ChildName(id) label=t("family.name")/>
            {move || {
                let id = format!("born-{id}");
                if is_due.get() {
                    let hint = t("family.due_hint").to_owned();
                    view! { <DateInput id label=t("family.due") hint looks=Looks::Ahead today value=born set/> }.into_any()
                } else {
                    let hint = t("family.born_hint").to_owned();
                    view! { <DateInput id label=t("family.born") hint looks=Looks::Back today value=born set year_alone=Some(year_alone)/> }.into_any()
                }
            }}
            <label class="choice tick">
                <input type="checkbox" id=format!("due-{id}") prop:checked=move || is_due.get() on:change=turn/>
                <span>{t("family.not_born")}</span>
            </label>
            <div class="pair">
                {move || (!is_due.get()).then(|| view! { <PlanText field=Field::ChildSchool(id) label=t("family.school")/> })}
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
                <PlanText field=Field::AdultRelationship(id) label=t("family.relationship")/>
            </div>
            <DateInput id=format!("born-{id}") label=t("family.born") hint=t("family.adult_born_hint").to_owned()
                looks=Looks::Back today=Visit::here().today value=born set year_alone=Some(year_alone)/>
            <MoreAbout id/>
        </Removable>
    }
}

/// The year somebody was born in, where nobody knows the day.
fn year_alone(person: PersonId) -> YearAlone {
    let work = Visit::here().work;
    let value = Signal::derive(move || {
        work.plan.with(|plan| {
            let child = plan.child(person).and_then(|it| it.born_in);
            child.or_else(|| plan.adult(person)?.born_in)
        })
    });
    let set = UnsyncCallback::new(move |year| work.make([Change::SetBornIn { person, year }]));
    YearAlone { value, set }
}

/// What is asked of an adult only where it matters: closed until it is opened.
#[component]
fn MoreAbout(
    /// Whom.
    id: PersonId,
) -> impl IntoView {
    let work = Visit::here().work;
    let title = move || {
        let name = work.text(Field::AdultName(id));
        fill("family.more", &[("name", plan::names::first(&name).unwrap_or(t("family.this_adult")))])
    };
    let withheld = move || work.plan.with(|plan| plan.adult(id).is_some_and(|adult| adult.withheld));
    let turn = move |event: leptos::ev::Event| {
        work.make([Change::SetWithheld { adult: id, withheld: event_target_checked(&event) }]);
    };
    view! {
        <details class="more">
            <summary>{title}</summary>
            <div class="column">
                <div class="pair">
                    <PlanText field=Field::AdultPhone(id) label=t("family.phone") kind="tel"/>
                    <PlanText field=Field::AdultAddress(id) label=t("family.own_address") long=true/>
                </div>
                <label class="choice tick">
                    <input type="checkbox" id=format!("withheld-{id}") prop:checked=withheld on:change=turn/>
                    <span>{t("family.withheld")}</span>
                </label>
                {asked([Question::ParentalResponsibility(id), Question::SourceOfHarm(id)])}
            </div>
        </details>
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
