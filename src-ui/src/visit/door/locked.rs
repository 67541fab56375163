//! The locked tablet: who, and their PIN.

use ipc::refusal::{Code, Refusal};
use ipc::visit::{Standing, Unlock, UserCard};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::wait::Wait;
use crate::components::{Banner, Choice, Choices};
use crate::platform::{page, shell};
use crate::visit::frame::Heading;
use crate::words::{fill, t};

/// The lock screen.
#[component]
pub(crate) fn Door(
    /// Who can unlock.
    users: Vec<UserCard>,
    /// Whether a passphrase is asked for.
    passphrase: bool,
    /// What is to be known about the tablet.
    #[prop(into)]
    notice: Signal<Option<String>>,
    /// Why it does not open.
    trouble: RwSignal<Option<Refusal>>,
    /// Takes the answer to a PIN that was not wrong.
    answered: impl Fn(Result<Standing, Refusal>) + Clone + 'static,
) -> impl IntoView {
    let pin = RwSignal::new(String::new());
    let is_busy = RwSignal::new(false);
    let wait = Wait::none();
    let user = RwSignal::new(users.first().map(|user| user.id));
    let only = (users.len() == 1).then(|| users.first().map(|user| user.name.clone())).flatten();
    let input = NodeRef::<leptos::html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            let _ = input.focus();
            page::reached("ready");
        }
    });
    let unlock = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let is_held = is_busy.get_untracked() || untrack(move || wait.goes_on());
        let Some(user) = user.get_untracked().filter(|_| !is_held) else { return };
        is_busy.set(true);
        trouble.set(None);
        let command = Unlock { user, pin: pin.get_untracked().into() };
        let answered = answered.clone();
        spawn_local(async move {
            let reply = shell::ask(command).await;
            let _ = pin.try_set(String::new());
            // A door that opens stays busy until it is gone: an empty PIN would count as a wrong one.
            let _ = is_busy.try_set(reply.is_ok());
            match reply {
                Err(refusal) if matches!(refusal.code, Code::WrongPin { .. } | Code::TooEarly { .. }) => {
                    wait.begin(&refusal);
                    trouble.set(Some(refusal));
                    if let Some(input) = input.get_untracked() {
                        let _ = input.focus();
                    }
                }
                reply => answered(reply),
            }
        });
    };
    let choices: Vec<_> =
        users.iter().map(|user| Choice { value: user.id, label: user.name.clone() }).collect();
    let label = if passphrase { "door.passphrase" } else { "door.pin" };
    view! {
        <div class="frame">
            <header class="top"><span class="brand">{t("app.name")}</span></header>
            <main class="page narrow">
                <Heading title=Signal::stored(match &only {
                    Some(name) => fill("door.title_for", &[("name", plan::names::first(name).unwrap_or(name))]),
                    None => t("door.title").to_owned(),
                })/>
                <p class="lead">{t("door.lead")}</p>
                {move || notice.get().map(|text| view! { <Banner text/> })}
                {move || trouble.get().map(|it| view! { <Banner tone="care" text=it.sentence/> })}
                <form class="card" on:submit=unlock>
                    {only.is_none().then(|| view! {
                        <Choices name="door-user" question=t("door.who") choices=choices.clone() wide=true
                            chosen=user choose=move |chosen| {
                                user.set(Some(chosen));
                                wait.end();
                            }/>
                    })}
                    <div class="field">
                        <label for="door-pin">{t(label)}</label>
                        <input id="door-pin" class="input short" type="password" autocomplete="off" node_ref=input
                            inputmode=if passphrase { "text" } else { "numeric" }
                            prop:value=move || pin.get() on:input=move |event| pin.set(event_target_value(&event))/>
                    </div>
                    {wait.told()}
                    <div class="buttons"><button class="button main" type="submit" aria-disabled=move || wait.goes_on().to_string()>
                        {move || t(if is_busy.get() { "door.opening" } else { "door.open" })}
                    </button></div>
                </form>
            </main>
        </div>
    }
}
