//! An answer and the words about it that stand in its field. What somebody sees there when they say that this is their answer is
//! part of it, however it came there.

use plan::ids::PersonId;
use plan::signing::{Event, Outcome};

/// The same answer with these words about it. Nothing where they are in it already, or where it has no place for words.
pub fn with_words(answer: &Outcome, words: &str) -> Option<Outcome> {
    if answer.typed()? == words {
        return None;
    }
    let words = words.to_owned();
    match answer {
        Outcome::SignsWithoutDrawing { witness, .. } => {
            Some(Outcome::SignsWithoutDrawing { typed: words, witness: *witness })
        }
        Outcome::AgreesInPart { .. } => Some(Outcome::AgreesInPart { which: words }),
        Outcome::DoesNotAgree { .. } => Some(Outcome::DoesNotAgree { why: words }),
        Outcome::AgreedByPhone { rang, call_at, .. } => {
            Some(Outcome::AgreedByPhone { said: words, rang: *rang, call_at: *call_at })
        }
        Outcome::Signs
        | Outcome::MakesMark { .. }
        | Outcome::WantsTime { .. }
        | Outcome::AgreesWillNotSign
        | Outcome::WaitsForInterpreter
        | Outcome::NotPresent => None,
    }
}

/// What happens when a person says that this is their answer: what stands in its field, where there is one, becomes part of it
/// before.
pub fn confirming(person: PersonId, answer: Option<&Outcome>, in_field: Option<&str>) -> Vec<Event> {
    let with_words = answer.zip(in_field).and_then(|(answer, words)| with_words(answer, words));
    let chose = with_words.map(|outcome| Event::Chose { person, outcome });
    chose.into_iter().chain([Event::Confirmed { person }]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(n: u8) -> PersonId {
        PersonId::new(u64::from(n), &[n; 10])
    }

    #[test]
    fn what_stands_in_the_field_is_part_of_the_answer_that_is_confirmed() {
        let no = |why: &str| Outcome::DoesNotAgree { why: why.into() };
        let confirmed = Event::Confirmed { person: person(1) };
        let chose = |why: &str| Event::Chose { person: person(1), outcome: no(why) };
        let events =
            |answer: Option<&Outcome>, in_field: Option<&str>| confirming(person(1), answer, in_field);
        // After a lock or a crash it stands there from a draft, and nobody has touched the field.
        assert_eq!(
            events(Some(&no("")), Some("It is too far.")),
            [chose("It is too far."), confirmed.clone()]
        );
        assert_eq!(events(Some(&no("It is too far.")), Some("")), [chose(""), confirmed.clone()]);
        assert_eq!(
            events(Some(&no("It is")), Some("It is")),
            std::slice::from_ref(&confirmed),
            "it is in it already"
        );
        assert_eq!(events(Some(&no("It is")), None), std::slice::from_ref(&confirmed));
        assert_eq!(
            events(Some(&Outcome::Signs), Some("of another answer")),
            std::slice::from_ref(&confirmed)
        );
        assert_eq!(events(None, Some("x")), [confirmed], "and the tablet says that there is no answer yet");
    }

    #[test]
    fn words_take_nothing_else_of_an_answer_away() {
        let (rang, call_at) = (Some(person(2)), chrono::NaiveTime::from_hms_opt(9, 30, 0));
        let said = |said: &str| Outcome::AgreedByPhone { said: said.into(), rang, call_at };
        assert_eq!(with_words(&said(""), "Yes to all."), Some(said("Yes to all.")));
        let typed =
            |typed: &str| Outcome::SignsWithoutDrawing { typed: typed.into(), witness: Some(person(2)) };
        assert_eq!(with_words(&typed("De"), "Des"), Some(typed("Des")));
        let part = |which: &str| Outcome::AgreesInPart { which: which.into() };
        assert_eq!(with_words(&part(""), "The first goal."), Some(part("The first goal.")));
        for answer in [Outcome::MakesMark { witness: None }, Outcome::NotPresent] {
            assert_eq!(with_words(&answer, "x"), None);
        }
    }
}
