//! What somebody says of an agreement: how it was with a call, their signature, and whether they agree.

use ipc::office::countersigning::{ByPhone, PhoneWas, SaidPage, SignsAs};
use leptos::prelude::*;
use plan::dates;

use super::signature::{signed, signing};
use super::{Act, Here};
use crate::components::{Choice, Choices, TextField};
use crate::words::{fill, t, texts};

/// All of it, with the two ways on.
pub(super) fn choosing(here: Here, page: StoredValue<SaidPage>) -> AnyView {
    let call = page.with_value(|page| {
        let is_manager = page.signs_as == Some(SignsAs::Manager);
        page.by_phone.clone().filter(|_| is_manager)
    });
    let has_to_say = call.as_ref().is_some_and(|call| call.is_you);
    let asked = call.map(|call| called(here, &call));
    let sign = move |_| {
        let phone = here.phone.get_untracked();
        let is_said = here.words.with_untracked(|words| !words.trim().is_empty());
        if has_to_say && phone.is_none() {
            here.doing.refuse(t("countersign.call_missing"));
        } else if phone == Some(PhoneWas::Disputed) && !is_said {
            here.doing.refuse(t("countersign.words_missing"));
        } else if signed(here).is_none() {
            here.doing.refuse(t("countersign.signature_missing"));
        } else {
            here.begin(Act::Sign);
        }
    };
    view! {
        {asked}
        {signing(here)}
        <TextField id="sign-words" label=t("countersign.say") hint=t("countersign.say_hint") long=true value=here.words
            typed=move |words| here.words.set(words)/>
        <p class="hint">{t("countersign.beside")}</p>
        <div class="buttons">
            <button type="button" class="button main" on:click=sign>{t("countersign.go")}</button>
            <button type="button" class="button" on:click=move |_| here.begin(Act::GiveBack)>{t("countersign.no")}</button>
        </div>
    }
    .into_any()
}

/// What the agreement says of a call, and whether it was so.
fn called(here: Here, call: &ByPhone) -> AnyView {
    let rang = call.rang.clone().unwrap_or_else(|| t("countersign.worker").to_owned());
    let (day, time) = (dates::day(call.on, texts()), call.call_at.map(dates::time));
    let key = match (call.is_you, time.is_some()) {
        (true, true) => "countersign.call_you_at",
        (true, false) => "countersign.call_you",
        (false, true) => "countersign.call_at",
        (false, false) => "countersign.call",
    };
    let time = time.unwrap_or_default();
    let told = fill(key, &[("rang", &rang), ("name", &call.name), ("day", &day), ("time", &time)]);
    let said = (!call.said.is_empty())
        .then(|| view! { <p>{fill("countersign.call_said", &[("words", &call.said)])}</p> });
    let (question, yes) = if call.is_you {
        (t("countersign.was_it_so"), t("countersign.yes_i_agreed"))
    } else {
        (t("countersign.do_you_know"), t("countersign.yes_it_was"))
    };
    let choices = vec![
        Choice { value: PhoneWas::Confirmed, label: yes.to_owned() },
        Choice { value: PhoneWas::Disputed, label: t("countersign.no_not_so").to_owned() },
    ];
    view! {
        <p>{told}</p>
        {said}
        <Choices name="sign-phone" question choices chosen=here.phone choose=move |was| here.phone.set(Some(was))/>
    }
    .into_any()
}
