//! Those the harm comes from who are not in the plan. Whether it comes from an adult of the plan is asked with that adult.

use leptos::prelude::*;
use plan::Change;
use plan::change::{Item, ItemId};
use plan::field::Field;
use plan::ids::PersonId;
use plan::people::Outsider;

use crate::visit::fields::plan_text::PlanText;
use crate::visit::fields::removable::{PutBack, Removable};
use crate::visit::here::Visit;
use crate::words::t;

/// Their names, one beside the other, and one more.
#[component]
pub(super) fn Outsiders() -> impl IntoView {
    let work = Visit::here().work;
    let outsiders = Memo::new(move |_| {
        work.plan.with(|plan| plan.outsiders.iter().map(|it| it.id).collect::<Vec<PersonId>>())
    });
    let add = move |_| {
        let at = work.plan.with_untracked(|plan| plan.outsiders.len());
        if let Some(id) = work.fresh() {
            work.make([Change::Add { at, item: Item::Outsider(Outsider::empty(id)) }]);
        }
    };
    view! {
        <p class="hint">{t("family.outsiders_hint")}</p>
        <PutBack of=|it: &Item| matches!(it, Item::Outsider(_))/>
        <For each=move || outsiders.get() key=|id| *id children=|id| view! {
            <Removable item=ItemId::Outsider(id) name=Field::OutsiderName(id) nameless=t("family.this_outsider") shape="person">
                <PlanText field=Field::OutsiderName(id) label=t("family.outsider_name")/>
            </Removable>
        }/>
        <div class="buttons"><button class="button" on:click=add>{t("family.add_outsider")}</button></div>
    }
}
