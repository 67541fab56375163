//! Which printer: typed, used before, or found nearby.

use ipc::visit::{FindPrinters, PrinterCard};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Choice, Choices, TextField};
use crate::platform::shell;
use crate::visit::here::Visit;
use crate::words::t;

/// Its address, and those that are found.
#[component]
pub(super) fn Printers(
    /// The address.
    printer: RwSignal<String>,
) -> impl IntoView {
    let visit = Visit::here();
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
                Err(refusal) => visit.refused(refusal),
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
            <Choices name="printer" question=t("print.found") choices=choices.collect() choose=move |address| printer.set(address)
                chosen=Signal::derive(move || Some(printer.get()))/>
        };
        Some(choices.into_any())
    };
    view! {
        {choices}
        <TextField id="printer-address" label=t("print.address") hint=t("print.address_hint") value=printer
            typed=move |text| printer.set(text)/>
        <div class="buttons"><button class="button" on:click=look>
            {move || t(if is_looking.get() { "print.looking" } else { "print.look" })}</button></div>
    }
}
