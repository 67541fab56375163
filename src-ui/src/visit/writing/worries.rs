//! What we are worried about, agency by agency.

use course::place::Place;
use leptos::prelude::*;
use plan::Change;
use plan::agreement::Section;
use plan::change::{Item, ItemId};
use plan::content::Concern;
use plan::field::Field;
use plan::ids::ConcernId;
use plan::people::{Birth, Child, Whose as Owner};

use super::reads::Reads;
use crate::components::{Choice, Choices};
use crate::visit::fields::plan_text::PlanText;
use crate::visit::fields::removable::{PutBack, Removable};
use crate::visit::frame::{Frame, Onward};
use crate::visit::guide::Guide;
use crate::visit::here::Visit;
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
            let concern = Concern::empty(id, agency);
            work.make([Change::Add { at, item: Item::Concern(concern) }]);
        }
    };
    view! {
        <Frame title=Signal::stored(t("task.worries").to_owned()) lead=t("worries.lead")
            shape="beside" bottom=view! { <Onward from=Place::Worries/> }.into_any()>
            <div class="column"><Guide step="worries"/>
                <PutBack of=|it: &Item| matches!(it, Item::Concern(_))/>
                <For each=move || worries.get() key=|id| *id children=|id| view! { <WorryCard id/> }/>
                <div class="buttons"><button class="button" on:click=add>{t("worries.add")}</button></div>
            </div>
            <Reads sections=&[Section::Worries]/>
        </Frame>
    }
}

#[component]
fn WorryCard(
    /// Which.
    id: ConcernId,
) -> impl IntoView {
    view! {
        <Removable item=ItemId::Concern(id) name=Field::ConcernWords(id) nameless=t("worries.this_one")>
            <PlanText field=Field::ConcernWords(id) label=t("worries.words") hint=t("worries.hint") long=true/>
            <PlanText field=Field::ConcernSeen(id) label=t("worries.seen") hint=t("worries.seen_hint") long=true/>
            <About id/>
            <Whose id/>
        </Removable>
    }
}

/// Whose worry it is.
#[component]
pub(super) fn Whose(
    /// Which worry.
    id: ConcernId,
) -> impl IntoView {
    let work = Visit::here().work;
    let whose = Memo::new(move |_| {
        let said = work.plan.with(|plan| plan.concern(id).map(|concern| concern.whose));
        Some(said.unwrap_or_else(|| work.agency().into()))
    });
    let choices = Owner::ALL.map(|value| Choice { value, label: t(value.key()).to_owned() });
    view! {
        <Choices name=format!("agency-{id}") question=t("worries.whose") choices=choices.to_vec() wide=true
            chosen=whose choose=move |whose| work.make([Change::SetConcernAgency { concern: id, whose }])/>
    }
}

/// The children a worry is about: all of them, or those that are tapped.
#[component]
fn About(
    /// Which worry.
    id: ConcernId,
) -> impl IntoView {
    let work = Visit::here().work;
    let about = move || {
        work.plan.with(|plan| plan.concern(id).map(|concern| concern.about.clone())).unwrap_or_default()
    };
    let children = work.plan.with_untracked(|plan| {
        let called = |child: &Child| match (child.name.trim(), child.birth) {
            ("", Birth::Due { .. }) => t("agreement.the_baby").to_owned(),
            (name, _) => name.to_owned(),
        };
        plan.children.iter().map(|child| (child.id, called(child))).collect::<Vec<_>>()
    });
    let buttons = children.iter().filter(|(_, name)| !name.trim().is_empty()).map(|(child, name)| {
        let (child, name) = (*child, name.clone());
        let toggle = move |_| {
            let mut about = untrack(about);
            if about.contains(&child) {
                about.retain(|it| *it != child);
            } else {
                about.push(child);
            }
            work.make([Change::SetConcernAbout { concern: id, about }]);
        };
        view! {
            <button class="button" aria-pressed=move || about().contains(&child).to_string() on:click=toggle>{name}</button>
        }
    });
    let all = move |_| work.make([Change::SetConcernAbout { concern: id, about: Vec::new() }]);
    (children.len() > 1).then(|| {
        view! {
            <div class="field" role="group" aria-label=t("worries.about")>
                <p class="legend">{t("worries.about")}</p>
                <div class="buttons">
                    <button class="button" aria-pressed=move || about().is_empty().to_string() on:click=all>
                        {t("worries.about_all")}
                    </button>
                    {buttons.collect_view()}
                </div>
            </div>
        }
    })
}
