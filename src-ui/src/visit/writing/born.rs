//! When somebody was born, or will be.

use chrono::NaiveDate;
use leptos::prelude::*;
use plan::Change;
use plan::dates::Looks;
use plan::days::Odd;
use plan::ids::PersonId;
use plan::people::Birth;

use crate::components::{DateInput, YearAlone};
use crate::visit::here::Visit;
use crate::visit::odd_days::OddDay;
use crate::words::t;

/// A child's date of birth, or the day it is due.
#[component]
pub(super) fn Born(
    /// Which child.
    id: PersonId,
) -> impl IntoView {
    let work = Visit::here().work;
    let birth = move || work.plan.with(|plan| plan.child(id).map(|child| child.birth));
    let born = Memo::new(move |_| match birth() {
        Some(Birth::Born { on } | Birth::Due { on }) => Some(on),
        Some(Birth::NotRecorded) | None => None,
    });
    let is_due = RwSignal::new(matches!(untrack(birth), Some(Birth::Due { .. })));
    let set = move |day: Option<NaiveDate>| {
        let birth = match day {
            None => Birth::NotRecorded,
            Some(on) if is_due.get_untracked() => Birth::Due { on },
            Some(on) => Birth::Born { on },
        };
        work.make([Change::SetBirth { child: id, birth }]);
    };
    let (today, year_alone) = (Visit::here().today, year_alone(id));
    let turn = move |event: leptos::ev::Event| {
        is_due.set(event_target_checked(&event));
        set(born.get_untracked());
        if is_due.get_untracked() && year_alone.value.get_untracked().is_some() {
            year_alone.set.run(None);
        }
    };
    view! {
            {move || {
                let id = format!("born-{id}");
                if is_due.get() {
                    let hint = t("family.due_hint").to_owned();
                    view! { <DateInput id label=t("family.due") hint looks=Looks::Ahead today value=born set/> }.into_any()
                } else {
                    let hint = t("family.born_hint").to_owned();
                    view! { <DateInput id label=t("family.born") hint looks=Looks::Back today value=born set year_alone=Some(year_alone)/> }.into_any()
                }
            }}
            <OddDay is=move |odd: Odd| odd.is_born(id)/>
            <label class="choice tick">
                <input type="checkbox" id=format!("due-{id}") prop:checked=move || is_due.get() on:change=turn/>
                <span>{t("family.not_born")}</span>
            </label>
    }
}

/// The year somebody was born in, where nobody knows the day.
pub(super) fn year_alone(person: PersonId) -> YearAlone {
    let work = Visit::here().work;
    let value = Signal::derive(move || {
        work.plan.with(|plan| {
            let child = plan.child(person).and_then(|it| it.born_in);
            child.or_else(|| plan.adult(person)?.born_in)
        })
    });
    let set = UnsyncCallback::new(move |year| work.make([Change::SetBornIn { person, year }]));
    YearAlone { value, set }
}
