//! The agreement in front of the family, and what happens there: each event is handed to the queue, and shown as kept when
//! it is on the disk.

use course::place::Place;
use ipc::Refusal;
use ipc::visit::{AskWays, InTheirLanguage, Kept, ReadIn, Sitting, StartSigning, Ways};
use leptos::prelude::*;
use plan::Signing;
use plan::agreement::{Agreement, Block, BlockKind};
use plan::ids::{FreshId, PersonId, PlanId, SigningId};
use plan::signing::{Event, Happened, Row};
use plan::texts::Language;

use super::aloud::Aloud;
use super::chosen::{BeforeTurn, Chosen, Joining};
use super::queue::{News, PATIENT, Queue};
use crate::platform::shell;
use crate::words::texts;

/// The sitting that is open. Copies of this are the same sitting.
#[derive(Clone, Copy)]
pub(crate) struct Together {
    /// The agreement and its signing.
    pub(crate) sitting: RwSignal<Option<Sitting>>,
    /// In which languages and how it can be put before the family.
    pub(crate) ways: RwSignal<Option<Ways>>,
    /// What the family reads beside the English.
    pub(crate) theirs: RwSignal<Option<InTheirLanguage>>,
    /// What is being read aloud.
    pub(crate) aloud: Aloud,
    /// To whom the tablet will be turned.
    pub(crate) turn_to: RwSignal<Vec<PersonId>>,
    /// Whether they go straight to their answers: they have read and said back before.
    pub(crate) is_straight: StoredValue<bool>,
    /// Who looks at a part again in the middle of their answer.
    answering: StoredValue<Option<(SigningId, PersonId)>>,
    /// The sitting in which the family asked for larger letters.
    larger: RwSignal<Option<SigningId>>,
    /// The sitting in which all that is asked to be said back stands on one screen.
    all_at_once: StoredValue<Option<SigningId>>,
    /// What was chosen before the tablet is turned, until it is.
    pub(crate) before_turn: StoredValue<Option<BeforeTurn>>,
    /// What was chosen about somebody who joins, until they do.
    pub(crate) joining: StoredValue<Option<Joining>>,
    /// What went wrong last.
    pub(crate) trouble: RwSignal<Option<Refusal>>,
    /// Events of this sitting that are not on the disk yet, oldest first.
    pub(crate) waiting: RwSignal<Vec<Event>>,
    times_put_away: StoredValue<u32>,
    queue: Queue,
}

impl Together {
    /// No sitting yet.
    pub(crate) fn new(queue: Queue) -> Self {
        let together = Self {
            sitting: RwSignal::new(None),
            ways: RwSignal::new(None),
            theirs: RwSignal::new(None),
            aloud: Aloud::new(),
            turn_to: RwSignal::new(Vec::new()),
            is_straight: StoredValue::new(false),
            answering: StoredValue::new(None),
            larger: RwSignal::new(None),
            all_at_once: StoredValue::new(None),
            before_turn: StoredValue::new(None),
            joining: StoredValue::new(None),
            trouble: RwSignal::new(None),
            waiting: RwSignal::new(Vec::new()),
            times_put_away: StoredValue::new(0),
            queue,
        };
        queue.hear(move |news| together.heard(news));
        together
    }

    /// Begins a sitting, or goes on with the one that is open.
    pub(crate) async fn begin(&self, plan: PlanId) {
        let times = self.times_put_away.get_value();
        match shell::ask(StartSigning { plan }).await {
            // The tablet was locked meanwhile, or another plan opened.
            Ok(_) if self.times_put_away.get_value() != times => {}
            Ok(sitting) => {
                self.queue.tell(|outgoing| outgoing.began(&sitting));
                if !self.is_older(&sitting) {
                    self.sitting.set(Some(sitting));
                }
                self.look_what_waits();
                self.queue.send_due();
            }
            Err(refusal) => self.trouble.set(Some(refusal)),
        }
    }

    /// Asks in which languages and how it can be put before the family.
    pub(crate) async fn ask_ways(&self) {
        if let Some(signing) = self.id() {
            match shell::ask(AskWays { signing }).await {
                Ok(ways) => self.ways.set(Some(ways)),
                Err(refusal) => self.trouble.set(Some(refusal)),
            }
        }
    }

    /// Gets what the family reads in a language; with none, or English, nothing stands beside the English. False when it
    /// cannot be had.
    pub(crate) async fn read_in(&self, language: Option<Language>) -> bool {
        let language = language.filter(|language| *language != texts().language);
        let (Some(signing), Some(language)) = (self.id(), language) else {
            self.theirs.set(None);
            return true;
        };
        match shell::ask(ReadIn { signing, language }).await {
            Ok(theirs) => {
                self.theirs.set(Some(theirs));
                true
            }
            Err(refusal) => {
                self.trouble.set(Some(refusal));
                false
            }
        }
    }

    /// Which sitting it is.
    pub(crate) fn id(&self) -> Option<SigningId> {
        self.signing(|signing, _| signing.id)
    }

    /// Asks the sitting something, without following it.
    pub(crate) fn signing<T>(&self, ask: impl FnOnce(&Signing, &Agreement) -> T) -> Option<T> {
        self.sitting.with_untracked(|it| {
            let sitting = it.as_ref()?;
            Some(ask(sitting.signing.as_ref()?, &sitting.agreement))
        })
    }

    /// Asks the sitting something, and again whenever it changes.
    pub(crate) fn follow<T>(&self, ask: impl FnOnce(&Signing, &Agreement) -> T) -> Option<T> {
        self.sitting.track();
        self.signing(ask)
    }

    /// A fresh id for someone who joins.
    pub(crate) fn fresh(&self) -> Option<PersonId> {
        let mut id = None;
        self.sitting.update(|it| id = it.as_mut().and_then(|it| it.ids.pop()));
        id.map(FreshId::take)
    }

    /// To whom the tablet is turned now.
    pub(crate) fn in_front(&self) -> Vec<PersonId> {
        let to = |signing: &Signing, _: &Agreement| signing.in_front().map(|turn| turn.to.to_vec());
        self.signing(to).flatten().unwrap_or_default()
    }

    /// The last turn of the tablet, as it was kept.
    pub(crate) fn last_turn(&self) -> Option<Event> {
        let is_turn = |event: &Event| matches!(event, Event::HandedOver { .. });
        let last = |signing: &Signing, _: &Agreement| {
            signing.events.iter().rev().map(|it| &it.event).find(|event| is_turn(event)).cloned()
        };
        self.signing(last).flatten()
    }

    /// The parts of the agreement that these people see, in order.
    pub(crate) fn parts(&self) -> Vec<Vec<Block>> {
        let parts = |signing: &Signing, agreement: &Agreement| {
            let left_out = signing.in_front().map_or(&[][..], |turn| turn.without);
            let seen = agreement.without(left_out);
            seen.parts().into_iter().map(<[Block]>::to_vec).collect()
        };
        self.signing(parts).unwrap_or_default()
    }

    /// Who looks at a part again in the middle of their answer. It stays over a lock, and is nobody in another sitting.
    pub(crate) fn answering(&self) -> Option<PersonId> {
        let id = self.id()?;
        self.answering.get_value().filter(|(of, _)| *of == id).map(|(_, person)| person)
    }

    /// Somebody looks at a part again, or is back at their answer.
    pub(crate) fn looks_again(&self, person: Option<PersonId>) {
        self.answering.set_value(self.id().zip(person));
    }

    /// Chooses for everybody in this sitting whether all that is asked to be said back stands on one screen.
    pub(crate) fn ask_all_at_once(&self, is_so: bool) {
        self.all_at_once.set_value(self.id().filter(|_| is_so));
    }

    /// Where somebody begins to say it back, as it was chosen in this sitting.
    pub(crate) fn as_chosen(&self, place: Place) -> Place {
        let chosen = self.all_at_once.get_value();
        if let Place::SayBack(person, 0) = place
            && chosen.is_some()
            && chosen == self.id()
        {
            return Place::SayAllBack(person);
        }
        place
    }

    /// What was chosen so far.
    pub(crate) fn chosen(&self) -> Chosen {
        Chosen {
            turn_to: self.turn_to.get_untracked(),
            is_straight: self.is_straight.get_value(),
            answering: self.answering.get_value(),
            larger: self.larger.get_untracked(),
            all_at_once: self.all_at_once.get_value(),
            slower: self.aloud.slower.get_untracked(),
            before_turn: self.before_turn.get_value(),
            joining: self.joining.get_value(),
        }
    }

    /// All of it once more.
    pub(crate) fn choose(&self, chosen: Chosen) {
        let Chosen { turn_to, is_straight, answering, larger, all_at_once, slower, before_turn, joining } =
            chosen;
        self.aloud.slower.set(slower);
        self.turn_to.set(turn_to);
        self.is_straight.set_value(is_straight);
        self.answering.set_value(answering);
        self.larger.set(larger);
        self.all_at_once.set_value(all_at_once);
        self.before_turn.set_value(before_turn);
        self.joining.set_value(joining);
    }

    /// Whether the letters are larger.
    pub(crate) fn are_letters_larger(&self) -> bool {
        let larger = self.larger.get();
        larger.is_some() && larger == self.follow(|signing, _| signing.id)
    }

    /// Larger letters, or the usual ones again.
    pub(crate) fn turn_letters(&self) {
        let larger = untrack(|| self.are_letters_larger());
        self.larger.set(self.id().filter(|_| !larger));
    }

    /// The parts by their names, each with the number of its first screen.
    pub(crate) fn named_parts(&self) -> Vec<(usize, Block)> {
        let parts = self.parts().into_iter().enumerate();
        let named = parts.filter_map(|(number, blocks)| {
            let is_name = |it: &Block| it.kind == BlockKind::Title || it.kind.heading_level() == Some(1);
            let heading = blocks.into_iter().find(is_name)?;
            Some((number, heading))
        });
        named.collect()
    }

    /// What stands at a person's place to sign.
    pub(crate) fn label(&self, person: PersonId) -> String {
        self.signing(|signing, agreement| signing.label(agreement, person, texts()))
            .flatten()
            .unwrap_or_default()
    }

    /// What a person is called.
    pub(crate) fn first_name(&self, person: PersonId) -> String {
        let first = |signing: &Signing, agreement: &Agreement| {
            signing.name(agreement, person).and_then(plan::names::first).map(str::to_owned)
        };
        self.signing(first).flatten().unwrap_or_default()
    }

    /// Which plan it is about; of no plan while nothing is open.
    pub(crate) fn plan(&self) -> PlanId {
        self.sitting.with_untracked(|it| it.as_ref().map_or(PlanId::new(0, &[0; 10]), |it| it.agreement.plan))
    }

    /// Whether this is a sitting about a plan.
    pub(crate) fn is_for(&self, plan: PlanId) -> bool {
        self.sitting.with_untracked(|it| it.as_ref().is_some_and(|it| it.agreement.plan == plan))
    }

    /// Forgets what is on the screen.
    pub(crate) fn put_away(&self) {
        self.times_put_away.update_value(|times| *times += 1);
        self.aloud.stop();
        self.sitting.set(None);
        self.theirs.set(None);
        self.ways.set(None);
        self.trouble.set(None);
        self.look_what_waits();
    }

    /// Something happened. It is sent after what happened before it in this sitting.
    pub(crate) fn happened(&self, event: Event) {
        self.trouble.set(None);
        if let Some(signing) = self.id() {
            self.queue.tell(|outgoing| outgoing.happened(signing, event));
            self.look_what_waits();
            self.queue.send_due();
        }
    }

    /// Something that was begun in a sitting, before these people, has happened. It is theirs and nobody else's: where
    /// another sitting is open by now, or others have the tablet, nobody is noted.
    pub(crate) fn happened_before(&self, signing: SigningId, people: &[PersonId], event: Event) {
        match self.id() {
            Some(open) if open == signing && self.in_front() == people => self.happened(event),
            Some(_) => {}
            // The tablet was locked meanwhile.
            None => {
                self.queue.tell(|outgoing| outgoing.happened(signing, event));
            }
        }
    }

    /// Waits until everything that happened is on the disk or was refused; false when something still waits. Whether what
    /// was just said was kept, its caller asks the sitting.
    pub(crate) async fn settle(&self) -> bool {
        let Some(signing) = self.id() else { return true };
        self.queue.settle(PATIENT, |outgoing| outgoing.waiting(signing).next().is_none()).await
    }

    /// Whether less is known there of the sitting that is open than here: something was kept since it was asked for.
    fn is_older(&self, sitting: &Sitting) -> bool {
        let other = sitting.signing.as_ref();
        let is_older = |open: &Signing, _: &Agreement| {
            other.is_some_and(|it| it.id == open.id && it.events.len() < open.events.len())
        };
        self.signing(is_older).unwrap_or(false)
    }

    fn look_what_waits(&self) {
        let waits = self.id().map(|signing| self.queue.ask(|it| it.waiting(signing).cloned().collect()));
        self.waiting.set(waits.unwrap_or_default());
    }

    fn heard(&self, news: &News) {
        match news {
            News::Kept(signing, kept, event) if Some(*signing) == self.id() => {
                self.note(kept.clone(), event.clone());
            }
            News::Refused(signing, refusal) if Some(*signing) == self.id() => {
                self.trouble.set(Some(refusal.clone()));
            }
            News::WentOn => {}
            News::Kept(..) | News::Refused(..) | News::Drafted => return,
            News::Sent(_) | News::Saved(..) | News::Loaded(_) | News::Unsaved => return,
        }
        self.look_what_waits();
    }

    /// Where a person stands, with what is still on its way to the disk.
    pub(crate) fn row(&self, person: PersonId) -> Row {
        let mut row = self.follow(|signing, _| signing.row(person)).unwrap_or_default();
        self.waiting.with(|waiting| {
            for event in waiting.iter().filter(|event| event.person() == Some(person)) {
                row.follow(event, None);
            }
        });
        row
    }

    /// The worker took the tablet back.
    pub(crate) fn taken_back(&self, kept: Kept) {
        if let Some(signing) = self.id() {
            self.queue.tell(|outgoing| outgoing.was_kept(signing));
        }
        self.answering.set_value(None);
        self.larger.set(None);
        self.all_at_once.set_value(None);
        self.note(kept, Event::TakenBack);
    }

    /// An event is on the disk: the tablet found that it fits.
    fn note(&self, kept: Kept, event: Event) {
        self.sitting.update(|it| {
            if let Some(sitting) = it
                && let Some(signing) = &mut sitting.signing
            {
                signing.events.push(Happened { at: kept.at, by: Some(kept.by), event });
                sitting.blockers = kept.blockers;
            }
        });
    }
}
