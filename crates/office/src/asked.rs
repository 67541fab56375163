//! What browsers were asked and have not answered yet: a passkey, an account elsewhere. Each question is answered once and within
//! minutes. All of it is in memory: an office that begins anew asks again.

use crate::lines::Peer;
use chrono::{DateTime, TimeDelta, Utc};
use record::Hash;
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use webauthn_rs::prelude::{DiscoverableAuthentication, PasskeyRegistration};

/// How long an answer may take: somebody looks for their telephone, or types a password elsewhere.
pub(crate) const ASKED_FOR: TimeDelta = TimeDelta::minutes(5);
/// Questions to one peer. A whole council may stand behind one address.
const MOST_OF_PEER: usize = 200;
/// Of all. Then the oldest is forgotten.
const MOST: usize = 5000;

/// What was asked.
#[derive(Debug)]
pub(crate) enum Asked {
    /// A passkey, whosever it is.
    Passkey(DiscoverableAuthentication),
    /// A passkey that is to be made.
    NewPasskey(PasskeyRegistration),
    /// An account elsewhere.
    Account(AskedProvider),
}

/// What belongs to one question to a provider of accounts. All three are secrets.
pub(crate) struct AskedProvider {
    /// What it has to give back with its answer.
    pub(crate) state: String,
    /// What has to stand in what it signs.
    pub(crate) nonce: String,
    /// What proves to it that who fetches the answer is who asked.
    pub(crate) verifier: String,
}

impl std::fmt::Debug for AskedProvider {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("AskedProvider { … }")
    }
}

/// All questions that are open, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Questions(Mutex<VecDeque<Question>>);

#[derive(Debug)]
struct Question {
    name: Hash,
    from: Peer,
    at: DateTime<Utc>,
    asked: Asked,
}

impl Questions {
    /// Remembers a question by a name that nobody else can say. One of before by this name is over.
    pub(crate) fn keep(&self, name: Hash, from: Peer, asked: Asked, now: DateTime<Utc>) {
        let mut open = self.open(now);
        open.retain(|it| it.name != name);
        let of_peer = open.iter().filter(|it| it.from == from).count();
        if from != Peer::Anybody && of_peer >= MOST_OF_PEER {
            if let Some(oldest) = open.iter().position(|it| it.from == from) {
                open.remove(oldest);
            }
        } else if open.len() >= MOST {
            open.pop_front();
        }
        open.push_back(Question { name, from, at: now, asked });
    }

    /// The question of this name, which is over with that.
    pub(crate) fn take(&self, name: Hash, now: DateTime<Utc>) -> Option<Asked> {
        let mut open = self.open(now);
        let place = open.iter().position(|it| it.name == name)?;
        open.remove(place).map(|it| it.asked)
    }

    fn open(&self, now: DateTime<Utc>) -> MutexGuard<'_, VecDeque<Question>> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|it| (now - it.at).abs() < ASKED_FOR);
        open
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account() -> Asked {
        Asked::Account(AskedProvider { state: String::new(), nonce: String::new(), verifier: String::new() })
    }

    fn name(number: usize) -> Hash {
        Hash::of(&number.to_be_bytes())
    }

    fn peer(last: u8) -> Peer {
        std::net::IpAddr::from([192, 0, 2, last]).into()
    }

    #[test]
    fn a_question_is_answered_once_and_in_time() {
        let (questions, now) = (Questions::default(), DateTime::UNIX_EPOCH);
        questions.keep(name(1), peer(1), account(), now);
        assert!(questions.take(name(2), now).is_none(), "by its own name");
        assert!(questions.take(name(1), now).is_some() && questions.take(name(1), now).is_none());
        questions.keep(name(1), peer(1), account(), now);
        assert!(questions.take(name(1), now + ASKED_FOR).is_none());
    }

    #[test]
    fn who_asks_for_many_takes_no_other_s_place() {
        let (questions, now) = (Questions::default(), DateTime::UNIX_EPOCH);
        questions.keep(name(0), peer(1), account(), now);
        for number in 1..=MOST {
            questions.keep(name(number), peer(2), account(), now);
        }
        assert!(questions.take(name(0), now).is_some());
        assert_eq!(questions.0.lock().unwrap().len(), MOST_OF_PEER);
        for number in 1..MOST + 10 {
            questions.keep(name(number), Peer::Anybody, account(), now);
        }
        assert_eq!(questions.0.lock().unwrap().len(), MOST, "memory has an end");
    }
}
