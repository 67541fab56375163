//! Printing a copy of a sealed plan there and then: which copy, on which printer, how it goes.

use std::time::Duration;

use ipc::visit::{FindPrinters, HowPrintGoes, Print, PrintCard, PrintGoes, PrinterCard, StopPrint};
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::ids::PersonId;

use crate::components::{Banner, Choice, Choices, TextField};
use crate::platform::shell;
use crate::visit::app::Visit;
use crate::words::{fill, t};

/// Between two questions about how it goes.
const ASK_AGAIN: Duration = Duration::from_secs(1);

/// A copy: whose, and their name.
pub(crate) type WhoseCopy = (Option<PersonId>, String);

/// What is chosen and what came of it.
#[derive(Clone, Copy)]
struct Printing {
    visit: Visit,
    person: RwSignal<Option<PersonId>>,
    printer: RwSignal<String>,
    goes: RwSignal<PrintGoes>,
    is_asking: RwSignal<bool>,
}

/// The card.
#[component]
pub(crate) fn PrintCopy(
    /// The copies there are.
    copies: Vec<WhoseCopy>,
) -> impl IntoView {
    let first = copies.iter().map(|(person, _)| *person).next_back().flatten();
    let it = Printing {
        visit: Visit::here(),
        person: RwSignal::new(first),
        printer: RwSignal::new(String::new()),
        goes: RwSignal::new(PrintGoes::Not),
        is_asking: RwSignal::new(false),
    };
    it.look();
    let again = set_interval_with_handle(
        move || {
            if matches!(it.goes.get_untracked(), PrintGoes::On { .. }) {
                it.look();
            }
        },
        ASK_AGAIN,
    );
    on_cleanup(move || {
        if let Ok(again) = again {
            again.clear();
        }
    });
    let which = (copies.len() > 1).then(|| {
        let choices = copies.into_iter().map(|(person, name)| Choice {
            value: person,
            label: match person {
                Some(_) => fill("sealed.copy_for", &[("name", &name)]),
                None => t("print.whole").to_owned(),
            },
        });
        let choose = move |person| {
            it.person.set(person);
            it.look();
        };
        view! {
            <Choices name="print-copy" question=t("print.which") choices=choices.collect() choose
                chosen=Signal::derive(move || Some(it.person.get()))/>
        }
    });
    view! {
        <section class="card" id="print">
            <h2>{t("print.title")}</h2>
            {which}
            <Printers it/>
            {move || it.told()}
            <div class="buttons">{move || it.buttons()}</div>
        </section>
    }
}

impl Printing {
    /// Asks how the last print of the copy goes.
    fn look(self) {
        let (plan, person) = self.which();
        spawn_local(async move { self.take(person, shell::ask(HowPrintGoes { plan, person }).await) });
    }

    fn which(self) -> (plan::ids::PlanId, Option<PersonId>) {
        (self.visit.work.plan.with_untracked(|plan| plan.id), self.person.get_untracked())
    }

    /// Shows what came back, unless another copy has been chosen since.
    fn take(self, person: Option<PersonId>, reply: Result<PrintCard, ipc::Refusal>) {
        let _ = self.is_asking.try_set(false);
        match reply {
            Ok(_) if self.person.try_get_untracked() != Some(person) => {}
            Ok(card) => {
                if let Some(printer) = card.printer.filter(|_| self.printer.with_untracked(String::is_empty))
                {
                    let _ = self.printer.try_set(printer);
                }
                if self.goes.try_get_untracked().is_some_and(|goes| goes != card.state) {
                    self.goes.set(card.state);
                }
            }
            Err(refusal) => self.visit.refused(refusal),
        }
    }

    fn print(self, nothing_came_out: bool) {
        if self.is_asking.get_untracked() {
            return;
        }
        self.is_asking.set(true);
        let (plan, person) = self.which();
        let printer = self.printer.get_untracked();
        spawn_local(async move {
            self.take(person, shell::ask(Print { plan, person, printer, nothing_came_out }).await);
        });
    }

    fn stop(self) {
        let (plan, person) = self.which();
        spawn_local(async move { self.take(person, shell::ask(StopPrint { plan, person }).await) });
    }

    /// What a person is told, in the tone of it.
    fn told(self) -> impl IntoView {
        let (tone, says) = match self.goes.get() {
            PrintGoes::Not => return None,
            PrintGoes::On { says } => ("", says),
            PrintGoes::Printed { says } => ("good", says),
            PrintGoes::Stopped { says } | PrintGoes::Unsure { says } => ("care", says),
        };
        Some(view! { <Banner tone text=says/> })
    }

    fn buttons(self) -> AnyView {
        let print = move |nothing_came_out: bool| move |_| self.print(nothing_came_out);
        match self.goes.get() {
            PrintGoes::On { .. } => {
                view! { <button class="button" on:click=move |_| self.stop()>{t("print.stop")}</button> }
                    .into_any()
            }
            PrintGoes::Unsure { .. } => {
                view! { <button class="button" on:click=print(true)>{t("print.nothing_came_out")}</button> }
                    .into_any()
            }
            PrintGoes::Not => {
                view! { <button class="button main" on:click=print(false)>{t("print.go")}</button> }
                    .into_any()
            }
            PrintGoes::Printed { .. } | PrintGoes::Stopped { .. } => {
                view! { <button class="button" on:click=print(false)>{t("print.again")}</button> }.into_any()
            }
        }
    }
}

/// The printer: typed, used before, or found nearby.
#[component]
fn Printers(
    /// What is chosen.
    it: Printing,
) -> impl IntoView {
    let found = RwSignal::new(None::<Vec<PrinterCard>>);
    let is_looking = RwSignal::new(false);
    let look = move |_| {
        if is_looking.get_untracked() {
            return;
        }
        is_looking.set(true);
        spawn_local(async move {
            match shell::ask(FindPrinters {}).await {
                Ok(printers) => {
                    let _ = found.try_set(Some(printers));
                }
                Err(refusal) => it.visit.refused(refusal),
            }
            let _ = is_looking.try_set(false);
        });
    };
    let choices = move || {
        let printers = found.get()?;
        if printers.is_empty() {
            return Some(view! { <p role="status">{t("print.none_found")}</p> }.into_any());
        }
        let choices = printers.into_iter().map(|card| Choice { value: card.printer, label: card.name });
        let choices = view! {
            <Choices name="printer" question=t("print.found") choices=choices.collect() choose=move |printer| it.printer.set(printer)
                chosen=Signal::derive(move || Some(it.printer.get()))/>
        };
        Some(choices.into_any())
    };
    view! {
        {choices}
        <TextField id="printer-address" label=t("print.address") hint=t("print.address_hint") value=it.printer
            typed=move |text| it.printer.set(text) left=|| ()/>
        <div class="buttons"><button class="button" on:click=look>
            {move || t(if is_looking.get() { "print.looking" } else { "print.look" })}</button></div>
    }
}
