//! The table of all screens of an unlocked tablet, each with what draws it. Which one stands open is [`Screen`]'s to say.

use course::place::{Place, Screen};
use ipc::visit::OpenPlan;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::here::Visit;
use super::{plans, sealing, this_tablet, together, writing};
use crate::words::t;

/// What stands open.
#[component]
pub(crate) fn Open() -> impl IntoView {
    let visit = Visit::here();
    load_after_unlocking(visit);
    move || {
        let loaded = Memo::new(move |_| visit.work.plan.with(|plan| plan.id));
        let together = visit.together;
        match visit.screen.get() {
            // What stands before a family needs no plan but the agreement; with neither, only the way back is open.
            Screen::Plan(plan, place) if untrack(|| visit.with_family().is_some()) => {
                let is_there = Memo::new(move |_| together.sitting.with(|_| together.is_for(plan)));
                let place = move || if is_there.get() { in_plan(place) } else { in_plan(Place::GiveBack) };
                place.into_any()
            }
            _ if untrack(|| visit.with_family().is_some()) => in_plan(Place::GiveBack),
            Screen::Plans => view! { <plans::list::Plans/> }.into_any(),
            Screen::Practice => view! { <plans::practice::Practice/> }.into_any(),
            Screen::ThisTablet => view! { <this_tablet::ThisTablet/> }.into_any(),
            Screen::Plan(plan, _) if loaded.get() != plan => {
                view! { <main class="page narrow"><p role="status">{t("plan.opening")}</p></main> }.into_any()
            }
            Screen::Plan(_, place) => in_plan(place),
        }
    }
}

fn in_plan(place: Place) -> AnyView {
    match place {
        Place::Home => view! { <plans::home::Home/> }.into_any(),
        Place::Short => view! { <writing::short::Short/> }.into_any(),
        Place::Family => view! { <writing::family::Family/> }.into_any(),
        Place::Workers => view! { <writing::workers::Workers/> }.into_any(),
        Place::Before => view! { <writing::before::Before/> }.into_any(),
        Place::Needs => view! { <writing::needs::Needs/> }.into_any(),
        Place::Voice => view! { <writing::voice::Voice/> }.into_any(),
        Place::After => view! { <writing::before::After/> }.into_any(),
        Place::Worries => view! { <writing::worries::Worries/> }.into_any(),
        Place::Goals => view! { <writing::goals::Goals/> }.into_any(),
        Place::Goal(goal) => view! { <writing::goal::GoalBuilder goal/> }.into_any(),
        Place::Promises => view! { <writing::promises::Promises/> }.into_any(),
        Place::Meeting => view! { <writing::meeting::Meeting/> }.into_any(),
        Place::Check => view! { <writing::check::Check/> }.into_any(),
        Place::HandOver => view! { <together::hand_over::HandOver/> }.into_any(),
        Place::SayBack(person, part) => view! { <together::say_back::SayBack person part/> }.into_any(),
        Place::SayAllBack(person) => view! { <together::say_all_back::SayAllBack person/> }.into_any(),
        Place::GiveBack => view! { <together::give_back::GiveBack/> }.into_any(),
        Place::Join => view! { <sealing::join::Join/> }.into_any(),
        Place::Together(part) => view! { <together::reading::Reading part/> }.into_any(),
        Place::Signatures => view! { <sealing::signatures::Signatures/> }.into_any(),
        Place::Sign(person) => view! { <together::sign::Sign person/> }.into_any(),
        Place::Papers => view! { <sealing::papers::Papers/> }.into_any(),
        Place::Seal => view! { <sealing::seal::Seal/> }.into_any(),
    }
}

/// After unlocking, the place is still known but the plan has left the memory of the page.
/// Before a family only the sitting is asked for again.
fn load_after_unlocking(visit: Visit) {
    visit.queue.send_all();
    let Screen::Plan(plan, place) = visit.screen.get_untracked() else { return visit.go_on_typing() };
    let is_gone = visit.work.plan.with_untracked(|open| open.id) != plan;
    spawn_local(async move {
        if untrack(|| visit.with_family().is_some()) {
            visit.together.begin(plan).await;
            visit.together.ask_ways().await;
            let language =
                visit.together.signing(|it, _| it.in_front().and_then(|turn| turn.language.cloned()));
            visit.together.read_in(language.flatten()).await;
            visit.go_on_typing();
        } else if is_gone {
            // They ask the sitting when they begin.
            if matches!(place, Place::Sign(_) | Place::Join | Place::HandOver) {
                visit.together.begin(plan).await;
            }
            if visit.open(Some(plan), OpenPlan { plan }, place).await {
                visit.go_on_typing();
            } else if visit.trouble.with_untracked(Option::is_some) {
                // It cannot be opened, and why stands there.
                visit.screen.set(Screen::Plans);
            }
        }
    });
}
