//! The short plan: what has to be safe first, on one page, from which the reading begins. Every field here is one of the
//! whole plan, so nothing is asked twice; what is not asked here is said to be not recorded.

use course::firsts::{self, Firsts};
use course::place::Place;
use course::progress;
use leptos::prelude::*;
use plan::Change;
use plan::Plan;
use plan::agreement::Section;
use plan::change::{Item, ItemId};
use plan::days::Odd;
use plan::field::Field;
use plan::ids::{ConcernId, GoalId, PersonId};

use super::born::Born;
use super::family::{MoreAbout, Relationship, add_adult, add_child};
use super::guards::LookAgain;
use super::meeting::{MEETING, MeetingTime};
use super::outsiders::Outsiders;
use super::promises::PromiseCard;
use super::reads::Reads;
use super::sentence::{Sentence, Slot, Who, first_empty, slot_editor};
use super::worries::Whose;
use crate::platform::page;
use crate::visit::fields::day_choice::DayChoice;
use crate::visit::fields::plan_text::PlanText;
use crate::visit::fields::removable::{PutBack, Removable};
use crate::visit::frame::Frame;
use crate::visit::here::Visit;
use crate::visit::odd_days::OddDay;
use crate::words::{fill, t, texts};

/// The page.
#[component]
pub(crate) fn Short() -> impl IntoView {
    let visit = Visit::here();
    let work = visit.work;
    work.begin_anew_what_is_elsewhere();
    let lacks = Memo::new(move |_| work.as_sent.with(|plan| progress::short_lacks(plan, texts())));
    // Without a child and an adult there is nobody to read it with.
    let next = move |_| {
        if work.plan.with_untracked(progress::has_family) {
            visit.go_to(work.plan.with_untracked(|plan| progress::reading(plan, texts())));
        } else {
            page::focus_first(if work.plan.with_untracked(progress::has_child) {
                "#short-1 [id^='adultname']"
            } else {
                "#short-1 [id^='childname']"
            });
        }
    };
    let bottom = view! {
        <button class="button" on:click=move |_| visit.go_to(Place::Home)>{t("short.whole")}</button>
        <p class="hint" role="status" id="short-lacks">{move || lacks.get()}</p>
        <button class="button main" aria-describedby="short-lacks" on:click=next>
            {fill("nav.next_is", &[("task", t("task.together"))])}
        </button>
    };
    view! {
        <Frame title=Signal::stored(t("short.title").to_owned()) lead=t("short.lead") shape="beside" bottom=bottom.into_any()>
            <div class="column">
                <Asked n=1 key="short.who"><People/></Asked>
                <Asked n=2 key="short.worry"><Worry/></Asked>
                <Asked n=3 key="short.change"><Goal/></Asked>
                <Asked n=4 key="short.again"><Again/></Asked>
            </div>
            <aside class="aside">
                <Reads sections=&[Section::Worries, Section::Now, Section::Meeting, Section::Contact]/>
                <section class="card quiet">
                    <h2>{t("short.not_asked")}</h2>
                    <p>{t("short.not_asked_what")}</p>
                </section>
            </aside>
        </Frame>
    }
}

/// One of the four questions.
#[component]
fn Asked(
    /// Its number.
    n: u8,
    /// Its words.
    key: &'static str,
    /// What is asked.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="card" id=format!("short-{n}")>
            <h2><span class="nth">{n}</span>" "{t(key)}</h2>
            {children()}
        </section>
    }
}

/// The ids of what stands in a list of the plan; while it is empty, the one that its first thing will have.
fn listed<Id: Copy + PartialEq + Send + Sync + 'static>(
    of_plan: fn(&Plan) -> Vec<Id>,
    first: fn(Firsts) -> Id,
) -> Memo<Vec<Id>> {
    let work = Visit::here().work;
    Memo::new(move |_| {
        let ids = work.plan.with(of_plan);
        if ids.is_empty() { work.firsts.get().map(first).into_iter().collect() } else { ids }
    })
}

#[component]
fn People() -> impl IntoView {
    let work = Visit::here().work;
    let children = listed(|plan| plan.children.iter().map(|it| it.id).collect(), |it| it.child);
    let adults = listed(|plan| plan.adults.iter().map(|it| it.id).collect(), |it| it.adult);
    view! {
        <PutBack of=|it: &Item| matches!(it, Item::Child(_))/>
        <For each=move || children.get() key=|id| *id children=|id| view! {
            <Removable item=ItemId::Child(id) name=Field::ChildName(id) nameless=t("family.this_child") shape="person">
                <PlanText field=Field::ChildName(id) label=t("short.child")/>
                <Born id/>
            </Removable>
        }/>
        <div class="buttons"><button class="button" on:click=move |_| add_child(work)>{t("family.add_child")}</button></div>
        <PutBack of=|it: &Item| matches!(it, Item::Adult(_))/>
        <For each=move || adults.get() key=|id| *id children=|id| view! {
            <Removable item=ItemId::Adult(id) name=Field::AdultName(id) nameless=t("family.this_adult") shape="person">
                <PlanText field=Field::AdultName(id) label=t("short.adult")/>
                <Relationship id/>
                <MoreAbout id/>
            </Removable>
        }/>
        <div class="buttons"><button class="button" on:click=move |_| add_adult(work)>{t("family.add_adult")}</button></div>
        <PlanText field=Field::Address label=t("family.address") long=true/>
        // Closed: somebody reads along.
        <details class="more">
            <summary>{t("short.checks")}</summary>
            <div class="column"><h3>{t("family.outsiders")}</h3><Outsiders/></div>
        </details>
    }
}

#[component]
fn Worry() -> impl IntoView {
    let worries = listed(|plan| plan.concerns.iter().take(1).map(|it| it.id).collect(), |it| it.concern);
    view! {
        <For each=move || worries.get() key=|id| *id children=|id: ConcernId| view! {
            <PlanText field=Field::ConcernWords(id) label=t("worries.words") hint=t("worries.hint") long=true/>
            <PlanText field=Field::ConcernSeen(id) label=t("worries.seen") hint=t("worries.seen_hint") long=true/>
            <Whose id/>
        }/>
        <More others=|plan: &Plan| plan.concerns.len().saturating_sub(1) key="short.more_worries" place=Place::Worries/>
    }
}

#[component]
fn Goal() -> impl IntoView {
    let goals = listed(|plan| firsts::first_goal(plan).into_iter().collect(), |it| it.goal);
    view! {
        <For each=move || goals.get() key=|id| *id children=|id| view! { <OneGoal goal=id/> }/>
        <More others=other_goals key="short.more_goals" place=Place::Goals/>
    }
}

/// The goals that do not stand here: all but the first for now.
fn other_goals(plan: &Plan) -> usize {
    let first = firsts::first_goal(plan);
    plan.goals.iter().filter(|goal| Some(goal.id) != first).count()
}

#[component]
fn OneGoal(
    /// Which.
    goal: GoalId,
) -> impl IntoView {
    let work = Visit::here().work;
    let begun = work.plan.with_untracked(|plan| match plan.goal(goal) {
        None => Some(Slot::What),
        begun => first_empty(begun),
    });
    let open = RwSignal::new(begun);
    // Who does it is asked where there is more than one who could.
    let could = Memo::new(move |_| {
        work.plan.with(|plan| {
            let named = plan.adults.iter().filter(|adult| !adult.name.trim().is_empty());
            let named: Vec<(PersonId, String)> = named.map(|adult| (adult.id, adult.name.clone())).collect();
            let is_begun = plan.goal(goal).is_some();
            let is_said = plan.goal(goal).is_some_and(|goal| goal.who.is_some());
            (named.len() > 1 || (named.len() == 1 && is_begun && !is_said)).then_some(named)
        })
    });
    let has_words = Memo::new(move |_| {
        work.plan.with(|plan| plan.goal(goal).is_some_and(|it| !it.what.trim().is_empty()))
    });
    let promises = Memo::new(move |_| {
        // One that was written before the goal helps with none and stands here too.
        let theirs = work.plan.with(|plan| {
            let loose = plan.promises.iter().find(|promise| promise.goal.is_none());
            plan.promises_for(goal).next().or(loose).map(|promise| promise.id)
        });
        theirs.or_else(|| work.firsts.get().map(|it| it.promise)).into_iter().collect::<Vec<_>>()
    });
    view! {
        <Sentence goal open brief=true/>
        {slot_editor(goal, open, true)}
        <OddDay is=move |odd: Odd| odd == Odd::GoalOver(goal)/>
        {move || could.get().filter(|_| open.get() != Some(Slot::Who)).map(|_| view! { <Who goal open/> })}
        <LookAgain goal/>
        <PutBack of=|it: &Item| matches!(it, Item::Promise(_))/>
        <For each=move || promises.get() key=|id| *id children=|id| view! { <PromiseCard id shape="person"/> }/>
        {move || has_words.get().then(|| view! {
            <More others=move |plan: &Plan| plan.promises_for(goal).count().saturating_sub(1) key="short.more_promises" place=Place::Goal(goal)/>
        })}
    }
}

#[component]
fn Again() -> impl IntoView {
    let work = Visit::here().work;
    let on = Memo::new(move |_| work.plan.with(|plan| plan.review.on));
    let workers = Memo::new(move |_| {
        let mut ids: Vec<PersonId> = work.plan.with(|plan| plan.workers.iter().map(|it| it.id).collect());
        let is_one_agency = work.plan.with(|plan| {
            let other = firsts::other_role(plan).agency();
            plan.workers.iter().all(|worker| worker.role.agency() != other)
        });
        if is_one_agency {
            ids.extend(work.firsts.get().map(|it| it.other_worker).filter(|it| !ids.contains(it)));
        }
        ids
    });
    let worker = move |id: PersonId| {
        let role = work.plan.with_untracked(|plan| {
            plan.worker(id).map_or_else(|| firsts::other_role(plan), |worker| worker.role)
        });
        let about = t(role.title_key()).to_owned();
        view! {
            <div class="pair">
                <PlanText field=Field::WorkerName(id) label=about.clone()/>
                <PlanText field=Field::WorkerPhone(id) label=t("workers.phone") about=Some(about) kind="tel"/>
            </div>
        }
    };
    view! {
        <For each=move || workers.get() key=|id| *id children=worker/>
        <PlanText field=Field::ContactLine label=t("workers.contact_line") hint=t("workers.contact_line_hint") kind="tel"/>
        <DayChoice id="review" label=t("meeting.on") likely=MEETING value=on
            set=move |on| work.make([Change::SetReviewOn { on }])/>
        <OddDay is=|odd: Odd| odd == Odd::MeetingOver/>
        <MeetingTime/>
        <PlanText field=Field::ReviewPlace label=t("meeting.place") hint=t("meeting.place_hint")/>
    }
}

/// That there is more of a kind than stands here, and the way to it.
#[component]
fn More(
    /// How many do not stand here.
    others: impl Fn(&Plan) -> usize + Send + Sync + 'static,
    /// What the way to the others is called.
    key: &'static str,
    /// Where they stand.
    place: Place,
) -> impl IntoView {
    let visit = Visit::here();
    let more = Memo::new(move |_| visit.work.plan.with(&others));
    let said = move || match more.get() {
        0 => t(key).to_owned(),
        more => fill("short.and_more", &[("more", t(key)), ("count", &more.to_string())]),
    };
    view! { <div class="buttons"><button class="button plain" on:click=move |_| visit.go_to(place)>{said}</button></div> }
}
