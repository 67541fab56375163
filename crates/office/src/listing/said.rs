//! What was said of an agreement after it was sealed, as far as it says what the agreement still needs: by the office, and by its tablet
//! of copies. Read tolerantly, like the agreement itself: what cannot be read says nothing.

use chrono::{DateTime, NaiveDate, Utc};
use record::{GivenCopies, GivenCopy, Hash, Kind, What, Written};

/// A record that says something of an agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    /// Its own name.
    pub(crate) record: Hash,
    /// When the office wrote it, or it came, by the office's clock.
    pub(crate) at: DateTime<Utc>,
    /// Its number in its chain.
    pub(crate) seq: i64,
    /// The agreement.
    pub(crate) of: Hash,
    pub(crate) word: Word,
}

/// What it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Word {
    /// The office agrees to it.
    Signed,
    /// The office gives it back.
    Returned,
    /// What this record said is taken back.
    Undone(Hash),
    /// Somebody at the office read it.
    Seen,
    /// It holds, and this other one does not.
    Chosen(Hash),
    /// All met again on that day.
    Met(NaiveDate),
    /// All meet again on that day.
    Meet(NaiveDate),
    /// The case ended.
    Ended,
    /// What became of copies, as its tablet says.
    Copies(Vec<GivenCopy>),
    /// The office gave this copy to somebody.
    GaveCopy { to: String, form: String },
}

/// Who wrote a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Writer {
    /// This office.
    Office,
    /// A tablet.
    Tablet,
}

/// What a record of this kind says of an agreement, if it says anything. An office's words are an office's to say, and a tablet's a
/// tablet's. What a tablet says counts from when it came.
pub(crate) fn told(
    (record, kind): (Hash, &Kind),
    by: Writer,
    (came_at, seq): (DateTime<Utc>, i64),
    body: &[u8],
) -> Option<Told> {
    if by == Writer::Tablet {
        let given = (*kind == Kind::CopyGiven).then(|| GivenCopies::read(body).ok()).flatten()?;
        return Some(Told { record, at: came_at, seq, of: given.of, word: Word::Copies(given.copies) });
    }
    let Written { of, at, what, .. } = Written::read(body).ok()?;
    let word = match what {
        What::PlanCountersigned { .. } => Word::Signed,
        What::PlanReturned => Word::Returned,
        What::PlanUnsigned { said } => Word::Undone(said),
        What::NoteSeen => Word::Seen,
        What::VersionChosen { other } => Word::Chosen(other),
        What::ReviewRecorded { on, .. } => Word::Met(on),
        What::ReviewPlanned { on } => Word::Meet(on),
        What::CaseEnded { .. } => Word::Ended,
        What::CopyGiven { to, form, given: true } => Word::GaveCopy { to, form },
        // A copy that was not given is still owed.
        What::CopyGiven { given: false, .. }
        | What::PlanPrepared { .. }
        | What::CaseGiven { .. }
        | What::Correction
        | What::Disclosure { .. }
        | What::Unknown(_) => return None,
    };
    Some(Told { record, at, seq, of: of?, word })
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::{OfficePerson, WRITTEN_VERSION};

    fn written(what: What) -> Vec<u8> {
        let by = OfficePerson { id: [1; 16].into(), name: "Priya Nair".into(), role: "Team manager".into() };
        let (of, at) = (Some(Hash::of(b"agreement")), DateTime::UNIX_EPOCH);
        Written { v: WRITTEN_VERSION, by, at, of, what, words: "Words.".into() }.to_bytes().unwrap()
    }

    fn word(kind: &Kind, by: Writer, body: &[u8]) -> Option<(Hash, Word)> {
        let told = told((Hash::of(body), kind), by, (DateTime::UNIX_EPOCH, 1), body)?;
        Some((told.of, told.word))
    }

    #[test]
    fn whoever_may_not_say_it_says_nothing() {
        let body = written(What::PlanReturned);
        assert_eq!(
            word(&Kind::PlanReturned, Writer::Office, &body),
            Some((Hash::of(b"agreement"), Word::Returned))
        );
        assert_eq!(word(&Kind::PlanReturned, Writer::Tablet, &body), None);
        assert_eq!(word(&Kind::PlanReturned, Writer::Office, b"{}"), None);
        let copy = GivenCopy { person: None, name: String::new(), how: "later".into(), words: String::new() };
        let (v, of) = (record::GIVEN_VERSION, Hash::of(b"agreement"));
        let body = GivenCopies { v, of, copies: vec![copy.clone()] }.to_bytes().unwrap();
        assert_eq!(word(&Kind::CopyGiven, Writer::Tablet, &body), Some((of, Word::Copies(vec![copy]))));
        assert_eq!(word(&Kind::NoteSeen, Writer::Tablet, &body), None);
    }

    #[test]
    fn a_copy_that_was_not_given_is_none() {
        let copy = |given| What::CopyGiven { to: "Kelly".into(), form: "family".into(), given };
        let gave = Word::GaveCopy { to: "Kelly".into(), form: "family".into() };
        let said = |what| word(&Kind::CopyGiven, Writer::Office, &written(what)).map(|(_, word)| word);
        assert_eq!((said(copy(true)), said(copy(false))), (Some(gave), None));
    }
}
