//! Agreeing to an agreement at the office, giving it back, and taking either back: each is a record that is added, and nothing of what
//! the family signed is changed. Whoever does it has shown just now that it is they (`again`), and says it as themselves.
//!
//! And whether a paper is of an agreement, by the code on its pages.

mod rows;

use crate::actor::{Actor, Held};
use crate::environment::fresh;
use crate::ids::TeamId;
use crate::lines::Peer;
use crate::listing::{self, folded};
use crate::permissions::{self, Role, may};
use crate::store::SaidOf;
use crate::{Office, OfficeError};
use ipc::office::countersigning::{
    ByPhone, CheckPaper, Countersign, GiveBack, MOST_SAID, PaperChecked, PhoneWas, SaidPage, Signature,
    Unsign,
};
use ipc::told::office_role;
use record::{Hash, MAX_INK, MAX_NAME, OfficePerson, Phone, RequestId, UserId, What};
use webauthn_rs::prelude::PublicKeyCredential;

impl Office {
    /// What was said of an agreement, and what whoever asks may say; none if it is not there, or they do not see it.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`], [`OfficeError::Random`].
    pub fn said_of(&self, actor: &Actor, record: Hash) -> Result<Option<SaidPage>, OfficeError> {
        let Some(found) = self.store.said_of(self.by(actor), record)? else { return Ok(None) };
        let own = actor.person();
        let signs_as = if found.may_sign { signer(actor, found.team) } else { None };
        let by_phone = listing::by_phone(&found.body).map(|call| ByPhone {
            is_you: own.is_some_and(|own| folded(&own.name) == folded(&call.name)),
            name: call.name,
            rang: call.rang,
            on: call.on,
            call_at: call.call_at,
            said: call.said,
        });
        let (unix_ms, random) = fresh(self.environment.as_ref())?;
        Ok(Some(SaidPage {
            request: RequestId::new(unix_ms, &random).to_string(),
            signs_as: signs_as.map(rows::signs_as),
            by_phone,
            again: self.ways_again(actor)?,
            code: listing::code_on_paper(&found.body).map(|[_, middle, _]| middle),
            rows: rows::of(&found.said, own.map(|own| own.id)),
        }))
    }

    /// Agrees to an agreement, and gives the hash of what is written.
    ///
    /// # Errors
    /// [`OfficeError::NothingOf`] if it is not there, or they do not see it; [`OfficeError::NotAllHere`] while not all of it is here;
    /// [`OfficeError::NoSignature`], [`OfficeError::PhoneUnsaid`], [`OfficeError::PhoneUnknown`], [`OfficeError::NoWords`];
    /// those of the second look ([`OfficeError::AgainNeeded`], [`OfficeError::AgainWrong`], [`OfficeError::AgainTooMany`]);
    /// [`OfficeError::SaidBefore`] if something else was said with this request; [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn countersign(
        &self,
        actor: &Actor,
        from: Peer,
        record: Hash,
        request: RequestId,
        asked: Countersign<PublicKeyCredential>,
    ) -> Result<Hash, OfficeError> {
        let (found, role) = self.to_sign(actor, record)?;
        if !found.is_whole {
            return Err(OfficeError::NotAllHere);
        }
        let phone = taken(actor, role, &found, asked.phone)?;
        let words = fit_words(&asked.words, phone == Some(Phone::Disputed))?;
        let signature = Some(kept(asked.signature)?);
        self.look_again(actor, from, asked.again.as_ref())?;
        let what = What::PlanCountersigned { phone, signs_as: Some(rows::word(role)), signature };
        self.say(actor, record, request, role, what, words)
    }

    /// Does not agree to an agreement: the words say what has to change. Gives the hash of what is written.
    ///
    /// # Errors
    /// As [`Office::countersign`].
    pub fn return_plan(
        &self,
        actor: &Actor,
        from: Peer,
        record: Hash,
        request: RequestId,
        asked: &GiveBack<PublicKeyCredential>,
    ) -> Result<Hash, OfficeError> {
        let (_, role) = self.to_sign(actor, record)?;
        let words = fit_words(&asked.words, true)?;
        self.look_again(actor, from, asked.again.as_ref())?;
        self.say(actor, record, request, role, What::PlanReturned, words)
    }

    /// Takes back what whoever asks said of an agreement, and gives the hash of what is written. What they said stays where it is.
    ///
    /// # Errors
    /// As [`Office::countersign`]; [`OfficeError::TakenBack`] if it was taken back before, or somebody else said it.
    pub fn unsign(
        &self,
        actor: &Actor,
        from: Peer,
        record: Hash,
        request: RequestId,
        (said, asked): (Hash, &Unsign<PublicKeyCredential>),
    ) -> Result<Hash, OfficeError> {
        let (found, role) = self.to_sign(actor, record)?;
        let own = actor.person().ok_or(OfficeError::NotAllowed)?;
        let is_theirs = found.said.iter().any(|it| {
            it.record == said && it.person == own.id && it.undoes.is_none() && it.undone_by.is_none()
        });
        if !is_theirs {
            return Err(OfficeError::TakenBack);
        }
        let words = fit_words(&asked.words, true)?;
        self.look_again(actor, from, asked.again.as_ref())?;
        self.say(actor, record, request, role, What::PlanUnsigned { said }, words)
    }

    /// Whether a paper is of an agreement, by what stands on its first and its last page; none if that is not there, or they do not
    /// see it.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn check_paper(
        &self,
        actor: &Actor,
        record: Hash,
        asked: &CheckPaper,
    ) -> Result<Option<PaperChecked>, OfficeError> {
        let Some(body) = self.store.on_paper(self.by(actor), record)? else { return Ok(None) };
        let Some([first, _, last]) = listing::code_on_paper(&body) else { return Ok(None) };
        Ok(Some(PaperChecked { first: typed(&asked.first) == first, last: typed(&asked.last) == last }))
    }

    /// The agreement that something is to be said of, and as what whoever asks says it.
    fn to_sign(&self, actor: &Actor, record: Hash) -> Result<(SaidOf, Role), OfficeError> {
        let found = self.store.to_sign(self.by(actor), record)?.ok_or(OfficeError::NothingOf)?;
        let role = signer(actor, found.team).filter(|_| found.may_sign).ok_or(OfficeError::NotAllowed)?;
        Ok((found, role))
    }

    fn say(
        &self,
        actor: &Actor,
        record: Hash,
        request: RequestId,
        role: Role,
        what: What,
        words: String,
    ) -> Result<Hash, OfficeError> {
        let own = actor.person().ok_or(OfficeError::NotAllowed)?;
        let told = if role == Role::Manager { office_role::manager() } else { office_role::sergeant() };
        let id = UserId::from(*own.id.as_bytes());
        let by = OfficePerson { id, name: own.name.clone(), role: told.into() };
        match self.write(actor, request, by, Some(record), what, words) {
            Err(OfficeError::OtherRequest) => Err(OfficeError::SaidBefore),
            said => said,
        }
    }
}

/// As what somebody signs: by a role in the case's team before one elsewhere, and as a manager before all else.
fn signer(actor: &Actor, team: Option<TeamId>) -> Option<Role> {
    let all = actor.person().map_or(&[][..], |person| person.roles.as_slice());
    let signs = all.iter().filter(|held| may(held.role, permissions::What::Countersign));
    let first = signs.min_by_key(|Held { role, team: of }| (*of != team, *role != Role::Manager));
    first.map(|held| held.role)
}

/// How what was agreed by telephone is taken. Whom the record names has to say it, other managers may.
fn taken(
    actor: &Actor,
    role: Role,
    found: &SaidOf,
    said: Option<PhoneWas>,
) -> Result<Option<Phone>, OfficeError> {
    let call = listing::by_phone(&found.body).filter(|_| role == Role::Manager);
    let is_named = |call: &str| actor.person().is_some_and(|own| folded(&own.name) == folded(call));
    match (said, call) {
        (Some(PhoneWas::Confirmed), Some(_)) => Ok(Some(Phone::Confirmed)),
        (Some(PhoneWas::Disputed), Some(_)) => Ok(Some(Phone::Disputed)),
        (Some(_), None) => Err(OfficeError::PhoneUnknown),
        (None, Some(call)) if is_named(&call.name) => Err(OfficeError::PhoneUnsaid),
        (None, _) => Ok(None),
    }
}

/// What is said in words, if it can be kept so.
fn fit_words(words: &str, are_needed: bool) -> Result<String, OfficeError> {
    let words = words.trim().replace("\r\n", "\n");
    let is_plain = |letter: char| letter == '\n' || !letter.is_control();
    let fits = words.chars().count() <= MOST_SAID && words.chars().all(is_plain);
    if fits && !(are_needed && words.is_empty()) { Ok(words) } else { Err(OfficeError::NoWords) }
}

/// A signature, if there is one and it can be kept.
fn kept(signature: Signature) -> Result<record::Signature, OfficeError> {
    match signature {
        Signature::Typed { name } => {
            let name = name.trim().to_owned();
            let fits = (1..=MAX_NAME).contains(&name.chars().count()) && !name.chars().any(char::is_control);
            if fits { Ok(record::Signature::Typed { name }) } else { Err(OfficeError::NoSignature) }
        }
        Signature::Drawn { strokes } => {
            let is_drawn = !strokes.is_empty() && strokes.iter().all(plan::signing::ink::Stroke::is_drawn);
            let ink = serde_json::to_value(&strokes).map_err(|_| OfficeError::NoSignature)?;
            let fits = is_drawn && ink.to_string().len() <= MAX_INK;
            if fits { Ok(record::Signature::Drawn { ink }) } else { Err(OfficeError::NoSignature) }
        }
    }
}

/// A group of a code as it is printed, however it was typed.
fn typed(group: &str) -> String {
    group.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::{SignedIn, Who};

    fn with(roles: &[(Role, u8)]) -> Actor {
        let held = |(role, team): &(Role, u8)| Held { role: *role, team: Some([*team; 16].into()) };
        let person = SignedIn {
            id: [1; 16].into(),
            login: "priya".into(),
            name: "Priya Nair".into(),
            roles: roles.iter().map(held).collect(),
            session: Hash::of(b"session"),
        };
        Actor { who: Who::Person(Box::new(person)), page: "page" }
    }

    #[test]
    fn somebody_signs_as_what_they_are_in_the_case_s_team() {
        let as_what = |roles: &[(Role, u8)]| signer(&with(roles), Some([1; 16].into()));
        assert_eq!(as_what(&[(Role::Sergeant, 1), (Role::Manager, 2)]), Some(Role::Sergeant));
        assert_eq!(as_what(&[(Role::Sergeant, 1), (Role::Manager, 1)]), Some(Role::Manager));
        assert_eq!(as_what(&[(Role::Sergeant, 2), (Role::Manager, 3)]), Some(Role::Manager));
        assert_eq!(as_what(&[(Role::Worker, 1), (Role::Reviewer, 1)]), None);
        assert_eq!(signer(&Actor::machine("command"), None), None, "nobody signs for it");
    }

    #[test]
    fn words_are_kept_as_they_were_said_and_have_an_end() {
        assert_eq!(fit_words(" Say who.\r\nAnd when. ", true).unwrap(), "Say who.\nAnd when.");
        assert_eq!(fit_words(" ", false).unwrap(), "");
        for (words, are_needed) in [(" ", true), ("a\0b", false), (&*"a".repeat(MOST_SAID + 1), false)] {
            assert!(matches!(fit_words(words, are_needed), Err(OfficeError::NoWords)));
        }
    }

    #[test]
    fn a_signature_is_a_name_or_lines() {
        let no = |signature: Signature| matches!(kept(signature), Err(OfficeError::NoSignature));
        let name = |name: &str| Signature::Typed { name: name.into() };
        let named = record::Signature::Typed { name: "Priya Nair".into() };
        assert_eq!(kept(name(" Priya Nair ")).unwrap(), named);
        assert!(no(name(" ")) && no(name(&"a".repeat(MAX_NAME + 1))));
        assert!(no(Signature::Drawn { strokes: vec![] }));
    }

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        assert_eq!(typed(" BA 78\n"), "ba78");
    }
}
