//! Which printer: typed, used before, or found nearby.

use course::printing::is_open;
use ipc::visit::{FindPrinters, PrinterCard, WhyNot};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Banner, Choice, Choices, TextField};
use crate::platform::shell;
use crate::visit::here::Visit;
use crate::words::{fill, t};

/// Its address, and those that are found.
#[component]
pub(super) fn Printers(
    /// The address.
    #[prop(into)]
    printer: Signal<String>,
    /// Someone typed another or took one that was found, which may have an open line beside it.
    #[prop(into)]
    choose: UnsyncCallback<(String, Option<String>)>,
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
    let beside = move |address: String| {
        let open = found.with_untracked(|found| {
            let card = found.iter().flatten().find(|card| card.printer == address);
            card.and_then(|card| card.open.clone())
        });
        (address, open)
    };
    let choices = move || {
        let printers = found.get()?;
        if printers.is_empty() {
            return Some(view! { <p role="status">{t("print.none_found")}</p> }.into_any());
        }
        let (usable, others): (Vec<_>, Vec<_>) =
            printers.into_iter().partition(|card| card.why_not.is_none());
        let choices: Vec<_> = usable
            .into_iter()
            .map(|PrinterCard { name, printer, .. }| {
                let label = if is_open(&printer) {
                    fill("print.found_open", &[("name", &apart(&name))])
                } else {
                    name
                };
                Choice { value: printer, label }
            })
            .collect();
        let others = others.into_iter().filter_map(|card| {
            let key = match card.why_not? {
                WhyNot::NoFormat => "print.no_format",
            };
            Some(view! { <li>{fill(key, &[("name", &apart(&card.name))])}</li> })
        });
        let others = others.collect_view();
        if choices.is_empty() {
            return Some(
                view! { <p role="status">{t("print.none_usable")}</p><ul class="column hint">{others}</ul> }
                    .into_any(),
            );
        }
        let choices = view! {
            <Choices name="printer" question=t("print.found") choices=choices choose=move |address| choose.run(beside(address))
                chosen=Signal::derive(move || Some(printer.get()))/>
            <ul class="column hint">{others}</ul>
        };
        Some(choices.into_any())
    };
    let could_be_read = Memo::new(move |_| printer.with(|address| is_open(address)));
    view! {
        {choices}
        <TextField id="printer-address" label=t("print.address") hint=t("print.address_hint") value=printer
            typed=move |text| choose.run((text, None))/>
        {move || could_be_read.get().then(|| view! { <Banner text=t("print.open_line")/> })}
        <div class="buttons"><button class="button" on:click=look>
            {move || t(if is_looking.get() { "print.looking" } else { "print.look" })}</button></div>
    }
}

/// A stranger's name among our own words, whose direction it cannot turn.
fn apart(name: &str) -> String {
    format!("\u{2068}{name}\u{2069}")
}
