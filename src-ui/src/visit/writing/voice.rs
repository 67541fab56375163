//! What each child says, in the child's exact words, by how old the child is.

use course::place::Place;
use leptos::prelude::*;
use plan::agreement::Section;
use plan::ids::PersonId;
use plan::people::AgeBand;
use plan::questions::Question;

use super::reads::Reads;
use crate::visit::fields::ask::{Ask, asked};
use crate::visit::frame::{Frame, Onward};
use crate::visit::guide::Guide;
use crate::visit::here::Visit;
use crate::words::{t, texts};

/// Every child's voice.
#[component]
pub(crate) fn Voice() -> impl IntoView {
    let visit = Visit::here();
    let today = visit.today.get_untracked();
    let children = visit.work.plan.with_untracked(|plan| {
        let band = |child: &plan::people::Child| child.age_band(today.unwrap_or_default());
        plan.children.iter().map(|it| (it.id, it.name.clone(), band(it))).collect::<Vec<_>>()
    });
    let nobody = children.is_empty().then(|| view! { <p>{t("voice_page.nobody")}</p> });
    view! {
        <Frame title=Signal::stored(t("task.voice").to_owned()) lead=t("voice_page.lead")
            shape="beside" bottom=view! { <Onward from=Place::Voice/> }.into_any()>
            <div class="column"><Guide step="voice"/>
            {nobody}
            {children.into_iter().map(|(id, name, band)| voice_of(id, name, band)).collect_view()}
        </div>
            <Reads sections=&[Section::Voice]/>
        </Frame>
    }
}

fn voice_of(id: PersonId, name: String, band: AgeBand) -> impl IntoView {
    let name = if name.trim().is_empty() { t("family.this_child").to_owned() } else { name };
    let section = format!("voice_{}", band.key());
    let word = |key: &str| texts().get(format!("{section}.{key}")).to_owned();
    let prompts = ["1", "2", "3", "4", "5"].map(word);
    view! {
        <section class="card">
            <h2>{name}</h2>
            <details class="guide">
                <summary>{t("voice_page.look_for")}</summary>
                <ul>{prompts.into_iter().map(|prompt| view! { <li>{prompt}</li> }).collect_view()}</ul>
            </details>
            <Ask question=Question::VoiceGood(id) label=word("good")/>
            <Ask question=Question::VoiceWorries(id) label=word("worries")/>
            <Ask question=Question::VoiceWishes(id) label=word("wishes")/>
            {asked([Question::VoiceSeen(id), Question::VoiceWriter(id)])}
            <Ask question=Question::VoiceShare(id) label=word("ask_share")/>
        </section>
    }
}
