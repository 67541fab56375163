//! When and where we look at the plan together again.

use leptos::prelude::*;
use plan::Change;
use plan::field::Field;

use crate::components::PlanText;
use crate::visit::app::Visit;
use crate::visit::day_choice::DayChoice;
use crate::visit::frame::{BackHome, Frame};
use crate::words::t;

/// Meeting again.
#[component]
pub(crate) fn Meeting() -> impl IntoView {
    let work = Visit::here().work;
    let on = Memo::new(move |_| work.plan.with(|plan| plan.review.on));
    view! {
        <Frame title=Signal::stored(t("task.meeting").to_owned()) bottom=view! { <BackHome/> }.into_any()>
            <section class="card">
                <DayChoice id="review" label=t("meeting.on") weeks=&[1, 2, 4, 6] value=on
                    set=move |on| work.make([Change::SetReviewOn { on }])/>
                <PlanText field=Field::ReviewPlace label=t("meeting.place") hint=t("meeting.place_hint") long=true/>
            </section>
        </Frame>
    }
}
