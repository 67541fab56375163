//! The plain-language engine at work while someone types: what was found in a text.

use leptos::prelude::*;
use plan::field::Field;
use plan::language::findings;

use crate::words::{fill, library, t};

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
