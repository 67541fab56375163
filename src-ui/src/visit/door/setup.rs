//! A tablet that is new: joining an office, and the first worker.

use ipc::visit::{AddUser, Enrol};
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::people::{Agency, WorkerRole};

use crate::components::{Banner, Choice, Choices, TextField};
use crate::platform::{page, shell};
use crate::visit::frame::Heading;
use crate::visit::here::Visit;
use crate::words::{fill, t};

#[component]
fn Doorway(
    /// The heading.
    #[prop(into)]
    title: String,
    /// The words under it.
    #[prop(into)]
    lead: String,
    /// The form.
    children: Children,
) -> impl IntoView {
    let visit = Visit::here();
    view! {
        <div class="frame">
            <header class="top"><span class="brand">{t("app.name")}</span></header>
            <main class="page narrow">
                <Heading title=Signal::stored(title)/>
                <p class="lead">{lead}</p>
                {move || visit.trouble.get().map(|it| view! { <Banner tone="care" text=it.sentence/> })}
                {children()}
            </main>
        </div>
    }
}

/// Joining an office.
#[component]
pub(crate) fn Enrolment() -> impl IntoView {
    let visit = Visit::here();
    let line = RwSignal::new(String::new());
    let is_busy = RwSignal::new(false);
    page::reached("ready");
    let enrol = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        visit.trouble.set(None);
        spawn_local(async move {
            visit.stands(shell::ask(Enrol { line: line.get_untracked() }).await);
            is_busy.try_set(false);
        });
    };
    view! {
        <Doorway title=t("enrol.title") lead=t("enrol.lead")>
            <form class="card" on:submit=enrol>
                <TextField id="enrol-line" label=t("enrol.line") hint=t("enrol.hint") long=true value=line
                    typed=move |text| line.set(text)/>
                <div class="buttons"><button class="button main" type="submit">
                    {move || t(if is_busy.get() { "enrol.asking" } else { "enrol.go" })}
                </button></div>
            </form>
        </Doorway>
    }
}

/// The first worker of a tablet.
#[component]
pub(crate) fn FirstUser(
    /// The office it belongs to.
    office: String,
    /// Whether a passphrase is needed.
    passphrase: bool,
) -> impl IntoView {
    let visit = Visit::here();
    let [name, phone, rank, collar, pin] = [(); 5].map(|()| RwSignal::new(String::new()));
    let role = RwSignal::new(WorkerRole::SocialWorker);
    let is_busy = RwSignal::new(false);
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        visit.trouble.set(None);
        let is_police = role.get_untracked().agency() == Agency::Police;
        let of_police = |text: RwSignal<String>| if is_police { text.get_untracked() } else { String::new() };
        let command = AddUser {
            name: name.get_untracked(),
            role: role.get_untracked(),
            phone: phone.get_untracked(),
            rank: of_police(rank),
            collar: of_police(collar),
            pin: pin.get_untracked().into(),
        };
        spawn_local(async move {
            visit.stands(shell::ask(command).await);
            is_busy.try_set(false);
        });
    };
    let roles = [WorkerRole::SocialWorker, WorkerRole::PoliceOfficer];
    let roles = roles.map(|value| Choice { value, label: t(value.title_key()).to_owned() });
    let (pin_label, pin_hint) =
        if passphrase { ("user.passphrase", "user.passphrase_hint") } else { ("user.pin", "user.pin_hint") };
    view! {
        <Doorway title=t("user.title") lead=fill("user.lead", &[("office", &office)])>
            <form class="card" on:submit=add>
                <TextField id="user-name" label=t("user.name") value=name typed=move |text| name.set(text)/>
                <Choices name="user-role" question=t("user.role") choices=roles.to_vec() wide=true
                    chosen=Signal::derive(move || Some(role.get())) choose=move |chosen| role.set(chosen)/>
                {move || (role.get().agency() == Agency::Police).then(|| view! {
                    <div class="pair">
                        <TextField id="user-rank" label=t("workers.rank") value=rank typed=move |text| rank.set(text)/>
                        <TextField id="user-collar" label=t("workers.collar") value=collar typed=move |text| collar.set(text)/>
                    </div>
                })}
                <TextField id="user-phone" label=t("user.phone") hint=t("user.phone_hint") kind="tel" value=phone
                    typed=move |text| phone.set(text)/>
                <TextField id="user-pin" label=t(pin_label) hint=t(pin_hint) kind="password" value=pin
                    typed=move |text| pin.set(text)/>
                <div class="buttons"><button class="button main" type="submit">
                    {move || t(if is_busy.get() { "user.making" } else { "user.go" })}
                </button></div>
            </form>
        </Doorway>
    }
}
