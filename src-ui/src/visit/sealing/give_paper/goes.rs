//! How a print goes: what is told of it, and the buttons beside that.

use ipc::visit::PrintGoes;
use leptos::prelude::*;

use super::Giving;
use crate::components::Banner;
use crate::words::t;

impl Giving {
    /// What a person is told, in the tone of it.
    pub(super) fn told(self) -> impl IntoView {
        let (tone, says) = match self.goes.get() {
            PrintGoes::Not => return None,
            PrintGoes::On { says } => ("", says),
            PrintGoes::Printed { says } => ("good", says),
            PrintGoes::Stopped { says }
            | PrintGoes::OtherKey { says }
            | PrintGoes::NoLine { says }
            | PrintGoes::Unsure { says } => ("care", says),
        };
        Some(view! { <Banner tone text=says/> })
    }

    /// What can be done about it.
    pub(super) fn buttons(self) -> AnyView {
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
            PrintGoes::OtherKey { .. } => view! {
                <button class="button" on:click=print(false)>{t("print.again")}</button>
                <button class="button" on:click=move |_| self.trust()>{t("print.trust")}</button>
            }
            .into_any(),
            PrintGoes::NoLine { .. } => {
                let is_here = self.told_of.get_value() == Some(self.printer.get());
                let open = self.open.get().filter(|_| is_here).map(|open| {
                    let print = move |_| {
                        self.print_on(open.clone(), None);
                        self.print(false);
                    };
                    view! { <button class="button" on:click=print>{t("print.open")}</button> }
                });
                view! { <button class="button" on:click=print(false)>{t("print.again")}</button>{open} }
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
