//! The home of a plan: a task list in the family's order, and the one thing that is next.

use ipc::visit::{PlanState, PutAway, RemovePractice};
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::{compose, guards, names};

use super::missing::Missing;
use crate::platform::{second_tap, shell};
use crate::visit::frame::Frame;
use crate::visit::guide::Guide;
use crate::visit::here::Visit;
use crate::visit::together::answers::outcome_key;
use crate::words::{ask_again, fill, t, texts};
use course::place::{Place, Screen};
use course::progress::{self, Task};

/// The task list.
#[component]
pub(crate) fn Home() -> impl IntoView {
    let visit = Visit::here();
    let work = visit.work;
    let title = Memo::new(move |_| {
        work.plan.with(|plan| {
            let children: Vec<&str> = plan.children.iter().filter_map(|it| names::first(&it.name)).collect();
            match children.as_slice() {
                [] => compose::title(plan, texts()).unwrap_or_else(|| t("plan.no_title").to_owned()),
                children => fill("home.title", &[("children", &names::listed(children, texts()))]),
            }
        })
    });
    let is_sealed = move || matches!(work.state.get(), PlanState::Sealed | PlanState::Safe);
    let may_read = Memo::new(move |_| work.plan.with(|plan| guards::open(plan, texts()).is_empty()));
    let tasks = move || {
        let mut tasks = work.plan.with(|plan| progress::writing(plan, texts()));
        if is_sealed() {
            tasks.clear();
        }
        tasks.extend(together(work.state.get(), may_read.get()));
        tasks.into_iter().enumerate().map(row).collect_view()
    };
    let bottom = view! {
        <button class="button" on:click=move |_| visit.go(Screen::Plans)>{t("home.all_plans")}</button>
        <button class="button" on:click=move |_| spawn_local(async move { visit.lock().await })>{t("plans.lock")}</button>
    };
    view! {
        <Frame title=title lead=t("home.lead") shape="beside" bottom=bottom.into_any()>
            <div class="column">
                <ul class="card tasks">{tasks}</ul>
                {move || (!is_sealed()).then(|| view! { <Missing/> })}
            </div>
            <aside class="aside">{move || view! { <Next is_sealed=is_sealed() may_read=may_read.get()/> }}</aside>
        </Frame>
    }
}

/// The rows that come after the writing.
fn together(state: PlanState, may_read: bool) -> Vec<Task<'static>> {
    let row = |place, name, says: &str, (state, tone): (&str, &'static str)| Task {
        place,
        name: t(name),
        says: says.to_owned(),
        state: state.to_owned(),
        tone,
        is_optional: false,
    };
    let not_started = (t("state.not_started"), "");
    let signing = if state == PlanState::Signing { (t("state.begun"), "") } else { not_started };
    match state {
        PlanState::Draft | PlanState::Signing => vec![
            row(
                Place::Check,
                "task.check",
                t("task.check_says"),
                if may_read { (t("state.any_time"), "") } else { (t("state.look"), "care") },
            ),
            row(if may_read { Place::HandOver } else { Place::Check }, "task.together", "", signing),
            row(Place::Signatures, "task.sign", "", signing),
            row(Place::Seal, "task.seal", "", not_started),
        ],
        PlanState::Sealed | PlanState::Safe => vec![
            row(Place::Check, "task.read", "", (t("state.sealed"), "good")),
            row(Place::Seal, "task.sealed", "", progress::state(state, texts())),
        ],
    }
}

fn row((n, task): (usize, Task<'static>)) -> impl IntoView {
    let visit = Visit::here();
    let (says, state) = (format!("task-{n}-says"), format!("task-{n}-state"));
    view! {
        <li class="task">
            <button class="link" aria-describedby=format!("{says} {state}")
                on:click=move |_| visit.go_to(task.place)>{task.name}</button>
            <span class="says" id=says>{task.says}</span>
            <span class=format!("state {}", task.tone) id=state>{task.state}</span>
        </li>
    }
}

#[component]
fn Next(
    /// Whether there is nothing left to write.
    is_sealed: bool,
    /// Whether nothing has to be looked at before it is read together.
    may_read: bool,
) -> impl IntoView {
    let visit = Visit::here();
    let next = visit.work.plan.with(|plan| progress::next(plan, texts()));
    let is_given = visit.work.is_given.get();
    let (words, label, place) = match next {
        _ if is_sealed && is_given => (t("home.is_given").to_owned(), t("home.see_copies"), Place::Seal),
        _ if is_sealed => (t("home.is_sealed").to_owned(), t("home.see_sealed"), Place::Seal),
        Some((place, name)) => (fill("home.next_is", &[("task", name)]), t("home.go_there"), place),
        None if !may_read => (t("home.look_first").to_owned(), t("home.go_there"), Place::Check),
        None => (t("home.can_read").to_owned(), t("home.read"), Place::HandOver),
    };
    view! {
        {is_sealed.then(|| still_owed(visit))}
        <section class="card">
            <h2>{t("home.next")}</h2>
            <p>{words}</p>
            <button class="button main" on:click=move |_| visit.go_to(place)>{label}</button>
        </section>
        {(!is_sealed).then(|| view! {
            <section class="card">
                <h2>{t("short.title")}</h2>
                <p>{t("short.lead")}</p>
                <button class="button" on:click=move |_| visit.go_to(Place::Short)>{t("short.open")}</button>
            </section>
        })}
        {(!is_sealed).then(|| view! {
            <section class="card">
                <h2>{t("papers.title")}</h2>
                <p>{t("papers.lead")}</p>
                <button class="button" on:click=move |_| visit.go_to(Place::Papers)>{t("papers.open")}</button>
            </section>
        })}
        {is_sealed.then(|| still_open(visit))}
        <OutOfTheList/>
        {matches!(place, Place::HandOver).then(|| view! { <Guide step="together"/> })}
    }
}

/// Whose copies were promised for later; nothing where none were.
fn still_owed(visit: Visit) -> Option<impl IntoView> {
    let owed = visit.work.owed.get();
    let whose = |name: String| match name.as_str() {
        "" => t("sealed.copy_whole").to_owned(),
        name => fill("sealed.copy_for", &[("name", name)]),
    };
    (!owed.is_empty()).then(|| {
        let owed = owed.into_iter().map(|name| view! { <li>{whose(name)}</li> });
        view! {
            <section class="card" id="still-owed">
                <h2>{t("owed.title")}</h2>
                <p>{t("owed.lead")}</p>
                <ul class="column">{owed.collect_view()}</ul>
                <button class="button" on:click=move |_| visit.go_to(Place::Seal)>{t("owed.give")}</button>
            </section>
        }
    })
}

/// Puts the plan out of the list of what is looked after, or back; one for practice can go for good.
#[component]
fn OutOfTheList() -> impl IntoView {
    let visit = Visit::here();
    let work = visit.work;
    let is_sure = RwSignal::new(false);
    let plan = work.plan.with_untracked(|plan| plan.id);
    let is_practice = work.plan.with_untracked(|plan| plan.practice);
    let is_open = move || work.plan.with_untracked(|it| it.id) == plan;
    let put_away = move |_| {
        let away = !work.is_put_away.get_untracked();
        spawn_local(async move {
            match shell::ask(PutAway { plan, away }).await {
                // Another plan is open by now.
                Ok(_) if !is_open() => {}
                Ok(_) if away => visit.go(Screen::Plans),
                Ok(_) => work.is_put_away.set(false),
                Err(refusal) => visit.refused(refusal),
            }
        });
    };
    let remove = move |_| {
        if !is_sure.get_untracked() {
            is_sure.set(true);
            // The other button lies in its place.
            second_tap::screen_came();
            return;
        }
        spawn_local(async move {
            if !work.settle().await {
                return;
            }
            match shell::ask(RemovePractice { plan }).await {
                Ok(_) => {
                    visit.queue.tell(|outgoing| outgoing.removed(plan));
                    if is_open() {
                        visit.go(Screen::Plans);
                    }
                }
                Err(refusal) => visit.refused(refusal),
            }
        });
    };
    let away_key = move || if work.is_put_away.get() { "plans.take_back" } else { "plans.put_it_away" };
    view! {
        <div class="buttons">
            <button class="button plain" on:click=put_away>{move || t(away_key())}</button>
            {is_practice.then(|| view! {
                <button class="button plain" on:click=remove>
                    {move || t(if is_sure.get() { "plans.remove_sure" } else { "plans.remove_practice" })}
                </button>
            })}
        </div>
    }
}

/// Whom to ask again about a sealed plan, and by when; nothing where everybody of the family has answered.
fn still_open(visit: Visit) -> Option<impl IntoView> {
    let open = visit.work.readings.with(|readings| {
        let last = readings.last().filter(|last| !last.is_ended)?;
        let open = last.answers.iter().filter_map(|answer| {
            let words = answer.outcome.as_ref().map_or("leave.no_answer", outcome_key);
            Some((answer.who.clone(), t(words), ask_again(answer.open?)))
        });
        Some(open.collect::<Vec<_>>()).filter(|open| !open.is_empty())
    })?;
    let open = open.into_iter().map(|(who, said, again)| {
        view! { <dt>{who}</dt><dd>{said}<br/><strong>{again}</strong></dd> }
    });
    Some(view! {
        <section class="card" id="still-open"><h2>{t("open.title")}</h2><dl class="pairs">{open.collect_view()}</dl></section>
    })
}
