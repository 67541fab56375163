//! Teaching in place: a short panel beside each step, closed until it is wanted.

use leptos::prelude::*;

use crate::words::{t, texts};

/// The panel of a step.
#[component]
pub(crate) fn Guide(
    /// Which step, as the guidance calls it.
    step: &'static str,
) -> impl IntoView {
    let section = format!("guidance_{step}");
    let title = texts().get(format!("{section}.title")).to_owned();
    let lines: Vec<_> = texts()
        .section(&section)
        .filter(|(key, _)| *key != "title")
        .map(|(_, line)| line.to_owned())
        .collect();
    view! {
        <details class="guide">
            <summary>{t("guide.title")}</summary>
            <p><b>{title}</b></p>
            <ul>{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
        </details>
    }
}
