//! The professionals of a plan, and the numbers the family can ring.

use course::place::Place;
use leptos::prelude::*;
use plan::Change;
use plan::agreement::Section;
use plan::change::{Item, ItemId};
use plan::field::Field;
use plan::ids::PersonId;
use plan::people::{Agency, Contact, Worker, WorkerRole};
use plan::questions::Question;

use super::reads::Reads;
use crate::visit::fields::ask::asked;
use crate::visit::fields::plan_text::PlanText;
use crate::visit::fields::removable::{PutBack, Removable};
use crate::visit::frame::{Frame, Onward};
use crate::visit::guide::Guide;
use crate::visit::here::Visit;
use crate::words::{fill, t};

/// The professionals.
#[component]
pub(crate) fn Workers() -> impl IntoView {
    let work = Visit::here().work;
    let workers = Memo::new(move |_| {
        work.plan.with(|plan| plan.workers.iter().map(|worker| (worker.id, worker.role)).collect::<Vec<_>>())
    });
    let add = move |role| {
        let at = work.plan.with_untracked(|plan| plan.workers.len());
        if let Some(id) = work.fresh() {
            work.make([Change::Add { at, item: Item::Worker(Worker::empty(id, role)) }]);
        }
    };
    let contacts =
        Memo::new(move |_| work.plan.with(|plan| plan.contacts.iter().map(|it| it.id).collect::<Vec<_>>()));
    let add_contact = move |_| {
        let at = contacts.with_untracked(Vec::len);
        if let Some(id) = work.fresh() {
            let contact = Contact { id, name: String::new(), phone: String::new() };
            work.make([Change::Add { at, item: Item::Contact(contact) }]);
        }
    };
    // There may be two of a kind, such as the officer of the next shift.
    let offered = move || {
        let has = |role| workers.with(|workers| workers.iter().any(|(_, it)| *it == role));
        WorkerRole::ALL.map(|role| (role, has(role)))
    };
    view! {
        <Frame title=Signal::stored(t("task.workers").to_owned()) shape="beside" bottom=view! { <Onward from=Place::Workers/> }.into_any()>
            <div class="column"><Guide step="workers"/>
                <PutBack of=|it: &Item| matches!(it, Item::Worker(_))/>
                <For each=move || workers.get() key=|worker| *worker
                    children=|(id, role)| view! { <WorkerCard id role/> }/>
                <div class="buttons">
                    <For each=offered key=|it| *it children=move |(role, is_there)| view! {
                        <button class="button" on:click=move |_| add(role)>
                            {fill(if is_there { "workers.add_another" } else { "workers.add" }, &[("role", t(role.key()))])}
                        </button>
                    }/>
                </div>
                <h2>{t("workers.contacts")}</h2>
                <PutBack of=|it: &Item| matches!(it, Item::Contact(_))/>
                <For each=move || contacts.get() key=|id| *id children=|id| view! {
                    <Removable item=ItemId::Contact(id) name=Field::ContactName(id) nameless=t("workers.this_contact")>
                        <div class="pair">
                            <PlanText field=Field::ContactName(id) label=t("workers.contact_name")/>
                            <PlanText field=Field::ContactPhone(id) label=t("workers.contact_phone") kind="tel"/>
                        </div>
                    </Removable>
                }/>
                <div class="buttons"><button class="button" on:click=add_contact>{t("workers.add_contact")}</button></div>
                <section class="card">
                    <PlanText field=Field::ContactLine label=t("workers.contact_line")
                        hint=t("workers.contact_line_hint") kind="tel"/>
                    {asked([Question::AfterClosing])}
                </section>
            </div>
            <Reads sections=&[Section::Contact]/>
        </Frame>
    }
}

#[component]
fn WorkerCard(
    /// Who.
    id: PersonId,
    /// In what role.
    role: WorkerRole,
) -> impl IntoView {
    view! {
        <Removable item=ItemId::Worker(id) name=Field::WorkerName(id) nameless=t(role.key())>
            <h2>{t(role.title_key())}</h2>
            <div class="pair">
                <PlanText field=Field::WorkerName(id) label=t("family.name")/>
                <PlanText field=Field::WorkerPhone(id) label=t("workers.phone") kind="tel"/>
            </div>
            {(role.agency() == Agency::Police).then(|| view! {
                <div class="pair">
                    <PlanText field=Field::WorkerRank(id) label=t("workers.rank")/>
                    <PlanText field=Field::WorkerCollar(id) label=t("workers.collar")/>
                </div>
            })}
        </Removable>
    }
}
