//! Before the visit, and after it: the questions that are the workers' own.

use course::place::Place;
use leptos::prelude::*;
use plan::questions::Question;

use crate::visit::fields::ask::asked;
use crate::visit::frame::{Frame, Onward};
use crate::visit::guide::Guide;
use crate::words::t;

/// Before you go.
#[component]
pub(crate) fn Before() -> impl IntoView {
    view! {
        <Frame title=Signal::stored(t("task.before").to_owned()) lead=t("before.lead")
            bottom=view! { <Onward from=Place::Before/> }.into_any()>
            <Guide step="before"/>
            <section class="card">{asked([
                Question::StrategyDiscussion,
                Question::Section47,
                Question::Lead,
                Question::Prepared,
                Question::BlankCopy,
            ])}</section>
        </Frame>
    }
}

/// How it went.
#[component]
pub(crate) fn After() -> impl IntoView {
    view! {
        <Frame title=Signal::stored(t("task.after").to_owned()) lead=t("after_page.lead")
            bottom=view! { <Onward from=Place::After/> }.into_any()>
            <section class="card">{asked([Question::Ready, Question::TookPart, Question::Agencies])}</section>
        </Frame>
    }
}
