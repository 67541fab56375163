//! What must be looked at before the plan is read with the family: change it, or say why it stands.

use leptos::prelude::*;
use plan::Plan;
use plan::compose::goal_sentences;
use plan::field::Field;
use plan::guards::{Guard, guards, is_settled, is_to_be_looked_at};
use plan::ids::GoalId;
use plan::questions::{About, Question};

use crate::visit::fields::ask::Picks;
use crate::visit::fields::plan_text::PlanText;
use crate::visit::here::Visit;
use crate::words::{fill, t, texts};
use course::place::Place;

/// Everything there is to look at; nothing at all when there is nothing.
#[component]
pub(crate) fn Guards() -> impl IntoView {
    let work = Visit::here().work;
    let found = Memo::new(move |_| work.as_sent.with(|plan| guards(plan, texts())));
    move || {
        let found = found.get();
        (!found.is_empty()).then(|| {
            view! {
                <section class="card guards">
                    <h2>{t("guards.title")}</h2>
                    <p class="hint">{t("guards.reason_is_kept")}</p>
                    {found.into_iter().map(one).collect_view()}
                </section>
            }
        })
    }
}

fn one(guard: Guard) -> impl IntoView {
    let visit = Visit::here();
    let work = visit.work;
    let key = guard.key();
    let who = work.plan.with_untracked(|plan| who(guard, plan));
    let said = fill(&format!("guard.{key}"), &[("who", &who)]);
    let advice = fill(&format!("guard.{key}_do"), &[("who", &who)]);
    let goal = work.plan.with_untracked(|plan| match guard.about() {
        About::Goal(goal) => plan.goal(goal).map(|goal| goal_sentences(goal, plan, texts())),
        About::Person(id) => plan.supporter(id).map(|helper| helper.offers.clone()),
        About::Promise(id) => plan.promise(id).map(|promise| promise.what.clone()),
        About::Plan => None,
    });
    let question = Question::Kept(guard);
    let is_settled = Memo::new(move |_| work.plan.with(|plan| is_settled(guard, plan)));
    let who_agreed = who_agreed(question);
    let why = if who_agreed.is_some() { t("guards.and_why") } else { t("guards.why") };
    view! {
        <div class="row guard" class:settled=move || is_settled.get()>
            <p><b>{said.clone()}</b>" "{advice}</p>
            {goal.map(|goal| view! { <p class="words">{goal}</p> })}
            {who_agreed}
            <PlanText field=Field::Words(question) label=why about=Some(said) long=true/>
            <div class="buttons">
                <button class="button" on:click=move |_| visit.go_to(place(guard))>{t("guards.go")}
                    <span class="hidden-words">{format!(": {}", t(&format!("guard.{key}")))}</span>
                </button>
            </div>
        </div>
    }
}

/// Who agreed it, where somebody has to.
fn who_agreed(question: Question) -> Option<impl IntoView> {
    let name = format!("{question:?}").replace(['(', ')', ' '], "-");
    (!question.picks().is_empty()).then(|| view! { <Picks question name label=t("guards.who")/> })
}

/// Says at a goal that its words must be looked at, in words that accuse nobody who reads along.
#[component]
pub(crate) fn LookAgain(
    /// Which goal.
    goal: GoalId,
) -> impl IntoView {
    let visit = Visit::here();
    let work = visit.work;
    let is_due = Memo::new(move |_| work.as_sent.with(|plan| is_to_be_looked_at(goal, plan)));
    move || {
        is_due.get().then(|| {
            view! {
                <section class="card" role="status">
                    <p>{t("goal.look_again")}</p>
                    <div class="buttons">
                        <button class="button" on:click=move |_| visit.go_to(Place::Check)>{t("goal.look_again_why")}</button>
                    </div>
                </section>
            }
        })
    }
}

/// Whom a guard's sentence names.
fn who(guard: Guard, plan: &Plan) -> String {
    let person = match guard.about() {
        About::Person(id) => Some(id),
        About::Goal(id) => plan.goal(id).and_then(|goal| goal.who),
        About::Promise(_) | About::Plan => None,
    };
    let helper = person.and_then(|id| plan.supporter(id)).map(|helper| helper.name.clone());
    if let Some(helper) = helper {
        return helper;
    }
    person.and_then(|id| plan.called(id)).unwrap_or_else(|| t("agreement.someone").into()).into_owned()
}

const fn place(guard: Guard) -> Place {
    match guard {
        Guard::NoContact(goal)
        | Guard::MovesChildOut(goal)
        | Guard::NoPerson(goal)
        | Guard::HelpNotPromised(goal)
        | Guard::HarmHidden(goal)
        | Guard::ChildNoVictim(goal)
        | Guard::AskColleague(goal) => Place::Goal(goal),
        Guard::PromiseWorded(_) => Place::Promises,
        Guard::TooManyNow | Guard::TooManyGoals => Place::Goals,
        Guard::ReviewTooLate => Place::Meeting,
        Guard::VoiceShown(_) => Place::Voice,
        Guard::WithheldShown(_) | Guard::OfferWorded(_) => Place::Family,
    }
}
