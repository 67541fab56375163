//! What this office said of an agreement, as any store keeps it: the last stands that whoever said it did not take back, whatever came
//! first, and it is what comes of the records alone.

use crate::lists::{check, is_as_rebuilt};
use crate::stores::{OWN, Place, TENANT, arrival, by, now, receipt, take, to_write, whole};
use crate::tablet::{envelope, signing_key};
use chrono::{DateTime, TimeDelta, Utc};
use ipc::office::SaidLast;
use office::store::{About, Arrival, ToWrite, Writes, Wrote};
use office::{OfficeError, Store};
use record::{
    Hash, Head, OfficePerson, RecordId, SignedReceipt, SignedRecord, WRITTEN_VERSION, What, Written,
};

/// Says this of an agreement, always in the same bytes for the same number.
pub(crate) struct Speaks {
    pub(crate) number: u64,
    pub(crate) by: [u8; 16],
    pub(crate) at: DateTime<Utc>,
    pub(crate) of: Hash,
    pub(crate) what: What,
}

impl Speaks {
    fn body(&self) -> Vec<u8> {
        let words = if matches!(self.what, What::PlanCountersigned { .. }) { "" } else { "Say who." };
        let by = OfficePerson { id: self.by.into(), name: "Miriam Hart".into(), role: "Team manager".into() };
        let (at, of, what) = (self.at, Some(self.of), self.what.clone());
        Written { v: WRITTEN_VERSION, by, at, of, what, words: words.into() }.to_bytes().unwrap()
    }
}

impl Writes for Speaks {
    fn make(&self, about: Option<&About>, head: Option<Head>) -> Result<Arrival, OfficeError> {
        let (seq, prev) = (head.map_or(1, |head| head.seq + 1), head.map(|head| head.hash));
        let body = self.body();
        let mut envelope = envelope(OWN.into(), TENANT.into(), seq, prev, &body, &[]);
        (envelope.id, envelope.mono_ns) = (RecordId::new(self.number, &[3; 10]), self.number);
        (envelope.kind, envelope.author.user) = (self.what.kind(), self.by.into());
        envelope.parents = vec![self.of];
        if let Some(about) = about {
            (envelope.case, envelope.doc) = (about.case, about.doc);
        }
        let record = SignedRecord::sign(&envelope, body, &signing_key(9)).unwrap();
        Ok(Arrival { hash: record.hash(), record, envelope })
    }

    fn sign(&self, record: Hash, office_seq: u64) -> Result<SignedReceipt, OfficeError> {
        Ok(receipt(record, office_seq))
    }
}

pub(crate) fn agrees() -> What {
    What::PlanCountersigned { phone: None, signs_as: None, signature: None }
}

fn speaks(number: u8, by: u8, of: Hash, what: What) -> Speaks {
    Speaks { number: number.into(), by: [by; 16], at: now(), of, what }
}

/// Somebody of this number says something.
fn say(store: &Store, request: u8, person: u8, of: Hash, what: What) -> Hash {
    let asked = ToWrite { user: [person; 16].into(), ..to_write(request, of) };
    let wrote =
        store.keep_written(by(), office::What::Countersign, &asked, &speaks(request, person, of, what));
    let Ok(Wrote::Now { record, .. }) = wrote else { panic!("{wrote:?}") };
    record
}

/// What was said and lost comes back from a tablet.
fn comes_back(store: &Store, it: &Speaks) {
    let (arrival, own) = (it.make(None, None).unwrap(), to_write(1, it.of).own);
    assert!(store.take_back(TENANT.into(), &own, &arrival, it, now()).unwrap());
}

/// How it stands, which is the same when it is made anew.
fn stands(place: &Place, store: &Store, agreement: Hash) -> SaidLast {
    is_as_rebuilt(place, "at each step");
    store.agreement(by(), agreement).unwrap().unwrap().said_last
}

#[test]
fn the_last_stands_that_is_not_taken_back() {
    check(|place, store| {
        let sealed = arrival(1, None, &[]);
        take(store, &[whole(&sealed)]);
        let (of, is) = (sealed.hash, |wanted: SaidLast, why: &str| {
            assert_eq!(stands(place, store, sealed.hash), wanted, "{why}");
        });
        let countersigned = SaidLast::Countersigned { at: now() };
        is(SaidLast::Nothing, "nobody said anything");
        let first = say(store, 1, 40, of, agrees());
        is(countersigned, "one agrees");
        let second = say(store, 2, 41, of, What::PlanReturned);
        is(SaidLast::Returned, "another does not");
        say(store, 3, 41, of, What::PlanUnsigned { said: first });
        is(SaidLast::Returned, "nobody takes back what another said");
        say(store, 4, 41, of, What::PlanUnsigned { said: second });
        is(countersigned, "their own they do");
        say(store, 5, 40, of, What::PlanUnsigned { said: first });
        is(SaidLast::Nothing, "and so does the first");
        say(store, 6, 40, of, What::PlanReturned);
        is(SaidLast::Returned, "who may say something else then");
        let said = store.said_of(by(), of).unwrap().unwrap();
        assert!(said.is_whole && said.may_sign);
        let undone: Vec<bool> = said.said.iter().map(|it| it.undone_by.is_some()).collect();
        assert_eq!(undone, [true, true, false, false, false, false]);
        assert_eq!(said.said[0].record, first);
        let signed = store.signed(by(), of).unwrap().unwrap();
        assert_eq!(signed, sealed.record, "what was sealed stays as it was");
    });
}

#[test]
fn what_comes_back_counts_by_when_it_was_said() {
    check(|place, store| {
        let sealed = arrival(1, None, &[]);
        take(store, &[whole(&sealed)]);
        let of = sealed.hash;
        say(store, 1, 40, of, agrees());
        let before = Speaks { at: now() - TimeDelta::days(2), ..speaks(2, 41, of, What::PlanReturned) };
        comes_back(store, &before);
        assert_eq!(stands(place, store, of), SaidLast::Countersigned { at: now() }, "it was said before");
        let after = Speaks { at: now() + TimeDelta::hours(1), ..speaks(3, 41, of, What::PlanReturned) };
        comes_back(store, &after);
        assert_eq!(stands(place, store, of), SaidLast::Returned);
    });
}

#[test]
fn a_word_may_be_here_before_what_it_is_about() {
    check(|place, store| {
        let (sealed, other) = (arrival(1, None, &[]), arrival(2, None, &[]));
        let agreed = speaks(1, 40, sealed.hash, agrees());
        let undone = What::PlanUnsigned { said: agreed.make(None, None).unwrap().hash };
        take(store, &[whole(&other)]);
        comes_back(store, &speaks(2, 40, sealed.hash, undone));
        comes_back(store, &agreed);
        comes_back(store, &speaks(3, 41, sealed.hash, agrees()));
        assert_eq!(stands(place, store, other.hash), SaidLast::Nothing);
        take(store, &[whole(&sealed)]);
        assert_eq!(stands(place, store, sealed.hash), SaidLast::Countersigned { at: now() });
        let said = store.said_of(by(), sealed.hash).unwrap().unwrap().said;
        assert_eq!(said.iter().filter(|it| it.undone_by.is_some()).count(), 1);
        assert_eq!(
            stands(place, store, other.hash),
            SaidLast::Nothing,
            "it is of the same case, and another"
        );
    });
}

#[test]
fn what_a_tablet_sends_as_the_office_s_word_says_nothing() {
    check(|place, store| {
        let sealed = arrival(1, None, &[]);
        let body = speaks(1, 40, sealed.hash, agrees()).body();
        let mut envelope = arrival(2, Some(sealed.hash), &[]).envelope;
        (envelope.kind, envelope.body) = (agrees().kind(), record::BodyRef::of(&body));
        envelope.parents = vec![sealed.hash];
        let record = SignedRecord::sign(&envelope, body, &signing_key(1)).unwrap();
        let forged = Arrival { hash: record.hash(), record, envelope };
        take(store, &[whole(&sealed), whole(&forged)]);
        assert!(store.signed(by(), forged.hash).unwrap().is_some(), "it is kept");
        assert_eq!(stands(place, store, sealed.hash), SaidLast::Nothing);
        assert_eq!(store.said_of(by(), sealed.hash).unwrap().unwrap().said, []);
    });
}
