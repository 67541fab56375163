//! How long a case is kept, what keeps it longer, and how it ends: its records' bodies and files are deleted, and a
//! certificate says which, when, by whom and why. How long is the council's to say; nothing is ever deleted by itself.

use crate::actor::Actor;
use crate::listing;
use crate::settings::Retention;
use crate::statement::Statement;
use crate::store::{CaseKept, Certified, Disposed, Hold, Kept};
use crate::verify::known;
use crate::{Office, OfficeError};
use chrono::{DateTime, Months, NaiveDate, Utc};
use ipc::office::ChildRow;
use plan::people::Birth;
use record::{CaseId, Envelope, Hash, Kind, RecordError, TenantId};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

const DOMAIN: &[u8] = b"doorstep disposal v1\n";
const VERSION: u32 = 1;
/// Letters of a reason, and of a name.
const MOST_LETTERS: usize = 500;
const START: Hash = Hash::from_bytes([0; 32]);

/// A case that need not be kept any longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Which.
    pub case: CaseId,
    /// How many records of it are kept.
    pub records: u64,
    /// The day the last of them came.
    pub last: NaiveDate,
    /// The day until which it had to be kept.
    pub until: NaiveDate,
    /// Why it is held all the same.
    pub held: Vec<String>,
}

/// What a certificate of disposal says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Version of its form, 1 today.
    pub v: u32,
    /// The agency.
    pub tenant: TenantId,
    /// Its office's name.
    pub office: String,
    /// The case.
    pub case: CaseId,
    /// When, by the office's clock.
    pub disposed_at: DateTime<Utc>,
    /// By whom.
    pub by: String,
    /// Why.
    pub reason: String,
    /// The records whose bodies and files were deleted.
    pub records: Vec<DisposedRecord>,
    /// How many files were deleted. Those that another case names too stay.
    pub files: u64,
    /// Their bytes.
    pub file_bytes: u64,
    /// The agencies that something of it was given to. What they have is theirs to dispose of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub given_to: Vec<String>,
}

/// A record in a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisposedRecord {
    /// Its hash.
    pub record: Hash,
    /// When it came, by the office's clock.
    pub came_at: DateTime<Utc>,
}

impl Certificate {
    /// What the certificate in a file says, if it is genuine. `known_key` is as for [`crate::verify_receipt`].
    ///
    /// # Errors
    /// [`OfficeError::Record`] saying what does not fit.
    pub fn verify(file: &[u8], known_key: &str) -> Result<Self, OfficeError> {
        let says: Self = Statement::of_file(file)?.read(DOMAIN, known(known_key)?)?;
        if says.v != VERSION {
            return Err(RecordError::Version { found: says.v, known: VERSION }.into());
        }
        Ok(says)
    }
}

impl Office {
    /// The case with this id, or the one of the agreement with this reference on its paper.
    ///
    /// # Errors
    /// [`OfficeError::NoCase`], [`OfficeError::Store`].
    pub fn case(&self, named: &str) -> Result<CaseId, OfficeError> {
        let (tenant, named) = (self.agency.tenant, named.trim());
        if let Ok(case) = named.parse::<CaseId>() {
            let is_known = !self.store.of_case(tenant, case, START)?.is_empty();
            return if is_known { Ok(case) } else { Err(OfficeError::NoCase) };
        }
        Ok(self.with_reference(named)?.case)
    }

    /// The first record with this reference on its paper.
    ///
    /// # Errors
    /// [`OfficeError::NoCase`], [`OfficeError::Store`].
    pub(crate) fn with_reference(&self, named: &str) -> Result<Kept, OfficeError> {
        let mut above = 0;
        loop {
            let page = self.store.kept(self.agency.tenant, above)?;
            let last = page.last().and_then(|kept| kept.receipt.as_ref());
            let Some((number, _)) = last else { return Err(OfficeError::NoCase) };
            above = *number;
            if let Some(found) = page.into_iter().find(|kept| has_reference(kept, named)) {
                return Ok(found);
            }
        }
    }

    /// Holds a case: nothing of it is disposed of until that ends.
    ///
    /// # Errors
    /// [`OfficeError::NoReason`], [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn hold(&self, actor: &Actor, case: CaseId, reason: &str, by: &str) -> Result<(), OfficeError> {
        let (reason, by) = (words(reason)?, words(by)?);
        self.store.hold(self.by(actor), &Hold { case, reason, by, at: self.now() })?;
        tracing::info!(%case, "a case is held");
        Ok(())
    }

    /// Ends every hold of a case.
    ///
    /// # Errors
    /// [`OfficeError::NoReason`], [`OfficeError::CaseNotHeld`], [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn unhold(&self, actor: &Actor, case: CaseId, by: &str) -> Result<(), OfficeError> {
        if !self.store.unhold(self.by(actor), case, &words(by)?)? {
            return Err(OfficeError::CaseNotHeld);
        }
        tracing::info!(%case, "a case is not held any more");
        Ok(())
    }

    /// The cases that need not be kept any longer, by their ids.
    ///
    /// # Errors
    /// [`OfficeError::NoRetention`] if the rule says nothing; [`OfficeError::Store`].
    pub fn due(&self, rule: Retention) -> Result<Vec<Due>, OfficeError> {
        if rule == Retention::default() {
            return Err(OfficeError::NoRetention);
        }
        let (tenant, today) = (self.agency.tenant, self.now().date_naive());
        let mut held: HashMap<CaseId, Vec<String>> = HashMap::new();
        for hold in self.store.holds(tenant)? {
            held.entry(hold.case).or_default().push(hold.reason);
        }
        let (mut due, mut above) = (Vec::new(), CaseId::from([0; 16]));
        loop {
            let page = self.store.cases(tenant, above)?;
            let Some(last) = page.last() else { return Ok(due) };
            above = last.case;
            for case in &page {
                let until = self.kept_until(case, rule)?;
                if until < today {
                    let held = held.get(&case.case).cloned().unwrap_or_default();
                    let (records, last) = (case.records, case.last.date_naive());
                    due.push(Due { case: case.case, records, last, until, held });
                }
            }
        }
    }

    /// Deletes the bodies and files of a case's records, and gives the certificate. Envelopes and receipts stay.
    ///
    /// # Errors
    /// [`OfficeError::NoReason`], [`OfficeError::CaseHeld`], [`OfficeError::CaseOnItsWay`], [`OfficeError::CaseDisposed`], and then
    /// nothing was deleted; [`OfficeError::Store`].
    pub fn dispose(
        &self,
        actor: &Actor,
        case: CaseId,
        reason: &str,
        by: &str,
    ) -> Result<Statement, OfficeError> {
        let (reason, by, asking) = (words(reason)?, words(by)?, self.by(actor));
        let certify = |disposed: &Disposed| -> Result<Certified, OfficeError> {
            let record = |(record, came_at): &(Hash, DateTime<Utc>)| DisposedRecord {
                record: *record,
                came_at: *came_at,
            };
            let certificate = Certificate {
                v: VERSION,
                tenant: self.agency.tenant,
                office: self.agency.name.clone(),
                case,
                disposed_at: asking.now,
                by: by.clone(),
                reason: reason.clone(),
                records: disposed.records.iter().map(record).collect(),
                files: disposed.files,
                file_bytes: disposed.file_bytes,
                given_to: disposed.given_to.clone(),
            };
            let Statement { says, signature, .. } = Statement::sign(DOMAIN, &certificate, &self.key)?;
            Ok(Certified { words: says.into_bytes(), signature })
        };
        let certified = self.store.dispose(asking, case, &reason, &certify)?;
        tracing::info!(%case, "a case was disposed of");
        self.statement(certified)
    }

    /// The certificate of what was last disposed of a case.
    ///
    /// # Errors
    /// [`OfficeError::CaseDisposed`] if nothing was; [`OfficeError::Store`].
    pub fn certificate(&self, case: CaseId) -> Result<Statement, OfficeError> {
        let certified = self.store.last_disposal(self.agency.tenant, case)?;
        self.statement(certified.ok_or(OfficeError::CaseDisposed)?)
    }

    fn statement(&self, Certified { words, signature }: Certified) -> Result<Statement, OfficeError> {
        let says = String::from_utf8(words).map_err(|_| RecordError::Text { wanted: "a certificate" })?;
        let keys = self.keys();
        Ok(Statement { says, signature, office_key: keys.signing, letters_key: keys.letters })
    }

    /// The day until which a case has to be kept.
    fn kept_until(&self, case: &CaseKept, rule: Retention) -> Result<NaiveDate, OfficeError> {
        let last = case.last.date_naive();
        let until = rule.years.map_or(last, |years| years_after(last, years));
        let Some(age) = rule.until_age else { return Ok(until) };
        let (mut above, mut born) = (START, None);
        loop {
            let page = self.store.of_case(self.agency.tenant, case.case, above)?;
            let Some(end) = page.last() else { break };
            above = end.hash;
            let agreements = page.iter().filter(|kept| !kept.is_disposed && is_agreement(kept));
            born = agreements.map(|kept| youngest(&kept.record.body, last)).chain(born).max();
        }
        Ok(until.max(years_after(born.unwrap_or(last), age)))
    }
}

/// What the office writes names no child.
fn is_agreement(kept: &Kept) -> bool {
    Envelope::read(&kept.record.envelope).is_ok_and(|envelope| envelope.kind == Kind::PlanSealed)
}

/// When the youngest child was born that a record names, as far as it says so. A child is known a year before its birth at most.
fn youngest(body: &[u8], last: NaiveDate) -> NaiveDate {
    let born = |child: ChildRow| {
        let day = match child.birth {
            Birth::Born { on } | Birth::Due { on } => Some(on),
            Birth::NotRecorded => None,
        };
        let year = child.born_in.and_then(|year| NaiveDate::from_ymd_opt(year, 12, 31));
        day.or(year).unwrap_or(last).min(years_after(last, 1))
    };
    listing::children(body).into_iter().map(born).max().unwrap_or(last)
}

/// The same day so many years later; for ever if there is no such day.
fn years_after(day: NaiveDate, years: u32) -> NaiveDate {
    day.checked_add_months(Months::new(years.saturating_mul(12))).unwrap_or(NaiveDate::MAX)
}

fn has_reference(kept: &Kept, named: &str) -> bool {
    listing::reference(&kept.record.body).is_some_and(|reference| reference.eq_ignore_ascii_case(named))
}

/// A reason or a name: one line that says something.
fn words(text: &str) -> Result<String, OfficeError> {
    let text = text.trim();
    let is_line = !text.is_empty() && !text.chars().any(char::is_control);
    if is_line && text.chars().count() <= MOST_LETTERS {
        Ok(text.to_owned())
    } else {
        Err(OfficeError::NoReason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_youngest_child_counts_and_one_of_unknown_age_counts_as_new_born() {
        let check = |children: &str, wanted: &str| {
            let body = format!("{{\"children\":{children}}}");
            assert_eq!(youngest(body.as_bytes(), day("2026-06-09")), day(wanted), "{children}");
        };
        check(
            r#"[{"birth":{"known":"born","on":"2014-02-01"}},{"birth":{"known":"born","on":"2020-02-29"}}]"#,
            "2020-02-29",
        );
        check(r#"[{"birth":{"known":"due","on":"2026-11-01"}}]"#, "2026-11-01");
        check(r#"[{"birth":{"known":"not_recorded"},"born_in":2019}]"#, "2019-12-31");
        check(r#"[{"birth":{"known":"not_recorded"}}]"#, "2026-06-09");
        check(r#"[{"birth":{"known":"born","on":"8998-01-01"}}]"#, "2027-06-09");
        check("[]", "2026-06-09");
        assert_eq!(youngest(b"no JSON", day("2026-06-09")), day("2026-06-09"));
    }

    #[test]
    fn a_day_that_is_not_there_is_never_reached() {
        assert_eq!(years_after(day("2020-02-29"), 25), day("2045-02-28"));
        assert_eq!(years_after(day("2020-02-29"), u32::MAX), NaiveDate::MAX);
    }
}
