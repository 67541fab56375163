//! How the whole plan reads: its band, by the plain-language engine.

use leptos::prelude::*;
use plan::language::{Band, Report, report};

use crate::platform::page;
use crate::visit::here::Visit;
use crate::words::{fill, library, t};

/// How the whole plan reads.
#[component]
pub(crate) fn HowItReads() -> impl IntoView {
    let visit = Visit::here();
    let read = Memo::new(move |_| {
        visit.agreement.with(|agreement| {
            let started = page::clock();
            let report = report(&agreement.text(), &library().lists);
            page::measured("plain", started, page::clock() - started);
            report
        })
    });
    view! {
        <section class="card quiet" aria-live="polite">
            <h2>{t("band.title")}</h2>
            {move || read.with(|Report { band, counts, .. }| {
                let tone = match band {
                    Band::Green => "state good",
                    Band::Amber | Band::Red => "state care",
                    Band::NotEnglish | Band::TooShort => "hint",
                };
                let numbers = [("words", counts.words.to_string()), ("sentences", counts.sentences.to_string())];
                let numbers = numbers.each_ref().map(|(name, number)| (*name, number.as_str()));
                view! { <p><span class=tone>{t(band.key())}</span></p><p>{fill("band.counts", &numbers)}</p> }
            })}
        </section>
    }
}
