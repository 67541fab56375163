//! The frame of a worker's screen: top bar, heading that takes the focus, bottom bar.

use course::place::{Place, Screen};
use course::progress;
use ipc::visit::PlanState;
use leptos::prelude::*;
use plan::compose;

use super::here::Visit;
use super::readings::said_before_a_change;
use super::too_late::Late;
use super::work::SavedState;
use crate::components::Banner;
use crate::platform::{page, second_tap};
use crate::words::{fill, t, texts};

/// A worker's screen. `children` is the page between heading and bottom bar.
#[component]
pub(crate) fn Frame(
    /// What the screen is called.
    #[prop(into)]
    title: Signal<String>,
    /// Words under the heading.
    #[prop(optional, into)]
    lead: Option<String>,
    /// Extra classes of the page.
    #[prop(default = "narrow")]
    shape: &'static str,
    /// Classes of the whole screen.
    #[prop(default = "frame")]
    class: &'static str,
    /// The bottom bar, if any.
    #[prop(optional)]
    bottom: Option<AnyView>,
    /// The page.
    children: Children,
) -> impl IntoView {
    let visit = Visit::here();
    let wide = shape.contains("beside");
    view! {
        <div class=class>
            <TopBar/>
            <main class=format!("page {shape}")>
                <Heading title wide/>
                {lead.map(|lead| view! { <p class="lead" class:wide=wide>{lead}</p> })}
                <div class:wide=wide class="troubles">
                    {move || visit.trouble.get().map(|refusal| view! { <Banner tone="care" text=refusal.sentence/> })}
                    {move || match visit.work.saved.get() {
                        SavedState::NotYet(sentence) => Some(view! { <Banner tone="care" text=sentence/> }),
                        SavedState::Nothing | SavedState::Saving | SavedState::Here(_) => None,
                    }}
                    <CameTooLate/>
                    {move || said_before_a_change(visit).map(|text| view! { <Banner text/> })}
                </div>
                {children()}
            </main>
            {bottom.map(|bottom| view! { <nav class="bottom" aria-label=t("nav.bottom")>{bottom}</nav> })}
        </div>
    }
}

/// What came after its plan was sealed, for whoever wrote it to see and to put by. It stands on the list of plans; where a family
/// may read along, only that there is some.
#[component]
fn CameTooLate() -> impl IntoView {
    let visit = Visit::here();
    let one = move |Late { plan, name, words, has_more }: Late| {
        if visit.screen.get_untracked() != Screen::Plans {
            return view! { <Banner text=t("too_late.elsewhere")/> }.into_any();
        }
        let put_by = move |_| {
            visit.too_late.put_by(plan);
            page::focus_first("h1");
        };
        let lead = (!words.is_empty()).then(|| view! { <p>{t("too_late.words")}</p> });
        let words = words.into_iter().map(|words| view! { <p class="words">{words}</p> });
        view! {
            <section class="card" role="alert">
                <p>{fill("too_late.lead", &[("name", &name)])}</p>
                {lead}{words.collect_view()}
                {has_more.then(|| view! { <p>{t("too_late.more")}</p> })}
                <div class="buttons"><button class="button" on:click=put_by>{t("too_late.put_by")}</button></div>
            </section>
        }
        .into_any()
    };
    move || visit.too_late.found.get().map(one)
}

/// The screen's heading. It takes the focus when the screen opens, so that a screen reader begins there.
#[component]
pub(crate) fn Heading(
    /// What the screen is called.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it spans both columns.
    #[prop(optional)]
    wide: bool,
    /// The id of what is said after it, such as how far one is.
    #[prop(optional)]
    described: Option<&'static str>,
) -> impl IntoView {
    let heading = NodeRef::<leptos::html::H1>::new();
    Effect::new(move |before: Option<()>| {
        if before.is_none()
            && let Some(heading) = heading.get()
        {
            second_tap::screen_came();
            page::to_top();
            let _ = heading.focus();
        }
        page::set_title(&title.get());
    });
    view! { <h1 node_ref=heading tabindex="-1" class:wide=wide aria-describedby=described>{move || title.get()}</h1> }
}

#[component]
fn TopBar() -> impl IntoView {
    let visit = Visit::here();
    let family = move || visit.work.plan.with(|plan| compose::title(plan, texts()));
    let signal = move || {
        let reachable = visit.standing.with(|standing| standing.as_ref().and_then(|it| it.sending.reachable));
        reachable.map(|reachable| t(if reachable { "signal.office" } else { "signal.none" }))
    };
    view! {
        <header class="top">
            <span class="brand">{t("app.name")}</span>
            <span class="where">{family}</span>
            {move || {
                let words = visit.work.saved_words();
                (!words.is_empty()).then(|| view! { <span class="pill" role="status" id="saved">{words}</span> })
            }}
            {move || signal().map(|words| view! { <span class="pill" id="signal">{words}</span> })}
        </header>
    }
}

/// The bottom bar of a page in a plan: back to the task list, and on to what is open next.
#[component]
pub(crate) fn Onward(
    /// The page.
    from: Place,
) -> impl IntoView {
    let visit = Visit::here();
    let work = visit.work;
    let next = Memo::new(move |_| {
        let is_sealed = matches!(work.state.get(), PlanState::Sealed | PlanState::Safe);
        let next = work.as_sent.with(|plan| progress::onward(from, plan, texts()));
        Some(next).filter(|(place, _)| !is_sealed && *place != from)
    });
    let go = move |_| {
        if let Some((place, _)) = next.get_untracked() {
            visit.go_to(place);
        }
    };
    let label = move || next.get().map(|(_, name)| fill("nav.next_is", &[("task", name)]));
    view! {
        <button class="button" on:click=move |_| visit.go_to(Place::Home)>{t("nav.back")}</button>
        // One button whose words change: one that is made anew under a finger hears no tap.
        <button class="button main" hidden=move || next.get().is_none() on:click=go>{label}</button>
    }
}
