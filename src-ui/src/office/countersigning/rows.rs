//! What was said of an agreement, the oldest first. What was taken back stays to be read.

use ipc::office::countersigning::{PhoneWas, SaidKind, SaidRow, Signature, SignsAs};
use leptos::prelude::*;

use super::{Act, Here};
use crate::components::signature;
use crate::office::when::at;
use crate::words::{fill, t};

/// All of it, or that nobody has said anything.
pub(super) fn rows(rows: &[SaidRow], here: Here) -> AnyView {
    if rows.is_empty() {
        return view! { <p>{t("countersign.nothing")}</p> }.into_any();
    }
    let rows = rows.iter().map(|row| one(row, here)).collect_view();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

fn one(row: &SaidRow, here: Here) -> AnyView {
    let (when, role) = (at(row.at), row.role.to_lowercase());
    let slots = [("name", row.name.as_str()), ("role", role.as_str()), ("when", when.as_str())];
    let said = match row.kind {
        SaidKind::Countersigned => fill("countersign.by", &slots),
        SaidKind::Returned => fill("countersign.not_by", &slots),
    };
    let elsewhere = (row.signs_as == Some(SignsAs::OtherAgency))
        .then(|| view! { <p>{t("countersign.for_other_agency")}</p> });
    let phone = row.phone.map(|phone| {
        let key = match phone {
            PhoneWas::Confirmed => "countersign.call_was",
            PhoneWas::Disputed => "countersign.call_was_not",
        };
        view! { <p>{t(key)}</p> }
    });
    let words = (!row.words.is_empty())
        .then(|| view! { <p class="said-words">{fill("countersign.words", &[("words", &row.words)])}</p> });
    let signed = match &row.signature {
        Some(Signature::Typed { name }) => {
            Some(view! { <p>{fill("countersign.typed", &[("name", name)])}</p> }.into_any())
        }
        Some(Signature::Drawn { strokes }) => {
            signature(strokes, fill("countersign.drawn", &[("name", &row.name)]))
        }
        None => None,
    };
    let undone = row.undone.as_ref().map(|undone| {
        let slots = [("when", &*at(undone.at)), ("words", &*undone.words)];
        view! { <p><strong>{fill("countersign.taken_back", &slots)}</strong></p> }
    });
    let back = (row.is_yours && row.undone.is_none()).then(|| taking_back(row, here));
    view! { <li class="row"><p><strong>{said}</strong></p>{elsewhere}{phone}{words}{signed}{undone}{back}</li> }
        .into_any()
}

fn taking_back(row: &SaidRow, here: Here) -> impl IntoView + use<> {
    let said = row.said.clone();
    let key = match row.kind {
        SaidKind::Countersigned => "countersign.take_back",
        SaidKind::Returned => "countersign.take_words_back",
    };
    view! {
        <div class="buttons" hidden=move || here.act.with(Option::is_some)>
            <button type="button" class="button" on:click=move |_| here.begin(Act::TakeBack(said.clone()))>{t(key)}</button>
        </div>
    }
}
