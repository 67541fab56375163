//! Whether a paper is of an agreement: two groups of its code are typed from it, one from the first page and one from the last. What that
//! shows and what it does not is said with the answer.

use ipc::office::countersigning::{CheckPaper as Asked, PaperChecked};
use leptos::prelude::*;

use super::Here;
use crate::components::{Banner, TextField};
use crate::office::doing::Doing;
use crate::words::{fill, t};

/// The form, folded away.
#[component]
pub(super) fn CheckPaper(
    /// The agreement's card.
    here: Here,
    /// The middle group of its code.
    middle: String,
) -> impl IntoView {
    let (first, last) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (checked, doing) = (RwSignal::new(None::<PaperChecked>), Doing::new("paper-doing"));
    let check = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        checked.set(None);
        let asked = Asked { first: first.get_untracked(), last: last.get_untracked() };
        if asked.first.trim().is_empty() || asked.last.trim().is_empty() {
            doing.refuse(t("countersign.paper_missing"));
            return;
        }
        doing.tell(here.path("check-paper"), asked, move |answer| checked.set(Some(answer)));
    };
    let shown = move || {
        checked.get().map(|PaperChecked { first, last }| {
            let (tone, key) = match (first, last) {
                (true, true) => ("good", "countersign.paper_both"),
                (false, true) => ("care", "countersign.paper_not_first"),
                (true, false) => ("care", "countersign.paper_not_last"),
                (false, false) => ("care", "countersign.paper_neither"),
            };
            view! { <Banner tone text=t(key)/> }
        })
    };
    view! {
        <details class="more">
            <summary>{t("countersign.paper")}</summary>
            <form class="column" on:submit=check>
                <p>{t("countersign.paper_words")}</p>
                <p class="number-said">{fill("countersign.paper_code", &[("middle", &middle)])}</p>
                <TextField id="paper-first" label=t("countersign.paper_first") told=true value=first
                    typed=move |text| first.set(text)/>
                <TextField id="paper-last" label=t("countersign.paper_last") told=true value=last
                    typed=move |text| last.set(text)/>
                {doing.said()}
                {shown}
                <div class="buttons"><button type="submit" class="button">{t("countersign.paper_check")}</button></div>
            </form>
        </details>
    }
}
