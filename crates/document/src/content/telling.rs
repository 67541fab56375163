//! What is told of how a person went through the agreement: what stood before them, what was read out and by whom, who
//! interpreted, what they said back and what they were offered. Only what was recorded; what was not is said to be not
//! recorded. How it is set is in `evidence`.

use plan::ids::PersonId;
use plan::languages;
use plan::signing::{Event, Evidence, Joined, Manner, Offer, Reading, SaidBack};
use plan::texts::Language;
use plan::{Signing, Texts, dates};

use crate::content::edition::Edition;

const SECOND_MS: u64 = 1_000;
const MINUTE_MS: u64 = 60_000;
/// Shorter times are told in seconds: a plan that was only flipped through was not before somebody for a minute.
const TOLD_IN_SECONDS_MS: u64 = 2 * MINUTE_MS;

/// A piece of what is told.
pub(crate) enum Told {
    Sentence(String),
    /// What somebody was asked; what came of it follows.
    Question(String),
    /// What somebody said, word for word.
    Quotation(String),
}

/// All that is told of a person, in order.
pub(crate) fn told(edition: &Edition<'_>, signing: &Signing, person: PersonId) -> Vec<Told> {
    Telling { edition, signing, texts: edition.paper.texts, person, name: edition.name(person) }.all()
}

struct Telling<'a> {
    edition: &'a Edition<'a>,
    signing: &'a Signing,
    texts: &'a Texts,
    person: PersonId,
    name: String,
}

impl Telling<'_> {
    fn all(&self) -> Vec<Told> {
        let evidence = self.signing.evidence(self.edition.paper.agreement, self.person);
        let mut told = vec![self.shown(&evidence)];
        told.extend(self.left_out());
        told.extend(evidence.languages.iter().map(|language| self.language(language)));
        told.extend(evidence.read.iter().map(|reading| self.read(reading, evidence.of)));
        if evidence.read.is_empty() {
            told.push(self.sentence("not_read", &[]));
        }
        told.extend(self.interpreters());
        told.extend(self.said_back(&evidence));
        told.extend(self.signing.offers(self.person).map(|offer| self.offer(offer)));
        told
    }

    fn words(&self, key: &str, slots: &[(&str, &str)]) -> String {
        let slots: Vec<_> = [("name", &*self.name)].into_iter().chain(slots.iter().copied()).collect();
        self.texts.fill(format!("evidence.{key}"), &slots)
    }

    fn sentence(&self, key: &str, slots: &[(&str, &str)]) -> Told {
        Told::Sentence(self.words(key, slots))
    }

    fn shown(&self, evidence: &Evidence<'_>) -> Told {
        if evidence.shown == 0 {
            return self.sentence("not_shown", &[]);
        }
        let time = self.time(evidence.for_ms);
        let (shown, of) = (evidence.shown.to_string(), evidence.of.to_string());
        self.sentence("shown", &[("shown", &shown), ("of", &of), ("minutes", &time)])
    }

    /// How long something stood on the screen: as measured, and from two minutes on in whole minutes.
    fn time(&self, ms: u64) -> String {
        let (key, count) = match ms {
            ..SECOND_MS => return self.texts.get("evidence.moment").to_owned(),
            SECOND_MS..TOLD_IN_SECONDS_MS => ("evidence.seconds", ms / SECOND_MS),
            _ => ("evidence.minutes", ms.saturating_add(MINUTE_MS / 2) / MINUTE_MS),
        };
        self.texts.count(key, usize::try_from(count).unwrap_or(usize::MAX))
    }

    /// Their own copy says by itself that it is not the whole.
    fn left_out(&self) -> Option<Told> {
        let paper = self.edition.paper;
        let left_out = self.signing.left_out(self.person);
        if paper.reader.is_some() || left_out.is_empty() {
            return None;
        }
        let parts = paper.agreement.blocks.len() - paper.agreement.without(left_out).blocks.len();
        let key = if parts == 1 { "without_one" } else { "without_many" };
        Some(self.sentence(key, &[("count", &parts.to_string())]))
    }

    fn language(&self, language: &Language) -> Told {
        let carried = languages::carried();
        let facts = carried.iter().map(|file| &file.language).find(|facts| facts.tag == *language);
        let carried = facts.map_or(&*language.0, |facts| &facts.english_name);
        let name = self.texts.language_named(language).unwrap_or(carried);
        self.sentence("language", &[("language", name)])
    }

    fn read(&self, reading: &Reading, of: usize) -> Told {
        let (parts, of) = (reading.blocks.to_string(), of.to_string());
        let reader = reading.by.map(|by| self.edition.name(by)).unwrap_or_default();
        let key = match reading.by {
            None => "read_tablet",
            Some(by) if by == self.person => "read_self",
            Some(_) => "read_person",
        };
        self.sentence(key, &[("parts", &parts), ("of", &of), ("reader", &reader)])
    }

    /// Whom an interpreter is there for is not recorded, only who needs one: where nobody was said to, it is told of all.
    fn interpreters(&self) -> Vec<Told> {
        let began = self.signing.events.first().map(|happened| &happened.event);
        let Some(Event::Began { need_interpreter, .. }) = began else { return Vec::new() };
        let needs = need_interpreter.contains(&self.person);
        if !needs && !need_interpreter.is_empty() {
            return Vec::new();
        }
        let joined = self.signing.joined().filter_map(|(who, _, part)| {
            let Joined::Interpreter { language, manner, from } = part else { return None };
            let key = if from.trim().is_empty() { "interpreter" } else { "interpreter_from" };
            let (name, manner) = (self.edition.name(who), self.texts.get(key_of(*manner)));
            let slots = [("interpreter", &*name), ("language", language), ("manner", manner), ("from", from)];
            Some(self.sentence(key, &slots))
        });
        let mut told: Vec<Told> = joined.collect();
        if needs && told.is_empty() {
            told.push(self.sentence("no_interpreter", &[]));
        }
        told
    }

    /// Each part they could be asked about; one sentence where they were asked about none.
    fn said_back(&self, evidence: &Evidence<'_>) -> Vec<Told> {
        let parts = &evidence.said_back;
        if parts.iter().all(|(_, asked)| asked.is_none()) {
            return vec![self.sentence("not_asked", &[])];
        }
        let told = parts.iter().flat_map(|(part, asked)| {
            let question = self.texts.get(format!("say_back.{}", part.key()));
            match asked {
                None => vec![self.sentence("part_not_asked", &[("question", question)])],
                Some(asked) => vec![self.question(question, asked.times), self.came_of_it(asked.last)],
            }
        });
        told.collect()
    }

    fn question(&self, question: &str, times: usize) -> Told {
        let key = if times == 1 { "asked" } else { "asked_times" };
        Told::Question(self.words(key, &[("question", question), ("count", &times.to_string())]))
    }

    fn came_of_it(&self, said: &SaidBack) -> Told {
        let quoted = |key, without, words: &str| match words.trim() {
            "" => self.sentence(without, &[]),
            _ => Told::Quotation(self.words(key, &[("words", words)])),
        };
        match said {
            SaidBack::InOwnWords { words } => quoted("own_words", "own_words_missing", words),
            SaidBack::InPart { words } => quoted("in_part", "in_part_missing", words),
            SaidBack::NotYet => self.sentence("not_yet", &[]),
            SaidBack::DidNotWant => self.sentence("did_not_want", &[]),
        }
    }

    fn offer(&self, offer: &Offer) -> Told {
        match offer {
            Offer::GoOn => self.sentence("go_on", &[]),
            Offer::Pause => self.sentence("pause", &[]),
            Offer::Advocate => self.sentence("advocate", &[]),
            Offer::AnotherDay { on: None } => self.sentence("another_day", &[]),
            Offer::AnotherDay { on: Some(on) } => {
                self.sentence("another_day_on", &[("day", &dates::day(*on, self.texts))])
            }
        }
    }
}

const fn key_of(manner: Manner) -> &'static str {
    match manner {
        Manner::InPerson => "manner.in_person",
        Manner::Phone => "manner.phone",
        Manner::Video => "manner.video",
    }
}
