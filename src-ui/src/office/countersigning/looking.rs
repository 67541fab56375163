//! The second look: whoever says something shows that it is they, with a code or a passkey, and then it is said.

use ipc::office::countersigning::{Again, AgainWays, Countersign, GiveBack, SaidPage, Unsign, WrittenNow};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use super::signature::signed;
use super::{Act, Here, TITLE};
use crate::components::TextField;
use crate::platform::bridge::{self, NoAnswer};
use crate::platform::{page as browser, passkey};
use crate::words::t;

/// The id of its question within the page.
pub(super) const ASKS: &str = "countersign-asks";

/// What is asked before it is said.
pub(super) fn looking(here: Here, act: Act, page: StoredValue<SaidPage>) -> AnyView {
    let (ways, request) = page.with_value(|page| (page.again, page.request.clone()));
    let (question, go) = match &act {
        Act::Sign => (t("countersign.is_it_you"), t("countersign.sign_it")),
        Act::GiveBack => (t("countersign.not_agreed"), t("countersign.give_it_back")),
        Act::TakeBack(_) => (t("countersign.is_taken_back"), t("countersign.take_it_back")),
    };
    let words = (act != Act::Sign).then(|| {
        let label = if act == Act::GiveBack { "countersign.what_to_change" } else { "countersign.why_back" };
        view! { <TextField id="again-words" label=t(label) long=true value=here.words typed=move |words| here.words.set(words)/> }
    });
    let has_code = ways.code && !ways.is_fresh;
    let code = has_code.then(|| {
        view! {
            <TextField id="again-code" label=t("countersign.code") hint=t("countersign.code_hint") keys=Some("numeric") value=here.code
                typed=move |code| here.code.set(code)/>
        }
    });
    let saying = StoredValue::new((act, request));
    let say = move |again: Option<Again<Value>>| {
        saying.with_value(|(act, request)| send(here, act, request, again))
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let code = here.code.get_untracked();
        if has_code && code.trim().is_empty() {
            here.doing.refuse(t("countersign.code_missing"));
        } else {
            say(has_code.then_some(Again::Code { code }));
        }
    };
    let by_passkey = move |_| {
        spawn_local(async move {
            let asked: Result<Value, NoAnswer> = bridge::post("/api/again/passkey", Some(&())).await;
            match asked {
                Ok(asked) => match passkey::show(&asked).await {
                    Some(shown) => say(Some(Again::Passkey { shown })),
                    None => here.doing.refuse(t("countersign.no_passkey")),
                },
                Err(_) => here.doing.refuse(t("office.unreachable")),
            }
        });
    };
    let passkey = (ways.passkey && !ways.is_fresh).then(|| {
        view! { <button type="button" class="button" on:click=by_passkey>{t("countersign.use_passkey")}</button> }
    });
    let leave = move |_| {
        here.act.set(None);
        browser::focus(TITLE.to_owned());
    };
    let goes = ways.is_fresh || ways.code;
    view! {
        <form class="column" on:submit=submit>
            <p id=ASKS tabindex="-1"><strong>{question}</strong></p>
            {words}
            {code}
            {no_way(ways)}
            <div class="buttons">
                {goes.then(|| view! { <button type="submit" class="button main">{go}</button> })}
                {passkey}
                <button type="button" class="button" on:click=leave>{t("countersign.leave")}</button>
            </div>
        </form>
    }
    .into_any()
}

/// Whoever has neither code nor passkey adds one.
fn no_way(ways: AgainWays) -> Option<impl IntoView> {
    let has_none = !(ways.is_fresh || ways.code || ways.passkey);
    has_none.then(|| {
        view! {
            <p>{t("countersign.no_way")}</p>
            <p><a href="/passkeys" rel="external">{t("office.passkeys")}</a></p>
        }
    })
}

fn send(here: Here, act: &Act, request: &str, again: Option<Again<Value>>) {
    let (request, words) = (request.to_owned(), here.words.get_untracked());
    if *act != Act::Sign && words.trim().is_empty() {
        here.doing.refuse(t("countersign.words_missing"));
        return;
    }
    match act {
        Act::Sign => {
            let Some(signature) = signed(here) else {
                here.doing.refuse(t("countersign.signature_missing"));
                return;
            };
            let phone = here.phone.get_untracked();
            let asked = Countersign { request, phone, signature, words, again };
            tell(here, "countersign", asked, "countersign.done");
        }
        Act::GiveBack => {
            tell(here, "return", GiveBack { request, words, again }, "countersign.given_back");
        }
        Act::TakeBack(said) => {
            let asked = Unsign { request, said: said.clone(), words, again };
            tell(here, "unsign", asked, "countersign.was_taken_back");
        }
    }
}

fn tell(here: Here, call: &str, asked: impl serde::Serialize + 'static, said: &'static str) {
    here.doing.tell(here.path(call), asked, move |_: WrittenNow| here.done(t(said).to_owned()));
}
