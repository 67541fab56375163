//! The order of the screens in front of the family: read it together, then each person says it back and answers, then the
//! tablet goes back.

use leptos::prelude::*;
use plan::ids::PersonId;
use plan::signing::Part;

use crate::visit::screen::Place;
use crate::visit::sitting::Together;

/// What comes when the plan has been read to its end.
pub(crate) fn after_reading(together: &Together) -> Place {
    together.in_front().first().map_or(Place::GiveBack, |person| Place::SayBack(*person, 0))
}

/// What came before a part is said back.
pub(crate) fn before_saying_back(together: &Together, person: PersonId, part: usize) -> Place {
    match part.checked_sub(1) {
        Some(part) => Place::SayBack(person, part),
        None => Place::Together(together.parts().len().saturating_sub(1)),
    }
}

/// What comes when a person has answered: the next person says it back, or answers at once where all go straight to
/// their answers, or the tablet goes back.
pub(crate) fn after_answer(together: &Together, person: PersonId) -> Place {
    let people = together.in_front();
    if people.is_empty() {
        return Place::Signatures;
    }
    let mut after = people.iter().skip_while(|other| **other != person).skip(1);
    let is_straight = together.is_straight.get_value();
    let for_next = |next| if is_straight { Place::Sign(next) } else { Place::SayBack(next, 0) };
    after.next().copied().map_or(Place::GiveBack, for_next)
}

/// How many parts there are to say back.
pub(crate) const PARTS: usize = Part::ALL.len();
