//! An agreement is given to another agency: a record of this office says to whom and why, and all of the agreement goes with
//! it, closed to the other office's key. It is given once the other's receipt is here. How it gets there is in `sending`, or
//! somebody carries it.

use crate::actor::Actor;
use crate::environment::{fresh, random};
use crate::store::{CaseName, Given, Partner, ToGive};
use crate::{Office, OfficeError};
use record::wire::DisclosureReply;
use record::{
    CaseId, Disclosed, Envelope, Gives, Hash, Kind, OfficePerson, RequestId, SignedReceipt, UserId,
    VOUCH_VERSION, Vouch, What,
};

/// Letters of a reason.
const MOST_LETTERS: usize = 500;
const START: Hash = Hash::from_bytes([0; 32]);

/// What is to be given, to whom, and who says so.
#[derive(Debug, Clone)]
pub struct Disclosing<'a> {
    /// Asked again, it is the same.
    pub request: RequestId,
    /// Who.
    pub by: OfficePerson,
    /// One agreement, or all that are here of a case.
    pub of: CaseName,
    /// To whom.
    pub to: &'a Partner,
    /// Why, in words.
    pub reason: &'a str,
}

impl Office {
    /// Writes for each agreement the record that gives it to another agency, and gives their hashes; none if nothing of the case is
    /// here that could be given. Asked again with the same request, nothing is written and the hashes are the same.
    ///
    /// # Errors
    /// [`OfficeError::NoReason`]; [`OfficeError::NoPartner`] if the agency was ended; [`OfficeError::NotWhole`] if not all of the
    /// agreement is here; those of [`Office::write`].
    pub fn disclose(&self, actor: &Actor, asked: &Disclosing<'_>) -> Result<Vec<Hash>, OfficeError> {
        let Disclosing { request, by, of, to, reason } = asked;
        let words = reason.trim();
        let is_line = !words.is_empty() && !words.chars().any(char::is_control);
        if !is_line || words.chars().count() > MOST_LETTERS {
            return Err(OfficeError::NoReason);
        }
        let agreements = match of {
            CaseName::Record(record) => vec![(*request, *record)],
            CaseName::Case(case) => {
                let all = self.agreements_of(*case)?.into_iter();
                all.map(|record| (request_for(*request, record), record)).collect()
            }
        };
        let write = |(request, record): (RequestId, Hash)| {
            let what = What::Disclosure { to: to.name.clone(), tenant: Some(to.agency) };
            self.write(actor, request, by.clone(), Some(record), what, words.to_owned())
        };
        agreements.into_iter().map(write).collect()
    }

    /// What is meant by the hash of an agreement, the reference on its paper, or the id of a case. For the office's machine.
    ///
    /// # Errors
    /// [`OfficeError::NoCase`], [`OfficeError::Store`].
    pub fn to_disclose(&self, named: &str) -> Result<CaseName, OfficeError> {
        let named = named.trim();
        if let Ok(record) = named.parse::<Hash>() {
            return Ok(CaseName::Record(record));
        }
        if let Ok(case) = named.parse::<CaseId>() {
            return Ok(CaseName::Case(case));
        }
        Ok(CaseName::Record(self.with_reference(named)?.hash))
    }

    /// A request that nobody made before.
    ///
    /// # Errors
    /// [`OfficeError::Random`].
    pub fn new_request(&self) -> Result<RequestId, OfficeError> {
        let (unix_ms, random) = fresh(self.environment.as_ref())?;
        Ok(RequestId::new(unix_ms, &random))
    }

    /// Who writes where a command is given at the office's machine: whoever is named, in the one chain that the machine has.
    #[must_use]
    pub fn at_the_machine(&self, name: &str) -> OfficePerson {
        let (id, role) = (UserId::from(*self.agency.tenant.as_bytes()), "at the office's machine");
        OfficePerson { id, name: name.trim().to_owned(), role: role.to_owned() }
    }

    /// What was given to other agencies, newest first: all of it, or only what has no receipt yet.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn given(&self, actor: &Actor, only_waiting: bool) -> Result<Vec<Given>, OfficeError> {
        self.store.given(self.by(actor), only_waiting)
    }

    /// What the other office is to get, by the records that give it: one file, which is sent or carried.
    ///
    /// # Errors
    /// [`OfficeError::NotWhole`] if something of it is not here any more, [`OfficeError::NoPartner`] if it was given to another;
    /// [`OfficeError::Store`], [`OfficeError::Record`], [`OfficeError::Random`].
    pub fn pack(&self, to: &Partner, disclosures: &[Hash]) -> Result<Vec<u8>, OfficeError> {
        let one = |disclosure: &Hash| {
            let found = self.store.to_give(self.agency.tenant, *disclosure)?.ok_or(OfficeError::NotWhole)?;
            if found.agency == to.agency { self.vouched(found) } else { Err(OfficeError::NoPartner) }
        };
        let agreements = disclosures.iter().map(one).collect::<Result<Vec<_>, _>>()?;
        let seed = random(self.environment.as_ref())?;
        Ok(self.key.give(Gives::Disclosure, &agreements, &to.keys, seed)?)
    }

    /// All that waits for an agency's receipt: how many agreements, and the file that holds them.
    ///
    /// # Errors
    /// As [`Office::pack`].
    pub fn pack_waiting(&self, to: &Partner) -> Result<(usize, Vec<u8>), OfficeError> {
        let waiting = self.store.waiting_to_be_given(self.agency.tenant)?.into_iter();
        let waiting: Vec<Hash> =
            waiting.filter(|(_, agency)| *agency == to.agency).map(|(disclosure, _)| disclosure).collect();
        Ok((waiting.len(), self.pack(to, &waiting)?))
    }

    /// Keeps the receipts that the other office gave, and gives for how many disclosures they are the first.
    ///
    /// # Errors
    /// [`OfficeError::BadReceipts`] if one of them is not the other office's, and then none is kept; [`OfficeError::Store`].
    pub fn keep_receipts(&self, of: &Partner, reply: &DisclosureReply) -> Result<u64, OfficeError> {
        let key = of.keys.signing.verifying_key()?;
        let one = |signed: &SignedReceipt| {
            let receipt = signed.verify(&key).map_err(|_| OfficeError::BadReceipts)?;
            Ok((receipt.record, signed.clone()))
        };
        let receipts = reply.receipts.iter().map(one).collect::<Result<Vec<_>, OfficeError>>()?;
        self.store.keep_receipts(self.agency.tenant, of.agency, &receipts, self.now())
    }

    /// The same from a file that was carried.
    ///
    /// # Errors
    /// [`OfficeError::BadReceipts`], [`OfficeError::Store`].
    pub fn keep_receipts_of_file(&self, of: &Partner, file: &[u8]) -> Result<u64, OfficeError> {
        let reply: DisclosureReply = serde_json::from_slice(file).map_err(|_| OfficeError::BadReceipts)?;
        self.keep_receipts(of, &reply)
    }

    /// The agreements of a case that are all here and this office's own.
    fn agreements_of(&self, case: CaseId) -> Result<Vec<Hash>, OfficeError> {
        let (mut agreements, mut above) = (Vec::new(), START);
        loop {
            let page = self.store.of_case(self.agency.tenant, case, above)?;
            let Some(last) = page.last() else { return Ok(agreements) };
            above = last.hash;
            for kept in page.iter().filter(|kept| kept.receipt.is_some() && !kept.is_disposed) {
                let envelope = Envelope::read(&kept.record.envelope)?;
                if envelope.kind == Kind::PlanSealed && envelope.tenant == self.agency.tenant {
                    agreements.push(kept.hash);
                }
            }
        }
    }

    /// With this office's word for its tablet.
    fn vouched(&self, found: ToGive) -> Result<Disclosed, OfficeError> {
        let ToGive { disclosure, record, receipt, files, device, record_key, tablet, .. } = found;
        let tenant = self.agency.tenant;
        let vouch = Vouch { v: VOUCH_VERSION, tenant, device, record_key, name: tablet };
        Ok(Disclosed { disclosure, vouch: self.key.vouch(&vouch)?, receipt, record, files })
    }
}

/// Of one request for a whole case, the one for each of its agreements.
fn request_for(request: RequestId, record: Hash) -> RequestId {
    let of = Hash::of(&[request.as_bytes().as_slice(), record.as_bytes()].concat());
    let first: [u8; 16] = of.as_bytes().first_chunk().copied().unwrap_or_default();
    RequestId::from(first)
}
