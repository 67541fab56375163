//! What people answered when the plan was read, told before its words are changed and after: no answer goes without a
//! word.

use course::place::{Place, Screen};
use ipc::visit::{AnswerCard, Reading};
use leptos::prelude::*;
use plan::dates;
use plan::ids::PlanId;
use plan::signing::Event;

use super::here::Visit;
use super::together::answers::outcome_key;
use crate::words::{fill, t, texts};

/// What stands above a screen on which words can be changed, or above the home of a plan whose words were. It does not come
/// while somebody types, only with a screen.
pub(crate) fn said_before_a_change(visit: Visit) -> Option<String> {
    let Screen::Plan(_, place) = visit.screen.get_untracked() else { return None };
    let is_home = matches!(place, Place::Home | Place::HandOver);
    if is_home {
        // Whether a change ended a reading may be known only after somebody has left the page they changed.
        visit.work.readings.track();
    }
    let last = last_reading(visit)?;
    if last.is_ended {
        let day = dates::day(last.began_at.date_naive(), texts());
        let slots = [("day", &*day), ("time", &dates::time(last.began_at.time())), ("answers", &told(&last))];
        return is_home.then(|| fill("readings.ended", &slots));
    }
    is_written(place).then(|| fill("readings.before_change", &[("answers", &told(&last))]))
}

/// The last reading that the family had before them or in which somebody answered: the one that is open on this screen knows more than the plan did when it was
/// opened.
fn last_reading(visit: Visit) -> Option<Reading> {
    let known = visit.work.readings.with_untracked(|readings| readings.last().cloned());
    let open = visit.together.signing(|signing, agreement| {
        let answered = |person| {
            let outcome = Some(signing.answer(person)?.outcome?);
            Some(AnswerCard { who: signing.label(agreement, person, texts())?, outcome, open: None })
        };
        let answers = signing.signers(agreement).into_iter().filter_map(answered).collect();
        let was_turned = signing.events.iter().any(|it| matches!(it.event, Event::HandedOver { .. }));
        (
            agreement.plan,
            was_turned,
            Reading { began_at: signing.started_at, is_ended: false, was_read: true, answers },
        )
    });
    let plan = visit.work.plan.with_untracked(|plan| plan.id);
    let was_read = |(of, was_turned, reading): &(PlanId, bool, Reading)| {
        *of == plan && (*was_turned || !reading.answers.is_empty())
    };
    let open = open.filter(was_read).map(|(.., reading)| reading);
    match (known, open) {
        (Some(known), Some(open)) if known.is_ended && known.began_at == open.began_at => Some(known),
        (known, open) => open.or(known),
    }
}

const fn is_written(place: Place) -> bool {
    match place {
        Place::Short
        | Place::Family
        | Place::Workers
        | Place::Before
        | Place::Needs
        | Place::Voice
        | Place::Worries
        | Place::Goals
        | Place::Goal(_)
        | Place::Promises
        | Place::Meeting
        | Place::Check => true,
        Place::Home
        | Place::After
        | Place::HandOver
        | Place::SayBack(..)
        | Place::SayAllBack(_)
        | Place::GiveBack
        | Place::Join
        | Place::Together(_)
        | Place::Signatures
        | Place::Sign(_)
        | Place::Papers
        | Place::Seal => false,
    }
}

fn told(reading: &Reading) -> String {
    let one = |AnswerCard { who, outcome, .. }: &AnswerCard| {
        let answer = t(outcome_key(outcome.as_ref()?));
        Some(fill("readings.answer", &[("who", who), ("answer", answer)]))
    };
    let told: Vec<String> = reading.answers.iter().filter_map(one).collect();
    if told.is_empty() { t("readings.nobody_answered").to_owned() } else { told.join(" ") }
}
