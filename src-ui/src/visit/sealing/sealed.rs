//! What became of a sealed plan: its numbers, how each copy was given, whether the office has it, whether it is safe to
//! leave. Each of these changes by itself, so that what has the focus, or is under a finger, stays.

use course::place::Place;
use ipc::visit::{
    AnswerCard, CopyCard, Delivery, GiveCopy, Given, NewPlan, OfficeSaid, OfficeSignature, OfficeWord,
    SealedCard, SendNow,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::ids::PersonId;

use super::which_paper::label;
use crate::components::{Choice, Choices, signature};
use crate::platform::shell;
use crate::visit::here::Visit;
use crate::visit::plans::list::said;
use crate::visit::together::answers::outcome_key;
use crate::words::{ask_again, at, counted, fill, t};

/// All of it.
#[component]
pub(super) fn Done(
    /// As it was when it came here: what was sealed stays.
    sealed: SealedCard,
    /// As it stands now.
    card: RwSignal<Option<SealedCard>>,
) -> impl IntoView {
    let only_one = sealed.copies.len() == 1;
    let given = sealed.copies.into_iter().map(|copy| view! { <HowGiven copy only_one card/> });
    view! {
        <section class="card">
            <dl class="pairs">
                <dt>{t("sealed.reference")}</dt><dd class="number-said">{sealed.reference}</dd>
                <dt>{t("sealed.code")}</dt><dd class="number-said">{sealed.code}</dd>
                <dt>{t("sealed.pages")}</dt><dd>{counted("count.pages", sealed.pages)}</dd>
            </dl>
        </section>
        <section class="card">
            <h2>{t("sealed.given")}</h2>
            {given.collect_view()}
        </section>
        <AtTheOffice card/>
        <OfficeSays card/>
        <Leave answers=sealed.answers card/>
        <GoOn/>
    }
}

/// Begins a new plan for the family that goes on from this one.
#[component]
fn GoOn() -> impl IntoView {
    let visit = Visit::here();
    let plan = visit.work.plan.with_untracked(|plan| plan.id);
    let is_busy = RwSignal::new(false);
    let begin = move |_| {
        if !is_busy.get_untracked() {
            is_busy.set(true);
            spawn_local(async move {
                let after = NewPlan { title: String::new(), practice: None, after: Some(plan) };
                visit.open(None, after, Place::Home).await;
                let _ = is_busy.try_set(false);
            });
        }
    };
    view! {
        <section class="card">
            <p>{t("sealed.go_on_lead")}</p>
            <div class="buttons"><button class="button" id="go-on" on:click=begin>{t("sealed.go_on")}</button></div>
        </section>
    }
}

/// Asks how it stands now, and again only when the answer is another.
fn now<T: Clone + PartialEq + Send + Sync + 'static>(
    card: RwSignal<Option<SealedCard>>,
    ask: impl Fn(&SealedCard) -> T + Send + Sync + 'static,
) -> Memo<Option<T>> {
    Memo::new(move |_| card.with(|card| card.as_ref().map(&ask)))
}

/// How a copy was given.
#[component]
fn HowGiven(
    /// Which.
    copy: CopyCard,
    /// Whether there is no other.
    only_one: bool,
    /// How it stands.
    card: RwSignal<Option<SealedCard>>,
) -> impl IntoView {
    let visit = Visit::here();
    let plan = visit.work.plan.with_untracked(|plan| plan.id);
    let question = if only_one { t("sealed.given").to_owned() } else { label(&copy) };
    let person = copy.person;
    let given = now(card, move |card| given_to(card, person));
    let give = move |given: Given| {
        spawn_local(async move {
            match shell::ask(GiveCopy { plan, person, given }).await {
                Ok(sealed) => drop(card.try_set(Some(sealed))),
                Err(refusal) => visit.refused(refusal),
            }
        });
    };
    let ways = [
        (Given::OnPaper, "sealed.on_paper"),
        (Given::AsFile, "sealed.as_file"),
        (Given::Later, "sealed.later"),
        (Given::NotSafe, "sealed.not_safe"),
    ];
    let ways = ways.map(|(value, key)| Choice { value, label: t(key).to_owned() }).to_vec();
    view! {
        <Choices name=format!("given-{}", person.map(|it| it.to_string()).unwrap_or_default()) question
            quiet=only_one choices=ways chosen=Signal::derive(move || given.get().flatten()) choose=give wide=true/>
    }
}

fn given_to(card: &SealedCard, person: Option<PersonId>) -> Option<Given> {
    card.copies.iter().find(|copy| copy.person == person).and_then(|copy| copy.given)
}

/// Whether the office has it.
#[component]
fn AtTheOffice(
    /// How it stands.
    card: RwSignal<Option<SealedCard>>,
) -> impl IntoView {
    let visit = Visit::here();
    let delivery = now(card, |card| card.delivery.clone());
    let send = move |_| {
        spawn_local(async move { visit.stands(shell::ask(SendNow {}).await) });
    };
    let tone = move || match delivery.get() {
        Some(Delivery::Stuck { .. }) => "banner care",
        Some(Delivery::Safe { .. }) => "banner good",
        Some(Delivery::Waiting { .. }) | None => "banner",
    };
    let words = move || match delivery.get()? {
        Delivery::Waiting { last } => Some(last.unwrap_or_else(|| t("sealed.waiting").to_owned())),
        Delivery::Stuck { why } => Some(why),
        Delivery::Safe { received_at, .. } => Some(at("sealed.safe", received_at)),
    };
    let number = move || match delivery.get()? {
        Delivery::Safe { office_seq, .. } => {
            Some(fill("sealed.office_number", &[("number", &office_seq.to_string())]))
        }
        Delivery::Waiting { .. } | Delivery::Stuck { .. } => None,
    };
    let is_safe = Memo::new(move |_| matches!(delivery.get(), Some(Delivery::Safe { .. })));
    view! {
        <section class="card">
            <h2>{t("sealed.office")}</h2>
            <div class=tone role="status" id="delivery"><p>{words}</p></div>
            {move || number().map(|number| view! { <p>{number}</p> })}
            {move || (!is_safe.get()).then(|| view! {
                <div class="buttons"><button class="button" id="send" on:click=send>{t("sealed.send")}</button></div>
            })}
        </section>
    }
}

/// What the office says of it, once it says something.
#[component]
fn OfficeSays(
    /// How it stands.
    card: RwSignal<Option<SealedCard>>,
) -> impl IntoView {
    let office = now(card, |card| card.office.clone());
    let one = |it: OfficeSaid| {
        let words = (it.kind == OfficeWord::Agreed && !it.words.is_empty())
            .then(|| view! { <p>{fill("sealed.office_words", &[("words", &it.words)])}</p> });
        let label = fill("sealed.office_drawn", &[("name", &it.name)]);
        let signature = match &it.signature {
            Some(OfficeSignature::Drawn { strokes }) => signature(strokes, label),
            Some(OfficeSignature::Typed { .. }) | None => None,
        };
        view! { <p>{said(&it)}</p>{words}{signature} }
    };
    move || {
        let all = office.get().filter(|all| !all.is_empty())?;
        Some(view! {
            <section class="card" id="office-says">
                <h2>{t("sealed.office_said")}</h2>
                {all.into_iter().map(one).collect_view()}
            </section>
        })
    }
}

/// Whether it is safe to leave: what each of us said, how the copy was given, where the plan is.
#[component]
fn Leave(
    /// What each person said.
    answers: Vec<AnswerCard>,
    /// How it stands.
    card: RwSignal<Option<SealedCard>>,
) -> impl IntoView {
    let visit = Visit::here();
    let adults = visit.work.plan.with_untracked(|plan| plan.adults.len()).max(1);
    let said = answers.into_iter().map(|answer| {
        let words = answer.outcome.as_ref().map_or("leave.no_answer", outcome_key);
        let open = answer.open.map(|open| view! { <br/><strong>{ask_again(open)}</strong> });
        view! { <dt>{answer.who}</dt><dd>{t(words)}{open}</dd> }
    });
    let said = said.collect_view();
    let stands = now(card, move |card| Leaving::of(card, adults));
    let lines = move || {
        let Leaving { is_given, is_owed, is_safe } = stands.get().unwrap_or_default();
        let lines = [
            ("leave.here", true),
            (if is_safe { "leave.at_office" } else { "leave.not_at_office" }, true),
            match (is_given, is_owed) {
                (false, _) => ("leave.copy_no", false),
                (true, true) => ("leave.copy_owed", false),
                (true, false) => ("leave.copy_yes", true),
            },
        ];
        lines.map(|(key, is_well)| view! { <li class:open=!is_well>{t(key)}</li> }).collect_view()
    };
    let is_ready = move || stands.get().is_some_and(|it| it.is_given);
    view! {
        <section class="card" id="leave">
            <h2>{t("leave.title")}</h2>
            <p role="status">{move || t(if is_ready() { "leave.ready" } else { "leave.not_ready" })}</p>
            <ul class="column checks">{lines}</ul>
            <h3>{t("leave.answers")}</h3>
            <dl class="pairs">{said}</dl>
        </section>
    }
}

/// What decides whether it is safe to leave.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Leaving {
    /// Whether it was noted how a copy was given.
    is_given: bool,
    /// Whether one was promised for later.
    is_owed: bool,
    /// Whether the office has the plan.
    is_safe: bool,
}

impl Leaving {
    fn of(card: &SealedCard, adults: usize) -> Self {
        // The whole plan is the copy of every adult who has none of their own.
        let own = card.copies.iter().filter(|copy| copy.person.is_some()).count();
        let is_whole_theirs = own < adults;
        let mut theirs = card.copies.iter().filter(|copy| copy.person.is_some() || is_whole_theirs);
        Self {
            is_given: theirs.clone().all(|copy| copy.given.is_some()),
            is_owed: theirs.any(|copy| copy.given == Some(Given::Later)),
            is_safe: matches!(card.delivery, Delivery::Safe { .. }),
        }
    }
}
