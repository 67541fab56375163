//! The worker's plans, looking for one, and beginning a new one.

use course::listing::{FEW, Listing, is_found};
use course::place::{Place, Screen};
use course::progress;
use ipc::visit::{ListPlans, NewPlan, OfficeSaid, OfficeWord, OpenPlan, PlanCard, PlanState};
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::{dates, names};

use crate::components::TextField;
use crate::platform::shell;
use crate::visit::frame::Frame;
use crate::visit::here::Visit;
use crate::visit::this_tablet::{clock_off, damaged, late, nearly_full};
use crate::words::{counted, fill, t, texts};

/// The list of plans.
#[component]
pub(crate) fn Plans() -> impl IntoView {
    let visit = Visit::here();
    visit.put_plan_away();
    let plans = RwSignal::new(None::<Vec<PlanCard>>);
    spawn_local(async move {
        match shell::ask(ListPlans {}).await {
            Ok(list) => drop(plans.try_set(Some(list))),
            Err(refusal) => return visit.refused(refusal),
        }
        visit.look().await;
    });
    let looked_for = RwSignal::new(String::new());
    let are_many = Memo::new(move |_| plans.with(|all| all.as_ref().is_some_and(|all| all.len() > FEW)));
    let search = move || {
        are_many.get().then(|| {
            view! {
                <TextField id="search" label=t("plans.search") hint=t("plans.search_hint") kind="search" value=looked_for
                    typed=move |words| looked_for.set(words)/>
            }
        })
    };
    let list = move || match plans.get() {
        None => view! { <p role="status">{t("plans.looking")}</p> }.into_any(),
        Some(list) if list.is_empty() => view! { <p>{t("plans.none")}</p> }.into_any(),
        Some(list) => {
            let words = looked_for.get();
            let found: Vec<PlanCard> = list.into_iter().filter(|card| is_found(card, &words)).collect();
            match found.len() {
                0 => view! { <p role="status">{t("plans.not_found")}</p> }.into_any(),
                _ => groups(Listing::of(found, visit.today.get()), !words.trim().is_empty()).into_any(),
            }
        }
    };
    let is_busy = RwSignal::new(false);
    let begin = move |_| {
        if !is_busy.get_untracked() {
            is_busy.set(true);
            spawn_local(async move {
                visit
                    .open(None, NewPlan { title: String::new(), practice: None, after: None }, Place::Short)
                    .await;
                let _ = is_busy.try_set(false);
            });
        }
    };
    let bottom = view! {
        // Nothing lies where “All plans” and “Back” of the screens before lie: a slow second tap falls on nothing.
        <button class="button main act" on:click=begin>{t("plans.new")}</button>
        <div class="group end">
            <button class="button plain" id="this-tablet" on:click=move |_| visit.go(Screen::ThisTablet)>{t("this_tablet.title")}</button>
            <button class="button" on:click=move |_| spawn_local(async move { visit.lock().await })>{t("plans.lock")}</button>
        </div>
    };
    view! {
        <Frame title=Signal::stored(t("plans.title").to_owned()) bottom=bottom.into_any()>
            {damaged(visit)}{clock_off(visit)}{nearly_full(visit)}{late(visit)}{search}{list}
            <div class="buttons"><button class="button plain" on:click=move |_| visit.go(Screen::Practice)>{t("practice.title")}</button></div>
        </Frame>
    }
}

/// The groups in which there is something. One alone needs no heading.
fn groups(all: Listing, is_search: bool) -> impl IntoView {
    let put_away = all.put_away;
    let groups = [
        ("plans.owed", all.owed),
        ("plans.written", all.written),
        ("plans.agreed", all.agreed),
        ("practice.title", all.practice),
    ];
    let groups: Vec<_> = groups.into_iter().filter(|(_, cards)| !cards.is_empty()).collect();
    let has_headings = groups.len() > 1;
    let one = move |(key, cards): (&'static str, Vec<PlanCard>)| {
        view! {
            {has_headings.then(|| view! { <h2>{t(key)}</h2> })}
            <ul class="card tasks">{cards.into_iter().map(row).collect_view()}</ul>
        }
    };
    let away = (!put_away.is_empty()).then(|| {
        view! {
            <details class="more" open=is_search>
                <summary>{counted("plans.put_away", put_away.len())}</summary>
                <ul class="card tasks">{put_away.into_iter().map(row).collect_view()}</ul>
            </details>
        }
    });
    view! { {groups.into_iter().map(one).collect_view()}{away} }
}

/// What is said of a plan: its children, and when we meet or when it was changed.
fn says(card: &PlanCard) -> String {
    let changed = |at: chrono::DateTime<chrono::FixedOffset>| {
        let (day, time) = (dates::day(at.date_naive(), texts()), dates::time(at.time()));
        fill("plans.changed", &[("day", &day), ("time", &time)])
    };
    let is_agreed = matches!(card.state, PlanState::Sealed | PlanState::Safe);
    let today = Visit::here().today.get_untracked();
    let when = match card.meeting.filter(|_| is_agreed) {
        Some(day) => {
            let key =
                if today.is_some_and(|today| day < today) { "plans.meeting_was" } else { "plans.meeting" };
            fill(key, &[("day", &dates::day(day, texts()))])
        }
        None => changed(card.changed_at),
    };
    let when = match card.goes_on_from {
        Some(day) => format!("{when} · {}", fill("plans.goes_on", &[("day", &dates::day(day, texts()))])),
        None => when,
    };
    let when = if card.practice { format!("{} · {when}", t("plans.practice")) } else { when };
    let children: Vec<&str> = card.children.iter().filter_map(|name| names::first(name)).collect();
    match children.as_slice() {
        [] => when,
        children => format!("{} · {when}", names::listed(children, texts())),
    }
}

/// What the office said of a plan.
pub(crate) fn said(said: &OfficeSaid) -> String {
    let day = dates::day(said.on, texts());
    let slots = [("name", &*said.name), ("role", &*said.role), ("day", &*day), ("words", &*said.words)];
    let key = match said.kind {
        OfficeWord::Agreed => "plans.countersigned",
        OfficeWord::Returned => "plans.returned",
        OfficeWord::TakenBack => "plans.taken_back",
    };
    fill(key, &slots)
}

fn row(card: PlanCard) -> impl IntoView {
    let visit = Visit::here();
    let (state, tone) = match progress::state(card.state, texts()) {
        _ if card.is_owed => (t("plans.copy_owed"), "care"),
        state => state,
    };
    let says = says(&card);
    let open = move |_| {
        spawn_local(async move {
            visit.open(Some(card.plan), OpenPlan { plan: card.plan }, Place::Home).await;
        });
    };
    let title = match (card.title.trim(), card.children.iter().find(|name| !name.trim().is_empty())) {
        ("", Some(child)) => fill("plan.of_family", &[("name", &names::full(child))]),
        ("", None) => t("plan.no_title").to_owned(),
        (title, _) => title.to_owned(),
    };
    let (says_id, state_id) = (format!("says-{}", card.plan), format!("state-{}", card.plan));
    let office_id = format!("office-{}", card.plan);
    let mut described = format!("{says_id} {state_id}");
    if card.office.is_some() {
        described = format!("{described} {office_id}");
    }
    let office = card.office.as_ref().map(said);
    let office = office.map(|words| view! { <span class="says under" id=office_id>{words}</span> });
    view! {
        <li class="task">
            <button class="link" aria-describedby=described on:click=open>{title}</button>
            <span class="says under" id=says_id>{says}</span>
            {office}
            <span class=format!("state {tone}") id=state_id>{state}</span>
        </li>
    }
}
