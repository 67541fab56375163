//! When and where we look at the plan together again.

use course::place::Place;
use leptos::prelude::*;
use plan::Change;
use plan::agreement::Section;
use plan::days::Odd;
use plan::field::Field;
use plan::questions::Question;

use super::reads::Reads;
use crate::components::TimeInput;
use crate::visit::fields::ask::asked;
use crate::visit::fields::day_choice::{DayChoice, Likely};
use crate::visit::fields::plan_text::PlanText;
use crate::visit::frame::{Frame, Onward};
use crate::visit::guide::Guide;
use crate::visit::here::Visit;
use crate::visit::odd_days::OddDay;
use crate::words::t;

/// When a plan is likely to be looked at together again.
pub(super) const MEETING: &[Likely] =
    &[Likely::InDays(3), Likely::InWeeks(1), Likely::InWeeks(2), Likely::InWeeks(4), Likely::InWeeks(6)];

/// Meeting again.
#[component]
pub(crate) fn Meeting() -> impl IntoView {
    let work = Visit::here().work;
    let on = Memo::new(move |_| work.plan.with(|plan| plan.review.on));
    view! {
        <Frame title=Signal::stored(t("task.meeting").to_owned()) shape="beside" bottom=view! { <Onward from=Place::Meeting/> }.into_any()>
            <div class="column"><Guide step="meeting"/>
            <section class="card">
                <DayChoice id="review" label=t("meeting.on") likely=MEETING value=on
                    set=move |on| work.make([Change::SetReviewOn { on }])/>
                <OddDay is=|odd: Odd| odd == Odd::MeetingOver/>
                <MeetingTime/>
                <PlanText field=Field::ReviewPlace label=t("meeting.place") hint=t("meeting.place_hint") long=true/>
            </section>
            <section class="card">{asked([Question::TimeOffered, Question::Holds])}</section>
        </div>
            <Reads sections=&[Section::Meeting]/>
        </Frame>
    }
}

/// The hours at which people are likely to meet: in the morning, at midday, after school.
const LIKELY_HOURS: &[u32] = &[10, 12, 14, 16];

/// At what time we meet again.
#[component]
pub(super) fn MeetingTime() -> impl IntoView {
    let work = Visit::here().work;
    let at = Memo::new(move |_| work.plan.with(|plan| plan.review.at));
    view! {
        <TimeInput id="review-at" label=t("meeting.at") likely=LIKELY_HOURS value=at
            set=move |at| work.make([Change::SetReviewAt { at }])/>
    }
}
