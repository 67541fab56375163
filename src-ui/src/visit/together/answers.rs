//! Which answers are offered to whom, and their words.

use plan::signing::Outcome;

/// Who answers, as far as it decides what is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    /// A parent or other adult who has the tablet.
    Family,
    /// One of them while signing waits for an interpreter.
    FamilyWaiting,
    /// One of them who has not had the tablet yet.
    FamilyLater,
    /// A worker.
    Worker,
    /// An interpreter, reader, witness or child.
    Joined,
}

/// The answers that are offered.
pub(crate) fn answers(who: Who) -> Vec<Outcome> {
    let time = Outcome::WantsTime { until: None };
    let no = Outcome::DoesNotAgree { why: String::new() };
    let without_drawing = Outcome::SignsWithoutDrawing { typed: String::new(), witness: None };
    match who {
        Who::Family => vec![
            Outcome::Signs,
            Outcome::MakesMark { witness: None },
            without_drawing,
            Outcome::AgreesInPart { which: String::new() },
            time,
            Outcome::AgreesWillNotSign,
            no,
        ],
        Who::FamilyWaiting => vec![Outcome::WaitsForInterpreter, time, no],
        Who::FamilyLater => vec![Outcome::NotPresent],
        Who::Worker => {
            vec![Outcome::Signs, Outcome::agreed_by_phone(), no, Outcome::NotPresent]
        }
        Who::Joined => vec![Outcome::Signs, without_drawing, Outcome::NotPresent],
    }
}

/// An answer without what was said about it, for comparing.
pub(crate) fn bare(outcome: &Outcome) -> Outcome {
    match outcome {
        Outcome::MakesMark { .. } => Outcome::MakesMark { witness: None },
        Outcome::SignsWithoutDrawing { .. } => {
            Outcome::SignsWithoutDrawing { typed: String::new(), witness: None }
        }
        Outcome::AgreesInPart { .. } => Outcome::AgreesInPart { which: String::new() },
        Outcome::WantsTime { .. } => Outcome::WantsTime { until: None },
        Outcome::DoesNotAgree { .. } => Outcome::DoesNotAgree { why: String::new() },
        Outcome::AgreedByPhone { .. } => Outcome::agreed_by_phone(),
        Outcome::Signs | Outcome::AgreesWillNotSign | Outcome::WaitsForInterpreter | Outcome::NotPresent => {
            outcome.clone()
        }
    }
}

/// The key of an answer's words.
pub(crate) const fn outcome_key(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Signs => "answer.signs",
        Outcome::MakesMark { .. } => "answer.makes_mark",
        Outcome::SignsWithoutDrawing { .. } => "answer.without_drawing",
        Outcome::AgreesInPart { .. } => "answer.agrees_in_part",
        Outcome::WantsTime { .. } => "answer.wants_time",
        Outcome::AgreesWillNotSign => "answer.agrees_will_not_sign",
        Outcome::DoesNotAgree { .. } => "answer.does_not_agree",
        Outcome::WaitsForInterpreter => "answer.waits_for_interpreter",
        Outcome::NotPresent => "answer.not_present",
        Outcome::AgreedByPhone { .. } => "answer.agreed_by_phone",
    }
}
