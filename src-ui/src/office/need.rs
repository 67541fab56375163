//! Opening a case of another team in need: by what stands on a paper of it, and why. Its own team is told.

use ipc::office::people::OpenByPaper;
use leptos::prelude::*;

use super::asking::Asking;
use super::doing::Doing;
use super::parts::HEADING;
use crate::components::TextField;
use crate::platform::page;
use crate::words::{fill, t};

/// The form, folded away.
#[component]
pub(super) fn OpenInNeed(
    /// The list, in which it is then.
    asking: Asking,
    /// Where it is said once it is done.
    doing: Doing,
) -> impl IntoView {
    let (reference, reason) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let own = Doing::new("need-doing");
    let open = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let named = reference.get_untracked().trim().to_owned();
        if named.is_empty() {
            own.refuse(t("office.need_reference_missing"));
            return;
        }
        let said = fill("office.need_opened", &[("reference", &named)]);
        let asked = OpenByPaper { reference: named, reason: reason.get_untracked() };
        own.tell("/api/cases/open".to_owned(), asked, move |()| {
            reference.set(String::new());
            reason.set(String::new());
            doing.say(said);
            asking.again();
            page::focus(HEADING.to_owned());
        });
    };
    view! {
        <details class="card">
            <summary>{t("office.need")}</summary>
            <form class="column" on:submit=open>
                <p>{t("office.need_words")}</p>
                <TextField id="need-reference" label=t("office.need_reference") told=true value=reference
                    typed=move |text| reference.set(text)/>
                <TextField id="need-reason" label=t("office.need_reason") hint=t("office.need_reason_hint") long=true value=reason
                    typed=move |text| reason.set(text)/>
                {own.said()}
                <div class="buttons"><button type="submit" class="button">{t("office.need_open")}</button></div>
            </form>
        </details>
    }
}
