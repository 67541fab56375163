//! What each person said about the agreement, in the fixed words for it.

use plan::Texts;
use plan::dates;
use plan::signing::{Outcome, Row};

/// A person's answer; "Not recorded." when there is none.
pub(crate) fn answer(row: &Row, who: &str, texts: &Texts) -> String {
    let (Some(outcome), Some(at)) = (&row.outcome, row.confirmed_at) else {
        return texts.get("outcome.not_recorded").to_owned();
    };
    let name = ("name", name(who));
    let (day, time) = (dates::day(at.date_naive(), texts), dates::time(at));
    let when = [name, ("day", &day), ("time", &time)];
    match outcome {
        Outcome::Signs => texts.fill("outcome.signs", &when),
        Outcome::AgreesInPart { which } => {
            let which = said(which).unwrap_or(texts.get("agreement.not_recorded"));
            texts.fill("outcome.agrees_in_part", &[name, ("which", which)])
        }
        Outcome::WantsTime { until: None } => texts.fill("outcome.wants_time", &[name]),
        Outcome::WantsTime { until: Some(until) } => {
            texts.fill("outcome.wants_time_until", &[name, ("day", &dates::day(*until, texts))])
        }
        Outcome::AgreesWillNotSign => texts.fill("outcome.agrees_will_not_sign", &[name]),
        Outcome::DoesNotAgree { why } => match said(why) {
            None => texts.fill("outcome.does_not_agree", &[name]),
            Some(why) => texts.fill("outcome.does_not_agree_why", &[name, ("why", why)]),
        },
        Outcome::NotPresent => texts.fill("outcome.not_present", &[name]),
        Outcome::AgreedByPhone => texts.fill("outcome.agreed_by_phone", &when),
    }
}

/// When it was said, where the answer itself does not tell.
pub(crate) fn said_on(row: &Row, texts: &Texts) -> Option<String> {
    let at = row.confirmed_at?;
    match row.outcome.as_ref()? {
        Outcome::Signs | Outcome::AgreedByPhone => None,
        Outcome::AgreesInPart { .. }
        | Outcome::WantsTime { .. }
        | Outcome::AgreesWillNotSign
        | Outcome::DoesNotAgree { .. }
        | Outcome::NotPresent => {
            let (day, time) = (dates::day(at.date_naive(), texts), dates::time(at));
            Some(texts.fill("outcome.said_on", &[("day", &day), ("time", &time)]))
        }
    }
}

/// The name out of "Dana Marsh, mum".
pub(crate) fn name(who: &str) -> &str {
    who.split(", ").next().unwrap_or(who)
}

fn said(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}
