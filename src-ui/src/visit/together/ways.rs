//! How the family goes through the plan, and in which language: chosen before the tablet is turned.

use leptos::prelude::*;
use plan::signing::Way;
use plan::texts::Language;

use super::turn::{Turn, has_voice, readers};
use crate::components::{Choice, Choices};
use crate::visit::here::Visit;
use crate::words::{fill, t, texts};

/// How they go through it, and in which language.
#[component]
pub(super) fn Ways(
    /// What is chosen.
    turn: Turn,
) -> impl IntoView {
    let visit = Visit::here();
    let together = visit.together;
    let workers = readers(visit);
    let others = Memo::new(move |_| {
        together
            .follow(|it, _| it.joined().map(|(id, name, _)| (id, name.to_owned())).collect::<Vec<_>>())
            .unwrap_or_default()
    });
    let ways = move || {
        let mut ways = vec![Choice { value: Way::ReadsAlone, label: t("hand_over.reads_alone").to_owned() }];
        let readers = workers.clone().into_iter().chain(others.get());
        ways.extend(readers.map(|(id, name)| Choice {
            value: Way::ReadOut(id),
            label: fill("hand_over.read_out", &[("name", &name)]),
        }));
        if has_voice(visit) {
            ways.push(Choice { value: Way::TabletReads, label: t("hand_over.tablet_reads").to_owned() });
        }
        view! { <Choices name="way" question=t("hand_over.way") choices=ways chosen=turn.way
        choose=move |way| turn.picked.set(Some(way))/> }
    };
    let languages = move || {
        let cards =
            together.ways.with(|ways| ways.as_ref().map(|ways| ways.languages.clone())).unwrap_or_default();
        (!cards.is_empty()).then(|| {
            let english = Choice { value: texts().language.clone(), label: t("hand_over.english").to_owned() };
            let theirs = cards.into_iter().map(|card| Choice {
                label: fill("hand_over.with_english", &[("name", &format!("{} ({})", card.own_name, card.name))]),
                value: card.tag,
            });
            view! {
                <Choices name="language" question=t("hand_over.language") choices=std::iter::once(english).chain(theirs).collect()
                    chosen=Signal::derive(move || turn.language.get().or_else(|| Some(texts().language.clone())))
                    choose=move |tag: Language| turn.language.set(Some(tag).filter(|tag| *tag != texts().language))/>
            }
        })
    };
    let silent = move || together.ways.with(|ways| ways.as_ref().and_then(|ways| ways.silent.clone()));
    view! { {ways}{move || silent().map(|why| view! { <p class="hint">{why}</p> })}{languages} }
}
