//! Words that are being typed and are nothing yet, on their way to the disk. Only the last words of each draft count, so
//! one that was overtaken is never sent, and one whose answer was lost is sent again without harm.

use std::collections::BTreeMap;

use ipc::refusal::Code;
use ipc::visit::{DraftOf, KeepDraft};
use plan::ids::PlanId;

use super::again::{self, Again};
use super::request::{Number, Request};
use super::unsaved::is_time;

/// The drafts that are not on the disk.
#[derive(Debug, Default)]
pub(super) struct Drafts(BTreeMap<DraftOf, Draft>);

#[derive(Debug)]
struct Draft {
    words: String,
    first_key: f64,
    last_key: f64,
    state: State,
    is_refused: bool,
}

#[derive(Debug)]
enum State {
    /// Nothing is under way.
    Free,
    /// These words are.
    Sending(Number, String),
    /// What was sent last was refused.
    Refused(Again),
}

impl Drafts {
    /// A plan is no more.
    pub(super) fn removed(&mut self, plan: PlanId) {
        self.0.retain(|of, _| of.plan() != plan);
    }

    pub(super) fn typed(&mut self, now: f64, of: DraftOf, words: &str) {
        let draft = self.0.entry(of).or_insert_with(|| Draft {
            words: String::new(),
            first_key: now,
            last_key: now,
            state: State::Free,
            is_refused: false,
        });
        draft.last_key = now;
        words.clone_into(&mut draft.words);
    }

    pub(super) fn forget(&mut self, of: DraftOf) {
        self.0.remove(&of);
    }

    pub(super) fn words(&self, of: DraftOf) -> Option<&str> {
        self.0.get(&of).map(|draft| &*draft.words)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What each is of that has words, and whether it was refused last. One that is being forgotten has none, and the numbers of
    /// half a day are none.
    pub(super) fn with_words(&self) -> impl Iterator<Item = (DraftOf, bool)> {
        let has_words =
            |of: DraftOf, draft: &Draft| !draft.words.is_empty() && !matches!(of, DraftOf::HalfDays(_));
        let all = self.0.iter().filter(move |(of, draft)| has_words(**of, draft));
        all.map(|(of, draft)| (*of, draft.is_refused))
    }

    /// Whether an answer is waited for of one of these plans.
    pub(super) fn is_under_way(&self, among: impl Fn(PlanId) -> bool) -> bool {
        self.0.iter().any(|(of, draft)| matches!(draft.state, State::Sending(..)) && among(of.plan()))
    }

    /// What it is time to send of these plans.
    pub(super) fn due(
        &mut self,
        now: f64,
        among: impl Fn(PlanId) -> bool,
        number: impl FnMut() -> Number,
    ) -> Vec<Request> {
        self.send(among, number, |draft| match &draft.state {
            State::Free => is_time(draft.first_key, draft.last_key, now),
            State::Refused(again) => again.is_due(now),
            State::Sending(..) => false,
        })
    }

    /// All that may be sent of these plans.
    pub(super) fn all(
        &mut self,
        among: impl Fn(PlanId) -> bool,
        number: impl FnMut() -> Number,
    ) -> Vec<Request> {
        self.send(among, number, |draft| !matches!(draft.state, State::Sending(..)))
    }

    fn send(
        &mut self,
        among: impl Fn(PlanId) -> bool,
        mut number: impl FnMut() -> Number,
        may: impl Fn(&Draft) -> bool,
    ) -> Vec<Request> {
        let now = self.0.iter_mut().filter(|(of, draft)| among(of.plan()) && may(draft));
        let requests = now.map(|(of, draft)| {
            let (number, words) = (number(), draft.words.clone());
            draft.state = State::Sending(number, words.clone());
            Request::Draft(number, KeepDraft { of: *of, words })
        });
        requests.collect()
    }

    /// The answer to what was sent of a draft.
    pub(super) fn answered(&mut self, number: Number, of: DraftOf, answer: Result<(), Code>, now: f64) {
        let Some(draft) = self.0.get_mut(&of) else { return };
        let State::Sending(sent, words) = &draft.state else { return };
        if *sent != number {
            return;
        }
        let is_over = match answer {
            Ok(()) => *words == draft.words,
            Err(code) => again::events(code, now) == Again::Never,
        };
        if is_over {
            self.0.remove(&of);
        } else {
            draft.first_key = draft.last_key;
            draft.is_refused = answer.is_err();
            draft.state =
                answer.map_or_else(|code| State::Refused(again::events(code, now)), |()| State::Free);
        }
    }
}
