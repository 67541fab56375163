//! What we are worried about, agency by agency.

use leptos::prelude::*;
use plan::Change;
use plan::change::{Item, ItemId};
use plan::content::Concern;
use plan::field::Field;
use plan::ids::ConcernId;
use plan::people::Agency;

use crate::components::{Choice, Choices, PlanText};
use crate::visit::app::Visit;
use crate::visit::frame::{BackHome, Frame};
use crate::visit::removed::{PutBack, Removable};
use crate::words::t;

/// All worries.
#[component]
pub(crate) fn Worries() -> impl IntoView {
    let work = Visit::here().work;
    let worries =
        Memo::new(move |_| work.plan.with(|plan| plan.concerns.iter().map(|it| it.id).collect::<Vec<_>>()));
    let add = move |_| {
        let at = work.plan.with_untracked(|plan| plan.concerns.len());
        if let Some(id) = work.fresh() {
            let agency = work.agency();
            let concern = Concern { id, agency, words: String::new() };
            work.make([Change::Add { at, item: Item::Concern(concern) }]);
        }
    };
    view! {
        <Frame title=Signal::stored(t("task.worries").to_owned()) lead=t("worries.lead")
            bottom=view! { <BackHome/> }.into_any()>
            <div class="column"><PutBack/>
                <For each=move || worries.get() key=|id| *id children=|id| view! { <WorryCard id/> }/>
                <div class="buttons"><button class="button" on:click=add>{t("worries.add")}</button></div>
            </div>
        </Frame>
    }
}

#[component]
fn WorryCard(
    /// Which.
    id: ConcernId,
) -> impl IntoView {
    let work = Visit::here().work;
    let agency = Memo::new(move |_| work.plan.with(|plan| plan.concern(id).map(|concern| concern.agency)));
    let choices = Agency::ALL.map(|value| Choice { value, label: t(value.key()).to_owned() });
    view! {
        <Removable item=ItemId::Concern(id) name=Field::ConcernWords(id) nameless=t("worries.this_one")>
            <PlanText field=Field::ConcernWords(id) label=t("worries.words") hint=t("worries.hint") long=true/>
            <Choices name=format!("agency-{id}") question=t("worries.whose") choices=choices.to_vec() wide=true
                chosen=agency choose=move |agency| work.make([Change::SetConcernAgency { concern: id, agency }])/>
        </Removable>
    }
}
