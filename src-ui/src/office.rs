//! The office's pages: what needs somebody today, agreements, tablets, people, alerts, what was done, and oneself. Each person sees those of which their roles
//! may ask something; what they may is the office's to say.

mod agreements;
mod alerts;
mod asking;
mod cases;
mod chosen;
mod countersigning;
mod doing;
mod done;
mod fetched;
mod need;
mod own;
mod parts;
mod people;
mod place;
mod reading;
mod row;
mod tablets;
mod today;
mod troubles;
mod when;

use ipc::office::people::Me;
use ipc::office::today::Need;
use leptos::prelude::*;

use self::agreements::Agreements;
use self::alerts::Alerts;
use self::done::Done;
use self::fetched::{Fetched, no_answer, waiting};
use self::own::Own;
use self::parts::{HEADING, Who};
use self::people::People;
use self::place::{Place, record_in_address};
use self::reading::Reading;
use self::tablets::Tablets;
use self::today::{Today, need_in_address};
use crate::components::Banner;
use crate::platform::page;
use crate::words::{fill, t};

/// The page.
#[component]
pub fn Page() -> impl IntoView {
    page::set_title(t("office.where_title"));
    let me = Fetched::<Me>::ask("/api/me");
    let named = RwSignal::new(Place::in_address());
    let need = RwSignal::new(need_in_address());
    let record = RwSignal::new(record_in_address());
    window_event_listener_untyped("hashchange", move |_| {
        need.set(need_in_address());
        record.set(record_in_address());
        named.set(Place::in_address());
    });
    // Where they are is the same as long as they are: nothing is drawn anew for it.
    let place = Memo::new(move |_| {
        let me = me.now()?.ok()?;
        Some(named.get().unwrap_or_else(|| Place::first_of(&me)))
    });
    Effect::new(move |before: Option<Option<Place>>| {
        let now = place.get();
        if let Some(place) = now {
            page::set_title(&fill("office.page_title", &[("place", place.title())]));
            if before.flatten().is_some() {
                page::focus(HEADING.to_owned());
            }
        }
        now
    });
    let body = move || match me.now() {
        None => view! { <h1>{t("office.where_title")}</h1>{waiting()} }.into_any(),
        Some(Err(why)) => view! {
            <div class="card-head">
                <h1>{t("office.where_title")}</h1>
                <button type="button" class="button" on:click=move |_| me.again()>{t("office.again")}</button>
            </div>
            {no_answer(&why)}
        }
        .into_any(),
        Some(Ok(who)) => {
            let who = StoredValue::new(who);
            (move || place.get().map(|place| shown(place, who, need, record))).into_any()
        }
    };
    view! {
        <div class="frame">
            <header class="top">
                <span class="brand">{t("app.name")}</span>
                {move || match me.now() {
                    Some(Ok(who)) => places(&who, place),
                    Some(Err(_)) | None => view! { <span class="where">{t("office.where")}</span> }.into_any(),
                }}
            </header>
            <main class="page office">{body}</main>
        </div>
    }
}

/// What leads to each of the pages that somebody has, and who they are.
fn places(me: &Me, place: Memo<Option<Place>>) -> AnyView {
    let one = |to: Place| {
        let current = move || (place.get() == Some(to)).then_some("page");
        view! { <li><a href=format!("#{}", to.name()) aria-current=current>{to.label()}</a></li> }
    };
    let all = Place::ALL.into_iter().filter(|to| to.is_for(me)).map(one).collect_view();
    view! {
        <nav class="places" aria-label=t("office.places")><ul>{all}</ul></nav>
        <span class="signed-in">{fill("office.signed_in", &[("name", &me.name)])}</span>
    }
    .into_any()
}

fn shown(place: Place, who: Who, need: RwSignal<Option<Need>>, record: RwSignal<Option<String>>) -> AnyView {
    if !who.with_value(|me| place.is_for(me)) {
        return view! {
            <h1 id=HEADING tabindex="-1">{place.title()}</h1>
            <Banner text=t("office.not_allowed")/>
        }
        .into_any();
    }
    match place {
        Place::Today => view! { <Today need/> }.into_any(),
        Place::Agreements => view! { <Agreements who/> }.into_any(),
        Place::Agreement => (move || record.get().map(|record| view! { <Reading record who/> })).into_any(),
        Place::Tablets => view! { <Tablets who/> }.into_any(),
        Place::People => view! { <People who/> }.into_any(),
        Place::Alerts => view! { <Alerts who/> }.into_any(),
        Place::Done => view! { <Done/> }.into_any(),
        Place::You => view! { <Own who/> }.into_any(),
    }
}
