//! The order of the screens in front of the family: read it together, then each person says it back and answers, then the
//! tablet goes back.

use plan::Agreement;
use plan::ids::PersonId;
use plan::signing::Part;

use crate::place::Place;

/// What comes when the plan has been read to its end by these people.
pub fn after_reading(in_front: &[PersonId]) -> Place {
    in_front.first().map_or(Place::GiveBack, |person| Place::SayBack(*person, 0))
}

/// The parts somebody is asked to say back, by their number: those of which something stands in what they see. To be asked
/// about another would tell them that there is more.
pub fn parts_to_say_back(seen: &Agreement) -> Vec<usize> {
    let parts = Part::ALL.iter().enumerate();
    parts.filter(|(_, part)| !part.blocks(seen).is_empty()).map(|(number, _)| number).collect()
}

/// What came before a part is said back, where the agreement has so many parts to read and these are asked.
pub fn before_saying_back(parts: usize, asked: &[usize], person: PersonId, part: usize) -> Place {
    match asked.iter().rev().find(|other| **other < part) {
        Some(part) => Place::SayBack(person, *part),
        None => Place::Together(parts.saturating_sub(1)),
    }
}

/// What comes when a part was said back.
pub fn after_saying_back(asked: &[usize], person: PersonId, part: usize) -> Place {
    asked
        .iter()
        .find(|other| **other > part)
        .map_or(Place::Sign(person), |part| Place::SayBack(person, *part))
}

/// What comes when a person has answered: the next person says it back, or answers at once where all go straight to
/// their answers, or the tablet goes back.
pub fn after_answer(in_front: &[PersonId], is_straight: bool, person: PersonId) -> Place {
    if in_front.is_empty() {
        return Place::Signatures;
    }
    let mut after = in_front.iter().skip_while(|other| **other != person).skip(1);
    let for_next = |next| if is_straight { Place::Sign(next) } else { Place::SayBack(next, 0) };
    after.next().copied().map_or(Place::GiveBack, for_next)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people() -> [PersonId; 2] {
        [PersonId::new(1, &[1; 10]), PersonId::new(2, &[2; 10])]
    }

    #[test]
    fn each_says_it_back_and_answers_before_the_next_and_then_it_goes_back() {
        let both @ [one, other] = people();
        assert_eq!(after_reading(&both), Place::SayBack(one, 0));
        assert_eq!(after_answer(&both, false, one), Place::SayBack(other, 0));
        assert_eq!(after_answer(&both, false, other), Place::GiveBack);
        assert_eq!(after_reading(&[]), Place::GiveBack);
    }

    #[test]
    fn who_goes_straight_to_the_answers_says_nothing_back() {
        let both @ [one, other] = people();
        assert_eq!(after_answer(&both, true, one), Place::Sign(other));
        assert_eq!(after_answer(&both, true, other), Place::GiveBack);
    }

    #[test]
    fn an_answer_that_the_worker_takes_leads_back_to_all_answers() {
        assert_eq!(after_answer(&[], false, people()[0]), Place::Signatures);
    }

    #[test]
    fn before_the_first_part_stands_the_end_of_the_reading() {
        let [one, _] = people();
        let asked = [0, 2, 3, 5];
        assert_eq!(before_saying_back(7, &asked, one, 3), Place::SayBack(one, 2));
        assert_eq!(before_saying_back(7, &asked, one, 2), Place::SayBack(one, 0));
        assert_eq!(before_saying_back(7, &asked, one, 0), Place::Together(6));
        assert_eq!(before_saying_back(0, &asked, one, 0), Place::Together(0));
        assert_eq!(after_saying_back(&asked, one, 3), Place::SayBack(one, 5));
        assert_eq!(after_saying_back(&asked, one, 5), Place::Sign(one));
    }
}
