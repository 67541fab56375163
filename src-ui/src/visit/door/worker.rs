//! What is asked of a new worker of this tablet, the first or a colleague.

use ipc::visit::AddUser;
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::people::{Agency, WorkerRole};

use crate::components::{Choice, Choices, TextField};
use crate::platform::{page, shell};
use crate::visit::here::Visit;
use crate::words::t;

/// The fields and their button.
#[component]
pub(crate) fn NewWorker(
    /// Whether a passphrase is needed.
    passphrase: bool,
    /// The button's words.
    go: &'static str,
    /// The button's classes: no screen has two that are filled.
    #[prop(default = "button main")]
    button: &'static str,
    /// Hears the name of whoever was added.
    #[prop(optional)]
    added: Option<RwSignal<Option<String>>>,
) -> impl IntoView {
    let visit = Visit::here();
    let fields @ [name, phone, rank, collar, pin] = [(); 5].map(|()| RwSignal::new(String::new()));
    let role = RwSignal::new(WorkerRole::SocialWorker);
    let is_busy = RwSignal::new(false);
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        visit.trouble.set(None);
        if let Some(added) = added {
            added.set(None);
        }
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
            let called = command.name.trim().to_owned();
            let reply = shell::ask(command).await;
            if reply.is_err() {
                page::to_top();
            } else if let Some(added) = added {
                for field in fields {
                    let _ = field.try_set(String::new());
                }
                let _ = added.try_set(Some(called));
            }
            visit.stands(reply);
            is_busy.try_set(false);
        });
    };
    let roles = [WorkerRole::SocialWorker, WorkerRole::PoliceOfficer];
    let roles = roles.map(|value| Choice { value, label: t(value.title_key()).to_owned() });
    let (pin_label, pin_hint) =
        if passphrase { ("user.passphrase", "user.passphrase_hint") } else { ("user.pin", "user.pin_hint") };
    view! {
        <form class="column" on:submit=add>
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
            <div class="buttons"><button class=button type="submit">
                {move || if is_busy.get() { t("user.making") } else { go }}
            </button></div>
        </form>
    }
}
