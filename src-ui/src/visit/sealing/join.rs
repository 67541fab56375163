//! Someone takes part who has no place in the plan: an interpreter, a reader, a witness, a child, a worker.

use ipc::visit::DraftOf;
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::people::WorkerRole;
use plan::signing::{Event, Joined, Manner};

use crate::components::{Banner, Choice, Choices, TextField};
use crate::visit::chosen::{As, Joining};
use crate::visit::fields::draft::Draft;
use crate::visit::frame::Frame;
use crate::visit::here::Visit;
use crate::words::t;

/// The screen.
#[component]
pub(crate) fn Join() -> impl IntoView {
    let visit = Visit::here();
    let together = visit.together;
    let plan = visit.work.plan.with_untracked(|plan| plan.id);
    let before = together.joining.get_value().filter(|before| before.plan == plan);
    let before = before.unwrap_or_else(|| Joining::in_plan(plan));
    let (chosen, manner) = (RwSignal::new(before.part), RwSignal::new(before.manner));
    let (is_professional, child) = (RwSignal::new(before.is_professional), RwSignal::new(before.child));
    // What is chosen here goes through a lock, as what is typed does.
    Effect::new(move |_| {
        let (part, is_professional) = (chosen.get(), is_professional.get());
        let joining = Joining { plan, part, is_professional, manner: manner.get(), child: child.get() };
        together.joining.set_value(Some(joining));
    });
    let typed = [DraftOf::JoinName(plan), DraftOf::JoinLanguage(plan), DraftOf::JoinFrom(plan)];
    let typed = typed.map(|of| visit.draft(of, String::new()));
    let [name, language, from] = typed;
    let came_from = visit.left_at.get_value();
    let leave = move || {
        together.joining.set_value(None);
        visit.go_to(came_from);
    };
    let is_adding = StoredValue::new(false);
    let add = move |_| {
        if is_adding.get_value() {
            return;
        }
        let part = match chosen.get_untracked() {
            Some(As::Interpreter) => Joined::Interpreter {
                language: language.text(),
                manner: manner.get_untracked().unwrap_or(Manner::InPerson),
                from: from.text(),
            },
            Some(As::Reader) => Joined::Reader,
            Some(As::Witness) => Joined::Witness,
            Some(As::Child) => Joined::Child,
            Some(As::Worker(role)) => Joined::Worker(role),
            None => return,
        };
        let of_the_plan = child.get_untracked().filter(|_| part == Joined::Child);
        let Some(person) = of_the_plan.or_else(|| together.fresh()) else { return };
        let called = visit.work.plan.with_untracked(|plan| plan.child(person).map(|it| it.name.clone()));
        let name = called.unwrap_or_else(|| name.text());
        is_adding.set_value(true);
        together.happened(Event::Joined { person, name, part });
        spawn_local(async move {
            let is_kept = together.settle().await
                && together.signing(|it, _| it.joined().any(|(who, ..)| who == person)) == Some(true);
            is_adding.try_set_value(false);
            if is_kept {
                typed.iter().for_each(|draft| draft.is_done_with(&draft.text()));
                leave();
            }
        });
    };
    let parts = [
        (As::Interpreter, "join.interpreter"),
        (As::Reader, "join.reader"),
        (As::Witness, "join.witness"),
        (As::Child, "join.child"),
        (As::Worker(WorkerRole::TeamManager), "join.team_manager"),
        (As::Worker(WorkerRole::PoliceOfficer), "join.police_officer"),
        (As::Worker(WorkerRole::DetectiveSergeant), "join.detective_sergeant"),
        (As::Worker(WorkerRole::SocialWorker), "join.social_worker"),
    ];
    let parts = parts.map(|(value, key)| Choice { value, label: t(key).to_owned() }).to_vec();
    let has_name = move || name.words.with(|name| !name.trim().is_empty());
    let may_be_added = move || match chosen.get() {
        None => false,
        Some(As::Interpreter) => is_professional.get() == Some(true) && has_name() && manner.get().is_some(),
        Some(As::Child) => child.get().is_some(),
        Some(As::Reader | As::Witness | As::Worker(_)) => has_name(),
    };
    let field = move |id: &'static str, key: &'static str, draft: Draft| {
        view! { <TextField id label=t(key) value=draft.words typed=move |text| draft.typed(text)/> }
    };
    let interpreter = move || {
        let who = [(true, "join.professional"), (false, "join.relative")];
        let who = who.map(|(value, key)| Choice { value, label: t(key).to_owned() }).to_vec();
        let manners = [
            (Manner::InPerson, "join.in_person"),
            (Manner::Phone, "join.phone"),
            (Manner::Video, "join.video"),
        ];
        let manners = manners.map(|(value, key)| Choice { value, label: t(key).to_owned() }).to_vec();
        view! {
            <Choices name="who-are-they" question=t("join.who_are_they") choices=who chosen=is_professional wide=true
                choose=move |it| is_professional.set(Some(it))/>
            {move || (is_professional.get() == Some(false)).then(|| view! { <Banner tone="care" text=t("join.cannot")/> })}
            {move || (is_professional.get() == Some(true)).then(|| view! {
                {field("join-name", "join.name", name)}
                {field("join-language", "join.language", language)}
                <Choices name="manner" question=t("join.manner") choices=manners.clone() chosen=manner wide=true
                    choose=move |it| manner.set(Some(it))/>
                {field("join-from", "join.from", from)}
            })}
        }
    };
    let children = move || {
        let children = visit.work.plan.with_untracked(|plan| {
            plan.children.iter().map(|it| Choice { value: it.id, label: it.name.clone() }).collect()
        });
        view! {
            <Choices name="which-child" question=t("join.which_child") choices=children chosen=child
                choose=move |it| child.set(Some(it))/>
        }
    };
    let more = move || match chosen.get() {
        None => ().into_any(),
        Some(As::Interpreter) => interpreter().into_any(),
        Some(As::Child) => children().into_any(),
        Some(As::Reader | As::Witness | As::Worker(_)) => field("join-name", "join.name", name).into_any(),
    };
    let bottom = view! {
        <button class="button" on:click=move |_| leave()>{t("nav.back")}</button>
        {move || may_be_added().then(|| view! { <button class="button main act" on:click=add>{t("join.go")}</button> })}
    };
    view! {
        <Frame title=Signal::stored(t("join.title").to_owned()) bottom=bottom.into_any()>
            {move || together.trouble.get().map(|it| view! { <Banner tone="care" text=it.sentence/> })}
            <section class="card">
                <Choices name="join-as" question=t("join.as") choices=parts chosen=chosen wide=true
                    choose=move |part| chosen.set(Some(part))/>
                {more}
            </section>
        </Frame>
    }
}
