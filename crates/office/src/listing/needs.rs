//! What an agreement needs of somebody at the office. It follows from what people decided in it, from how its record stands, and from
//! what was said of it since; so it goes by itself once that is said, and nobody ticks it off. Only the newest agreement of a case
//! needs anything but to be looked at: who was asked again answered in that. What another agency gave is that agency's to see to.

use super::said::{Told, Word};
use super::{are_two, folded};
use chrono::{DateTime, NaiveDate, Utc};
use ipc::office::OutcomeRow;
use ipc::office::today::Need;
use record::{GivenCopy, Hash};
use std::collections::BTreeMap;

/// How tablets say that a copy was not given.
const OWED: [&str; 2] = ["later", "not_safe"];
/// How an office calls the copy that is for all of the family.
const OF_THE_FAMILY: &str = "family";

/// An agreement, as far as it says what it needs.
#[derive(Debug, Clone)]
pub(crate) struct Agreed {
    pub(crate) record: Hash,
    pub(crate) came_at: DateTime<Utc>,
    /// Whether no other of its case was sealed later.
    pub(crate) is_newest: bool,
    /// Whether all of it is here.
    pub(crate) is_whole: bool,
    /// Whether it is this office's own.
    pub(crate) is_own: bool,
    pub(crate) marks: i64,
    pub(crate) outcomes: Vec<OutcomeRow>,
}

/// Something that is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct InNeed {
    pub(crate) need: Need,
    pub(crate) since: DateTime<Utc>,
    pub(crate) by_day: Option<NaiveDate>,
    /// Whose answer or copy it is about.
    pub(crate) name: Option<String>,
}

/// What an agreement needs, each once. `told` is all that was said of agreements of its case, in order.
pub(crate) fn needs(agreed: &Agreed, told: &[Told]) -> Vec<InNeed> {
    if !agreed.is_own || told.iter().any(|it| it.word == Word::Ended && it.at >= agreed.came_at) {
        return Vec::new();
    }
    let of_it: Vec<&Told> = told.iter().filter(|it| it.of == agreed.record).collect();
    let is_said = |word: fn(&Word) -> bool| of_it.iter().any(|it| word(&it.word));
    let (was_seen, have_met) = (is_said(|it| *it == Word::Seen), is_said(|it| matches!(it, Word::Met(_))));
    let of_agreement = |need| InNeed { need, since: agreed.came_at, by_day: None, name: None };
    let mut needs = Vec::new();
    if are_two(agreed.marks) && !was_seen && !is_chosen(agreed.record, told) {
        needs.push(of_agreement(Need::Decide));
    }
    if !agreed.is_newest {
        return needs;
    }
    if agreed.is_whole && !is_answered(&of_it) {
        needs.push(of_agreement(Need::Countersign));
    }
    let answers: [(Need, &[&str], bool); 3] = [
        (Need::SaidNo, &["does_not_agree", "agrees_in_part"], was_seen || have_met),
        (Need::Interpreter, &["waits_for_interpreter"], have_met),
        (Need::TimeOrAdvice, &["wants_time"], have_met),
    ];
    for (need, outcomes, is_over) in answers {
        let mut whose = agreed.outcomes.iter().filter(|it| outcomes.contains(&it.outcome.as_str()));
        if let Some(first) = whose.next().filter(|_| !is_over) {
            let by_day = first.open.and_then(|open| open.by);
            needs.push(InNeed { by_day, name: Some(first.name.clone()), ..of_agreement(need) });
        }
    }
    needs.extend(owed(&of_it));
    needs
}

/// The day on which all meet again: the one that the newest agreement of a case says, unless something else was said of it since.
pub(crate) fn due_on(agreed: Option<NaiveDate>, newest: Hash, told: &[Told]) -> Option<NaiveDate> {
    told.iter().filter(|it| it.of == newest).fold(agreed, |due, it| match it.word {
        Word::Meet(on) => Some(on),
        Word::Met(_) | Word::Ended => None,
        Word::Signed
        | Word::Returned
        | Word::Undone(_)
        | Word::Seen
        | Word::Chosen(_)
        | Word::Copies(_)
        | Word::GaveCopy { .. } => due,
    })
}

/// The number of a need in a column.
pub(crate) const fn number(need: Need) -> i64 {
    match need {
        Need::Countersign => 1,
        Need::SaidNo => 2,
        Need::Interpreter => 3,
        Need::TimeOrAdvice => 4,
        Need::CopyOwed => 5,
        Need::Due => 6,
        Need::Overdue => 7,
        Need::NotSent => 8,
        Need::Decide => 9,
        Need::Stuck => 10,
        Need::Silent => 11,
    }
}

/// Needs as bits.
pub(crate) fn set_of(needs: &[InNeed]) -> i64 {
    needs.iter().fold(0, |bits, it| bits | bit(it.need))
}

/// The needs that these bits stand for.
pub(crate) fn needs_in(bits: i64) -> Vec<Need> {
    Need::ALL.into_iter().filter(|need| bits & bit(*need) != 0).collect()
}

const fn bit(need: Need) -> i64 {
    1 << number(need)
}

/// Whether the office said yes or no to it, and did not take that back.
fn is_answered(told: &[&Told]) -> bool {
    let is_undone = |record: Hash| told.iter().any(|it| it.word == Word::Undone(record));
    told.iter().any(|it| matches!(it.word, Word::Signed | Word::Returned) && !is_undone(it.record))
}

/// Whether somebody said which of two holds.
fn is_chosen(record: Hash, told: &[Told]) -> bool {
    told.iter().any(|it| match it.word {
        Word::Chosen(other) => it.of == record || other == record,
        Word::Signed
        | Word::Returned
        | Word::Undone(_)
        | Word::Seen
        | Word::Met(_)
        | Word::Meet(_)
        | Word::Ended
        | Word::Copies(_)
        | Word::GaveCopy { .. } => false,
    })
}

/// The first copy that was not given yet, as its tablet said last in its chain and the office did not set right since.
fn owed(told: &[&Told]) -> Option<InNeed> {
    let mut copies: Vec<(&Told, &GivenCopy)> = Vec::new();
    let mut given = Vec::new();
    for it in told {
        match &it.word {
            Word::Copies(of_it) => copies.extend(of_it.iter().map(|copy| (*it, copy))),
            Word::GaveCopy { to, form } => given.push((it.at, to, form)),
            Word::Signed
            | Word::Returned
            | Word::Undone(_)
            | Word::Seen
            | Word::Chosen(_)
            | Word::Met(_)
            | Word::Meet(_)
            | Word::Ended => {}
        }
    }
    copies.sort_by_key(|(it, _)| (it.seq, it.record));
    let last: BTreeMap<Option<&str>, (DateTime<Utc>, &GivenCopy)> =
        copies.into_iter().map(|(it, copy)| (copy.person.as_deref(), (it.at, copy))).collect();
    let was_given = |since: DateTime<Utc>, copy: &GivenCopy| {
        given.iter().any(|(at, to, form)| {
            let is_family_s = copy.person.is_none() && *form == OF_THE_FAMILY;
            *at >= since && (is_family_s || folded(&copy.name) == folded(to))
        })
    };
    let owed = last
        .into_values()
        .filter(|(since, copy)| OWED.contains(&copy.how.as_str()) && !was_given(*since, copy));
    let (since, copy) = owed.min_by_key(|(since, _)| *since)?;
    let name = Some(copy.name.trim()).filter(|name| !name.is_empty()).map(str::to_owned);
    Some(InNeed { need: Need::CopyOwed, since, by_day: None, name })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    const CAME: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn agreement() -> Hash {
        Hash::of(b"agreement")
    }

    fn agreed(outcomes: &[&str]) -> Agreed {
        let outcome = |outcome: &&str| OutcomeRow {
            person: None,
            name: "Kai Novak".into(),
            role: "parent".into(),
            outcome: (*outcome).to_owned(),
            open: None,
        };
        Agreed {
            record: agreement(),
            came_at: CAME,
            is_newest: true,
            is_whole: true,
            is_own: true,
            marks: 0,
            outcomes: outcomes.iter().map(outcome).collect(),
        }
    }

    fn told(second: i64, word: Word) -> Told {
        let record = Hash::of(&second.to_be_bytes());
        Told { record, at: CAME + TimeDelta::seconds(second), seq: second, of: agreement(), word }
    }

    fn found(agreed: &Agreed, told: &[Told]) -> Vec<Need> {
        needs(agreed, told).into_iter().map(|it| it.need).collect()
    }

    #[test]
    fn it_is_to_be_countersigned_until_somebody_says_yes_or_no() {
        let agreed = agreed(&["signs"]);
        let (signed, returned) = (told(1, Word::Signed), told(2, Word::Returned));
        let undone = told(3, Word::Undone(signed.record));
        assert_eq!(found(&agreed, &[]), [Need::Countersign]);
        assert_eq!(found(&agreed, std::slice::from_ref(&signed)), []);
        assert_eq!(found(&agreed, std::slice::from_ref(&returned)), []);
        assert_eq!(found(&agreed, &[signed.clone(), undone.clone()]), [Need::Countersign]);
        assert_eq!(found(&agreed, &[signed.clone(), undone, returned]), []);
        let other = Told { of: Hash::of(b"another"), ..signed };
        assert_eq!(found(&agreed, &[other]), [Need::Countersign], "what is said of another");
        assert_eq!(found(&Agreed { is_whole: false, ..agreed.clone() }, &[]), [], "nobody can read it yet");
        assert_eq!(found(&Agreed { is_newest: false, ..agreed.clone() }, &[]), []);
        assert_eq!(found(&Agreed { is_own: false, ..agreed }, &[]), []);
    }

    #[test]
    fn answers_stay_until_all_met_again_and_a_no_until_somebody_read_it() {
        let agreed = agreed(&["agrees_in_part", "wants_time", "waits_for_interpreter"]);
        let signed = told(1, Word::Signed);
        let all = [Need::SaidNo, Need::Interpreter, Need::TimeOrAdvice];
        assert_eq!(found(&agreed, std::slice::from_ref(&signed)), all);
        assert_eq!(found(&agreed, &[signed.clone(), told(2, Word::Seen)]), all[1..]);
        let met = told(2, Word::Met(NaiveDate::default()));
        assert_eq!(found(&agreed, &[signed, met]), []);
        assert_eq!(found(&agreed, &[told(0, Word::Ended)]), []);
        assert_eq!(needs(&agreed, &[])[1].name.as_deref(), Some("Kai Novak"));
    }

    #[test]
    fn two_that_contradict_each_other_are_looked_at_until_one_holds() {
        let agreed = Agreed { marks: 1, is_newest: false, ..agreed(&[]) };
        assert_eq!(found(&agreed, &[]), [Need::Decide]);
        assert_eq!(found(&agreed, &[told(1, Word::Seen)]), []);
        assert_eq!(found(&agreed, &[told(1, Word::Chosen(Hash::of(b"another")))]), []);
        let of_other = Told { of: Hash::of(b"another"), ..told(1, Word::Chosen(agreement())) };
        assert_eq!(found(&agreed, &[of_other]), []);
    }

    #[test]
    fn a_copy_is_owed_until_it_is_given() {
        let agreed = Agreed { is_whole: false, ..agreed(&[]) };
        let copies = |second: i64, person: Option<&str>, name: &str, how: &str| {
            let copy = GivenCopy {
                person: person.map(str::to_owned),
                name: name.into(),
                how: how.into(),
                words: String::new(),
            };
            told(second, Word::Copies(vec![copy]))
        };
        let later = [copies(1, None, "", "later"), copies(2, Some("p"), "Kelly Marsh", "not_safe")];
        let [first] = <[InNeed; 1]>::try_from(needs(&agreed, &later)).unwrap();
        assert_eq!((first.need, first.since, first.name), (Need::CopyOwed, later[0].at, None));
        let given = [later.as_slice(), &[copies(3, None, "", "on_paper")]].concat();
        assert_eq!(needs(&agreed, &given)[0].name.as_deref(), Some("Kelly Marsh"));
        let gave = |to: &str, form: &str| told(4, Word::GaveCopy { to: to.into(), form: form.into() });
        assert_eq!(found(&agreed, &[given.as_slice(), &[gave("kelly marsh ", "person")]].concat()), []);
        assert_eq!(found(&agreed, &[given.as_slice(), &[gave("Oakfield School", "part")]].concat()).len(), 1);
        assert_eq!(found(&agreed, &[later[0].clone(), gave("Kelly", OF_THE_FAMILY)]), []);
        assert_eq!(found(&agreed, &[copies(1, None, "", "as_file")]), []);
    }

    #[test]
    fn a_case_is_due_on_the_day_that_was_said_last() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 12, day);
        let due = |told: &[Told]| due_on(day(4), agreement(), told);
        let (met, meet) = (told(1, Word::Met(day(3).unwrap())), told(2, Word::Meet(day(18).unwrap())));
        assert_eq!(due(&[]), day(4));
        assert_eq!(due(std::slice::from_ref(&met)), None);
        assert_eq!(due(&[met, meet.clone()]), day(18));
        assert_eq!(due(&[meet, told(3, Word::Ended)]), None);
    }

    #[test]
    fn each_need_has_its_own_bit() {
        let all: i64 = Need::ALL.into_iter().map(bit).sum();
        assert_eq!(needs_in(all), Need::ALL);
        for need in Need::ALL {
            assert_eq!(needs_in(bit(need)), [need]);
        }
    }
}
