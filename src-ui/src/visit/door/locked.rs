//! The locked tablet: who, and their PIN. Where it is forgotten, `by_phone` leads in.

use std::time::Duration;

use ipc::refusal::{Code, Refusal};
use ipc::visit::{Look, Stage, Standing, Unlock, UserCard};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::by_phone::{self, ByPhone};
use super::newer;
use super::wait::Wait;
use crate::components::{Banner, Choice, Choices};
use crate::platform::{page, pause, second_tap, shell};
use crate::visit::frame::Heading;
use crate::words::{counted, fill, t};

/// How often it is asked how many plans still wait.
const ASK_AGAIN: Duration = Duration::from_secs(10);

/// The lock screen.
#[component]
pub(crate) fn Door(
    /// Who can unlock.
    users: Vec<UserCard>,
    /// Whether a passphrase is asked for.
    passphrase: bool,
    /// What the office calls this tablet.
    #[prop(optional_no_strip)]
    tablet: Option<String>,
    /// How many sealed plans wait to be sent.
    waiting: usize,
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
    let choices: Vec<_> =
        users.iter().map(|user| Choice { value: user.id, label: user.name.clone() }).collect();
    let who = Memo::new(move |_| {
        let user = user.get();
        users.iter().find(|it| Some(it.id) == user).cloned()
    });
    let only_by_phone = |refusal: &Refusal| refusal.code == Code::OfficeOnly;
    let by_phone = RwSignal::new(trouble.with_untracked(|it| it.as_ref().is_some_and(only_by_phone)));
    let forgot = move || {
        by_phone.set(true);
        // Other buttons lie in the place of these.
        second_tap::screen_came();
        page::focus(by_phone::TITLE.to_owned());
    };
    let back = move || {
        trouble.set(None);
        by_phone.set(false);
        second_tap::screen_came();
        page::focus("door-pin".to_owned());
    };
    let input = NodeRef::<leptos::html::Input>::new();
    Effect::new(move |_| {
        if input.get().is_some() {
            // After the heading, which takes the focus of every screen that comes.
            if !by_phone.get_untracked() {
                page::focus("door-pin".to_owned());
            }
            page::reached("ready");
        }
    });
    let tell = answered.clone();
    let unlock = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let is_held = is_busy.get_untracked() || untrack(move || wait.goes_on());
        let Some(user) = user.get_untracked().filter(|_| !is_held) else { return };
        is_busy.set(true);
        trouble.set(None);
        let command = Unlock { user, pin: pin.get_untracked().into() };
        let answered = tell.clone();
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
                reply => {
                    if reply.as_ref().is_err_and(only_by_phone) {
                        forgot();
                    }
                    answered(reply);
                }
            }
        });
    };
    let waiting = still_waiting(waiting);
    let (label, forgot_label) = if passphrase {
        ("door.passphrase", "door.forgot_passphrase")
    } else {
        ("door.pin", "door.forgot_pin")
    };
    view! {
        <div class="frame">
            <header class="top"><span class="brand">{t("app.name")}</span></header>
            <main class="page narrow">
                <Heading title=Signal::stored(match &only {
                    Some(name) => fill("door.title_for", &[("name", plan::names::first(name).unwrap_or(name))]),
                    None => t("door.title").to_owned(),
                })/>
                <p class="lead">{t("door.lead")}</p>
                {move || (waiting.get() > 0).then(|| view! {
                    <p id="door-waiting">{counted("door.waiting", waiting.get())}</p>
                })}
                {move || notice.get().map(|text| view! { <Banner text/> })}
                {move || trouble.get().map(|it| view! { <Banner tone="care" text=it.sentence/> })}
                {newer::offered(trouble)}
                <section class="card">
                    {only.is_none().then(|| view! {
                        <Choices name="door-user" question=t("door.who") choices=choices.clone() wide=true
                            chosen=user choose=move |chosen| {
                                user.set(Some(chosen));
                                // What was said was about somebody else.
                                trouble.set(None);
                                wait.end();
                            }/>
                    })}
                    <form class="column" hidden=move || by_phone.get() on:submit=unlock>
                        <div class="field">
                            <label for="door-pin">{t(label)}</label>
                            <input id="door-pin" class="input short" type="password" autocomplete="off" node_ref=input
                                inputmode=if passphrase { "text" } else { "numeric" }
                                prop:value=move || pin.get() on:input=move |event| pin.set(event_target_value(&event))/>
                        </div>
                        {wait.told()}
                        <div class="buttons">
                            <button class="button main" type="submit" aria-disabled=move || wait.goes_on().to_string()>
                                {move || t(if is_busy.get() { "door.opening" } else { "door.open" })}
                            </button>
                            <button class="button plain" type="button" id="forgot-pin" on:click=move |_| forgot()>
                                {t(forgot_label)}
                            </button>
                        </div>
                    </form>
                    <ByPhone who passphrase tablet is_open=by_phone trouble back=back.into() answered/>
                </section>
            </main>
        </div>
    }
}

/// How many plans wait, asked again for as long as some do: they are sent behind the door.
fn still_waiting(at_first: usize) -> RwSignal<usize> {
    let waiting = RwSignal::new(at_first);
    spawn_local(async move {
        while waiting.try_get_untracked().is_some_and(|count| count > 0) {
            pause::pause(ASK_AGAIN).await;
            match shell::ask(Look {}).await {
                Ok(Standing { stage: Stage::Locked { waiting: count, .. }, .. }) => {
                    let _ = waiting.try_set(count);
                }
                // Somebody is in.
                Ok(_) | Err(_) => return,
            }
        }
    });
    waiting
}
