//! A forgotten PIN: the office is rung for a code, and a new PIN is chosen with it. No network is needed.

use course::told::in_groups;
use ipc::refusal::Refusal;
use ipc::visit::{Standing, UnlockByPhone, UserCard};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::TextField;
use crate::platform::{page, shell};
use crate::words::{fill, t};

/// What has the focus when it opens.
pub(super) const TITLE: &str = "by-phone-title";

/// The three steps. They are always there, so that a typed code stays.
#[component]
pub(super) fn ByPhone(
    /// Who forgot it.
    who: Memo<Option<UserCard>>,
    /// Whether it is a passphrase.
    passphrase: bool,
    /// What the office calls this tablet, where that is known.
    tablet: Option<String>,
    /// Whether it is shown.
    is_open: RwSignal<bool>,
    /// Why it does not open.
    trouble: RwSignal<Option<Refusal>>,
    /// Back to the PIN.
    back: UnsyncCallback<()>,
    /// Takes the answer to a code.
    answered: impl Fn(Result<Standing, Refusal>) + Clone + 'static,
) -> impl IntoView {
    let [code, pin] = [(); 2].map(|()| RwSignal::new(String::new()));
    let is_busy = RwSignal::new(false);
    let unlock = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let user = who.with_untracked(|who| who.as_ref().map(|who| who.id));
        let Some(user) = user.filter(|_| !is_busy.get_untracked()) else { return };
        is_busy.set(true);
        trouble.set(None);
        let command =
            UnlockByPhone { user, code: code.get_untracked().into(), pin: pin.get_untracked().into() };
        let answered = answered.clone();
        spawn_local(async move {
            let reply = shell::ask(command).await;
            let _ = pin.try_set(String::new());
            let _ = is_busy.try_set(reply.is_ok());
            if reply.is_err() {
                page::to_top();
            }
            answered(reply);
        });
    };
    let name = move || who.with(|who| who.as_ref().map(|who| who.name.clone()));
    let number = Memo::new(move |_| who.with(|who| who.as_ref().and_then(|who| who.code)));
    let tablet = tablet.unwrap_or_else(|| t("door.tablet_unnamed").to_owned());
    let (back_label, pin_label, pin_hint) = if passphrase {
        ("door.back_to_passphrase", "door.new_passphrase", "door.new_passphrase_hint")
    } else {
        ("door.back_to_pin", "door.new_pin", "door.new_pin_hint")
    };
    view! {
        <form class="column" id="by-phone" hidden=move || !is_open.get() on:submit=unlock>
            <h2 id=TITLE tabindex="-1">{t("door.by_phone")}</h2>
            <p hidden=move || number.get().is_some() id="no-code">
                {move || fill("door.no_code", &[("name", &name().unwrap_or_default())])}
            </p>
            <ol class="in-steps" hidden=move || number.get().is_none()>
                <li>
                    <span class="nth">"1"</span>
                    <div class="column tight">
                        <p><strong>{t("door.ring")}</strong></p>
                        <dl class="pairs">
                            <dt>{t("door.say_tablet")}</dt><dd id="say-tablet">{tablet}</dd>
                            <dt>{t("door.say_name")}</dt><dd id="say-name">{name}</dd>
                            <dt>{t("door.say_number")}</dt>
                            <dd class="number-said" id="say-number">{move || number.get().map(|it| it.to_string())}</dd>
                        </dl>
                    </div>
                </li>
                <li>
                    <span class="nth">"2"</span>
                    <TextField id="door-code" label=t("door.code") hint=t("door.code_hint") told=true value=code
                        typed=move |text| code.set(text) left=move || code.update(|code| *code = in_groups(code))/>
                </li>
                <li>
                    <span class="nth">"3"</span>
                    <TextField id="door-new-pin" label=t(pin_label) hint=t(pin_hint) kind="password"
                        keys=(!passphrase).then_some("numeric") value=pin typed=move |text| pin.set(text)/>
                </li>
            </ol>
            <div class="buttons">
                <button class="button main" type="submit" hidden=move || number.get().is_none()>
                    {move || t(if is_busy.get() { "door.opening" } else { "door.open_by_phone" })}
                </button>
                <button class="button plain" type="button" on:click=move |_| back.run(())>{t(back_label)}</button>
            </div>
        </form>
    }
}
