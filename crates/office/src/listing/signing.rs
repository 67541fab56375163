//! What a record says that somebody at the office needs to agree to its agreement: who agreed by telephone, and the code on its paper.

use super::{field, people, read, text};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use record::Hash;
use serde_json::Value;

/// The part of a manager in an agreement.
const MANAGER: &str = "team-manager";

/// Somebody agreed by telephone, as the record says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ByPhone {
    pub(crate) name: String,
    /// Who rang them, or else who sealed it.
    pub(crate) rang: Option<String>,
    /// The day on which it was sealed, by the tablet's clock.
    pub(crate) on: NaiveDate,
    pub(crate) call_at: Option<NaiveTime>,
    pub(crate) said: String,
}

/// The manager of whom the record with this body says that they agreed by telephone.
pub(crate) fn by_phone(body: &[u8]) -> Option<ByPhone> {
    let body = read(body);
    let is_by_phone = |said: &&Value| {
        text(said, "role").as_deref() == Some(MANAGER) && people::outcome_word(said) == "agreed_by_phone"
    };
    let of = people::all(&body, "outcomes").find(is_by_phone)?;
    let rang: Option<String> = field(of, "rang");
    let who = |said: &&Value| rang.is_some() && field(said, "person") == rang;
    let rang = people::all(&body, "outcomes").find(who).and_then(|said| text(said, "name"));
    Some(ByPhone {
        name: text(of, "name")?,
        rang: rang.or_else(|| body.get("worker").and_then(|worker| text(worker, "name"))),
        on: field::<DateTime<FixedOffset>>(&body, "sealed_at")?.date_naive(),
        call_at: field(of, "call_at"),
        said: text(of, "said").unwrap_or_default(),
    })
}

/// The three groups of the code that stands on each page of its paper.
pub(crate) fn code_on_paper(body: &[u8]) -> Option<[String; 3]> {
    let agreement: Hash = field(read(body).get("agreement")?, "sha256")?;
    let groups: Vec<String> = agreement.short().split(' ').map(str::to_owned).collect();
    groups.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = r#"{"sealed_at":"2026-11-28T11:01:00+00:00","worker":{"name":"Sam Okoro"},
        "agreement":{"sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","len":3},
        "outcomes":[{"person":"1","name":"Ellis Vaughan","role":"police-officer","outcome":"signs"},
            {"name":"Jo","role":"parent","outcome":"agreed_by_phone"},
            {"name":"Priya Nair","role":"team-manager","outcome":"agreed_by_phone","said":"Yes.","rang":"1",
                "call_at":"10:48:00"}]}"#;

    #[test]
    fn a_manager_s_call_is_told_as_it_was_written_down() {
        let call = by_phone(BODY.as_bytes()).unwrap();
        assert_eq!((call.name.as_str(), call.said.as_str()), ("Priya Nair", "Yes."));
        assert_eq!(call.rang.as_deref(), Some("Ellis Vaughan"));
        assert_eq!((call.on, call.call_at), (day(), NaiveTime::from_hms_opt(10, 48, 0)));
        let unknown = by_phone(BODY.replace("\"rang\":\"1\"", "\"rang\":null").as_bytes()).unwrap();
        assert_eq!(unknown.rang.as_deref(), Some("Sam Okoro"), "whoever sealed it");
        for other in ["team-manager", "\"sealed_at\""] {
            assert_eq!(by_phone(BODY.replace(other, "x").as_bytes()), None, "{other}");
        }
        assert_eq!(by_phone(b"not JSON"), None);
    }

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 28).unwrap()
    }

    #[test]
    fn the_code_is_the_one_that_is_printed() {
        let wanted = ["ba78", "16bf", "8f01"].map(str::to_owned);
        assert_eq!(code_on_paper(BODY.as_bytes()), Some(wanted));
        assert_eq!(code_on_paper(b"{}"), None);
        assert_eq!(code_on_paper(br#"{"agreement":{"sha256":"ba78"}}"#), None);
    }
}
