//! What the office says of an agreement, beside it: what was said, agreeing to it with a signature, not agreeing, taking back what one
//! said; and whether a paper is of it. Before anything is said whoever says it shows again that it is they.

mod choosing;
mod looking;
mod paper;
mod rows;
mod signature;

use ipc::office::countersigning::{PhoneWas, SaidPage};
use leptos::prelude::*;
use plan::signing::ink::Stroke;

use self::choosing::choosing;
use self::looking::{ASKS, looking};
use self::paper::CheckPaper;
use self::rows::rows;
use super::doing::Doing;
use super::fetched::Fetched;
use super::parts::Who;
use crate::words::t;

/// The id of its heading within the page.
const TITLE: &str = "countersign-heading";

/// What somebody is about to say.
#[derive(Clone, PartialEq, Eq)]
enum Act {
    /// That they agree.
    Sign,
    /// That they do not.
    GiveBack,
    /// That they take this back, which is a record.
    TakeBack(String),
}

/// What stands there, and what somebody typed or drew so far. It stays while the office is asked anew.
#[derive(Clone, Copy)]
struct Here {
    record: StoredValue<String>,
    page: Fetched<SaidPage>,
    doing: Doing,
    /// What is said once they have shown that it is they.
    act: RwSignal<Option<Act>>,
    phone: RwSignal<Option<PhoneWas>>,
    words: RwSignal<String>,
    name: RwSignal<String>,
    is_drawn: RwSignal<bool>,
    strokes: RwSignal<Vec<Stroke>>,
    code: RwSignal<String>,
    /// Counts what was said here.
    changed: RwSignal<u32>,
}

impl Here {
    /// The path of a call about the agreement.
    fn path(self, call: &str) -> String {
        self.record.with_value(|record| format!("/api/agreements/{record}/{call}"))
    }

    /// Somebody is about to say this. How they show that it is they is asked for anew, since that does not hold for long.
    fn begin(self, act: Act) {
        self.act.set(Some(act));
        self.page.again_at(ASKS);
    }

    /// It is said.
    fn done(self, said: String) {
        self.doing.say(said);
        self.act.set(None);
        self.words.set(String::new());
        self.code.set(String::new());
        self.strokes.set(Vec::new());
        self.changed.update(|changed| *changed += 1);
        self.page.again_at(TITLE);
    }
}

/// All of it, for the column beside an agreement.
#[component]
pub(super) fn Countersigning(
    /// The agreement's record.
    record: String,
    /// Who is signed in.
    who: Who,
    /// Counts what was said here: whoever shows it elsewhere on the page asks for that anew.
    changed: RwSignal<u32>,
) -> impl IntoView {
    let here = Here {
        page: Fetched::ask(&format!("/api/agreements/{record}/said")),
        record: StoredValue::new(record),
        doing: Doing::new("countersign-doing"),
        act: RwSignal::new(None),
        phone: RwSignal::new(None),
        words: RwSignal::new(String::new()),
        name: RwSignal::new(who.with_value(|me| me.name.clone())),
        is_drawn: RwSignal::new(false),
        strokes: RwSignal::new(Vec::new()),
        code: RwSignal::new(String::new()),
        changed,
    };
    let title =
        if who.with_value(|me| me.may("countersign")) { "countersign.title" } else { "countersign.said" };
    let checks = who.with_value(|me| me.may("check_paper"));
    view! {
        <section class="card" aria-labelledby=TITLE>
            <h2 id=TITLE tabindex="-1">{t(title)}</h2>
            {here.doing.said()}
            {here.page.once_there(move |page| shown(here, page, checks))}
        </section>
    }
}

fn shown(here: Here, page: SaidPage, checks: bool) -> AnyView {
    let said = rows(&page.rows, here);
    let paper = page.code.clone().filter(|_| checks).map(|middle| view! { <CheckPaper here middle/> });
    // Whoever has said something takes that back before they say something else.
    let is_free =
        page.signs_as.is_some() && !page.rows.iter().any(|row| row.is_yours && row.undone.is_none());
    let page = StoredValue::new(page);
    let step = move || match here.act.get() {
        Some(act) => looking(here, act, page),
        None if is_free => choosing(here, page),
        None => ().into_any(),
    };
    view! { {said}{step}{paper} }.into_any()
}
