//! Before the tablet is turned to the family: who reads it now, who else can see and hear, whether it is safe to show all
//! of it, how they go through it and in which language.

use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::ids::PersonId;
use plan::signing::{Event, Joined, Way};
use plan::{guards, names};

use super::leave_out::LeaveOut;
use super::turn::Turn;
use super::ways::Ways;
use crate::components::{Banner, Choice, Choices, TextField, Tick};
use crate::platform::page;
use crate::visit::frame::Frame;
use crate::visit::guide::Guide;
use crate::visit::here::Visit;
use crate::visit::odd_days::OddDays;
use crate::words::{counted, fill, t, texts};
use course::place::Place;

/// What is missing before the tablet can be turned.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Missing {
    Reader,
    Agreement,
    Safe,
    LeftOut,
    Way,
}

impl Missing {
    const fn key(self) -> &'static str {
        match self {
            Self::Reader => "hand_over.nobody",
            Self::Agreement => "hand_over.needs_agreeing",
            Self::Safe => "hand_over.is_safe",
            Self::LeftOut => "hand_over.nothing_left_out",
            Self::Way => "hand_over.no_way",
        }
    }

    /// The selector of where it is chosen.
    const fn place(self) -> &'static str {
        match self {
            Self::Reader => "#reads-it input",
            Self::Agreement => "#agreed-with",
            Self::Safe => "#is-safe input",
            Self::LeftOut => "#left-out input",
            Self::Way => "#way input",
        }
    }
}

/// The screen.
#[component]
pub(crate) fn HandOver() -> impl IntoView {
    let visit = Visit::here();
    let (together, work) = (visit.together, visit.work);
    let mut adults: Vec<(PersonId, String)> =
        work.plan.with_untracked(|plan| plan.adults.iter().map(|it| (it.id, it.name.clone())).collect());
    // A child who takes part may read it again, and change an answer.
    let children = together.signing(|signing, _| {
        let children = signing.joined().filter(|(.., part)| **part == Joined::Child);
        children.map(|(child, name, _)| (child, name.to_owned())).collect::<Vec<_>>()
    });
    let is_only_one = adults.len() == 1;
    adults.extend(children.unwrap_or_default());
    // Nobody of another family.
    together.turn_to.update(|to| to.retain(|person| adults.iter().any(|(adult, _)| adult == person)));
    if let Some((only, _)) =
        adults.first().filter(|_| is_only_one && together.turn_to.with_untracked(Vec::is_empty))
    {
        together.turn_to.set(vec![*only]);
    }
    let plan = work.plan.with_untracked(|plan| plan.id);
    let turn = Turn::of(visit, plan);
    spawn_local(async move {
        if work.settle().await {
            together.begin(plan).await;
            turn.goes_on();
            together.ask_ways().await;
        }
    });
    let ticks = adults.iter().map(|(id, name)| {
        let id = *id;
        let label = names::first(name).map_or(t("agreement.no_name"), |_| name.as_str()).to_owned();
        let toggle = move |on: bool| {
            turn.to.update(|to| {
                to.retain(|other| *other != id);
                if on {
                    to.push(id);
                }
            });
            turn.is_to_others();
        };
        view! { <Tick id=format!("to-{id}") label on=Signal::derive(move || turn.to.with(|to| to.contains(&id))) toggle/> }
    });
    let ticks = ticks.collect_view();
    let names = move || names_of(visit, &turn.to.get());
    let harmful = Memo::new(move |_| turn.to.with(|to| those_the_harm_comes_from(visit, to)));
    let is_agreed = move || turn.agreed_with.words.with(|words| guards::has_words(words));
    let missing = Memo::new(move |_| match turn.is_safe.get() {
        _ if turn.to.with(Vec::is_empty) => Some(Missing::Reader),
        _ if !harmful.with(Vec::is_empty) && !is_agreed() => Some(Missing::Agreement),
        None => Some(Missing::Safe),
        Some(false) if turn.without.with(Vec::is_empty) => Some(Missing::LeftOut),
        Some(_) if turn.way.get().is_none() => Some(Missing::Way),
        Some(_) => None,
    });
    // Said once somebody tried to turn the tablet, beside what is missing, for as long as it is.
    let was_asked = RwSignal::new(false);
    let said = move |which: Missing| {
        move || {
            let is_missing = was_asked.get() && missing.get() == Some(which);
            is_missing.then(|| view! { <p class="complaint" role="alert"><span class="hidden-words">{t("form.error")}</span>{t(which.key())}</p> })
        }
    };
    let is_turning = StoredValue::new(false);
    let go = move |straight: bool| {
        if let Some(missing) = missing.get_untracked() {
            was_asked.set(true);
            page::focus_first(missing.place());
            return;
        }
        if !is_turning.get_value() {
            is_turning.set_value(true);
            spawn_local(async move {
                turn_it(visit, turn, straight).await;
                is_turning.try_set_value(false);
            });
        }
    };
    let waits = move || {
        let waiting = turn.to.get().into_iter();
        let waiting: Vec<PersonId> = waiting
            .filter(|it| together.follow(|signing, _| signing.waits_for_interpreter(*it)).unwrap_or(false))
            .collect();
        (!waiting.is_empty())
            .then(|| fill("hand_over.needs_interpreter", &[("names", &names_of(visit, &waiting))]))
    };
    let have_read = Memo::new(move |_| {
        let has_read = |person: &PersonId| {
            together
                .follow(|it, agreement| {
                    it.last_in_front(*person).is_some()
                        && it.rights_not_shown_to(agreement, *person).is_empty()
                })
                .unwrap_or(false)
        };
        turn.to.with(|to| !to.is_empty() && to.iter().all(has_read))
    });
    let back = move |_| {
        turn.is_over();
        visit.go_to(Place::Home);
    };
    let bottom = view! {
        <button class="button" on:click=back>{t("nav.back")}</button>
        <button class="button main act" on:click=move |_| go(false)>{t("hand_over.go")}</button>
        {move || have_read.get().then(|| view! {
            <button class="button" on:click=move |_| go(true)>{t("hand_over.to_answers")}</button>
        })}
    };
    view! {
        <Frame title=Signal::stored(t("hand_over.title").to_owned()) lead=t("hand_over.lead") bottom=bottom.into_any()>
            {move || together.trouble.get().map(|it| view! { <Banner tone="care" text=it.sentence/> })}
            <OddDays/>
            {move || waits().map(|text| view! {
                <Banner tone="care" text><button class="button" on:click=move |_| visit.go_to(Place::Join)>{t("join.add")}</button></Banner>
            })}
            <section class="card">
                <fieldset class="field" id="reads-it"><legend class="legend">{t("hand_over.who")}</legend><div class="choices">{ticks}</div></fieldset>
                {said(Missing::Reader)}
                {move || {
                    let harmful = harmful.get();
                    (!harmful.is_empty()).then(|| {
                        let question = fill("hand_over.harm", &[("names", &names_of(visit, &harmful))]);
                        view! {
                            <TextField id="agreed-with" label=question hint=t("hand_over.harm_hint") value=turn.agreed_with.words
                                typed=move |text| turn.agreed_with.typed(text)/>
                        }
                    })
                }}
                {said(Missing::Agreement)}
                <div id="is-safe"><Safe turn/></div>
                {said(Missing::Safe)}
                {move || {
                    let count = turn.without.with(Vec::len);
                    (count > 0 && turn.is_safe.get() != Some(false)).then(|| {
                        view! { <p class="hint" role="status">{counted("hand_over.was_left_out", count)}</p> }
                    })
                }}
                <div id="left-out">{move || (turn.is_safe.get() == Some(false)).then(|| view! { <LeaveOut without=turn.without names=names()/> })}</div>
                {said(Missing::LeftOut)}
                <TextField id="hears" label=t("hand_over.hears") hint=t("hand_over.hears_hint") long=true value=turn.hears.words
                    typed=move |text| turn.hears.typed(text)/>
            </section>
            <section class="card" id="way"><Ways turn/>{said(Missing::Way)}</section>
            <Guide step="together"/>
        </Frame>
    }
}

fn names_of(visit: Visit, people: &[PersonId]) -> String {
    visit.work.plan.with_untracked(|plan| {
        let first = |person: &PersonId| plan.called(*person).unwrap_or_else(|| t("agreement.someone").into());
        names::listed(&people.iter().map(first).collect::<Vec<_>>(), texts())
    })
}

/// Those of these people whom the plan names as a source of the harm.
fn those_the_harm_comes_from(visit: Visit, people: &[PersonId]) -> Vec<PersonId> {
    visit
        .work
        .plan
        .with_untracked(|plan| people.iter().copied().filter(|person| plan.does_harm(*person)).collect())
}

/// Turns the tablet: from here on the shell answers the family only.
async fn turn_it(visit: Visit, turn: Turn, straight: bool) {
    let (together, work) = (visit.together, visit.work);
    // Somebody may be quicker than the sitting that is begun behind this screen.
    if together.id().is_none() && work.settle().await {
        together.begin(work.plan.with_untracked(|plan| plan.id)).await;
    }
    let language = turn.language.get_untracked();
    if !together.read_in(language.clone()).await {
        return;
    }
    let is_safe = turn.is_safe.get_untracked() == Some(true);
    let to = turn.to.get_untracked();
    let hears = turn.hears.text();
    let asked = Event::HandedOver {
        to: to.clone(),
        hears: hears.clone(),
        without: if is_safe { Vec::new() } else { turn.without.get_untracked() },
        way: turn.way.get_untracked().unwrap_or(Way::ReadsAlone),
        language,
        agreed_with: Some(turn.agreed_with.text())
            .filter(|words| !words.trim().is_empty() && !those_the_harm_comes_from(visit, &to).is_empty()),
    };
    together.happened(asked.clone());
    together.is_straight.set_value(straight);
    // The screens for the family open only when the tablet itself stands before them, and shows what was chosen now.
    if together.settle().await && together.last_turn() == Some(asked) && together.in_front() == to {
        turn.hears.is_forgotten();
        turn.agreed_with.is_forgotten();
        turn.is_over();
        let first = to.first().filter(|_| straight);
        visit.go_to(first.map_or(Place::Together(0), |person| Place::Sign(*person)));
        // Who reads it the next time is said the next time.
        together.turn_to.set(Vec::new());
    } else {
        visit.look().await;
    }
}

#[component]
fn Safe(
    /// What is chosen.
    turn: Turn,
) -> impl IntoView {
    let visit = Visit::here();
    let choices = || {
        vec![
            Choice { value: true, label: t("hand_over.safe_yes").to_owned() },
            Choice { value: false, label: t("hand_over.safe_no").to_owned() },
        ]
    };
    move || {
        let question = fill("hand_over.safe", &[("names", &turn.to.with(|to| names_of(visit, to)))]);
        let is_asked = !turn.to.with(Vec::is_empty);
        is_asked.then(|| {
            view! {
                <Choices name="safe" question choices=choices() chosen=turn.is_safe wide=true
                    choose=move |safe| turn.is_safe.set(Some(safe))/>
            }
        })
    }
}
