//! The plain-language engine at work while someone types: what was found in a text, and how the whole plan reads.

use leptos::prelude::*;
use plan::field::Field;
use plan::language::{Band, Report, findings, report};
use plan::{Plan, compose};

use super::app::Visit;
use crate::platform::page;
use crate::words::{fill, library, t, texts};

/// Whether the family reads this text, so that hard words in it are worth a remark. Their own words are theirs.
pub(crate) const fn is_read_by_family(field: Field) -> bool {
    matches!(
        field,
        Field::ConcernWords(_)
            | Field::ConcernSeen(_)
            | Field::GoalWhat(_)
            | Field::GoalHowOften(_)
            | Field::GoalHelp(_)
            | Field::StepWhat(_)
            | Field::PromiseWhat(_)
            | Field::SupporterOffers(_)
            | Field::ReviewPlace
    )
}

/// What was found in one text of the plan, with better words.
#[component]
pub(crate) fn Found(
    /// What stands in it.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    let found = Memo::new(move |_| text.with(|text| findings(text, &library().lists.glossary)));
    move || {
        let lines = found.get().into_iter().take(6).map(|finding| {
            let line = fill("findings.line", &[("text", &finding.text), ("say", &finding.say)]);
            view! { <li>{line}</li> }
        });
        let lines: Vec<_> = lines.collect();
        (!lines.is_empty()).then(|| {
            view! { <div class="found"><p>{t("findings.title")}</p><ul>{lines}</ul></div> }
        })
    }
}

/// How the whole plan reads.
#[component]
pub(crate) fn HowItReads() -> impl IntoView {
    let visit = Visit::here();
    let read = Memo::new(move |_| {
        let today = visit.standing.with(|it| it.as_ref().map(|it| it.now.date_naive())).unwrap_or_default();
        let started = page::clock();
        let report = visit.work.plan.with(|plan| read(plan, today));
        page::measured("plain", started, page::clock() - started);
        report
    });
    view! {
        <section class="card quiet" aria-live="polite">
            <h2>{t("band.title")}</h2>
            {move || read.with(|Report { band, counts, .. }| {
                let tone = match band {
                    Band::Green => "state good",
                    Band::Amber | Band::Red => "state care",
                    Band::TooShort => "hint",
                };
                let numbers = [("words", counts.words.to_string()), ("sentences", counts.sentences.to_string())];
                let numbers = numbers.each_ref().map(|(name, number)| (*name, number.as_str()));
                view! { <p><span class=tone>{t(band.key())}</span></p><p>{fill("band.counts", &numbers)}</p> }
            })}
        </section>
    }
}

fn read(plan: &Plan, today: chrono::NaiveDate) -> Report {
    report(&compose::agreement(plan, texts(), today).text(), &library().lists)
}
