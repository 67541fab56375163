//! What each person said about the agreement, in the fixed words for it, and what they stand for when they sign as
//! somebody who read out, interpreted or saw an answer. Where it stands on the page is in `places`.

use plan::ids::PersonId;
use plan::signing::{Joined, Outcome, Row};
use plan::{Texts, dates, names};

use crate::content::edition::Edition;

/// What stands for "no more to fill in".
const NOTHING: (&str, &str) = ("", "");

/// Where a person stands, as the paper tells it: only an answer they have confirmed.
pub(crate) fn confirmed(edition: &Edition<'_>, person: PersonId) -> Row {
    edition.paper.signing.and_then(|signing| signing.answer(person)).unwrap_or_default()
}

/// A person's answer; "Not recorded." when there is none.
pub(crate) fn answer(edition: &Edition<'_>, person: PersonId, row: &Row) -> String {
    let texts = edition.paper.texts;
    let (Some(outcome), Some(at)) = (&row.outcome, row.confirmed_at) else {
        return texts.get("outcome.not_recorded").to_owned();
    };
    let name = edition.name(person);
    let witness = outcome.witness().flatten().map(|witness| edition.name(witness));
    let witness = witness.as_deref().unwrap_or(texts.get("agreement.no_name"));
    let (day, time) = (dates::day(at.date_naive(), texts), dates::time(at));
    let fill = |key: &str, more: (&str, &str)| {
        let slots = [more, ("name", &name), ("day", &day), ("time", &time), ("witness", witness)];
        texts.fill(format!("outcome.{key}"), &slots)
    };
    match outcome {
        Outcome::Signs if signs_a_statement(edition, person) => fill("signs_statement", NOTHING),
        Outcome::Signs => fill("signs", NOTHING),
        Outcome::MakesMark { .. } => fill("makes_mark", NOTHING),
        Outcome::SignsWithoutDrawing { typed, .. } => match said(typed) {
            Some(typed) => fill("typed", ("typed", typed)),
            None => fill("spoken", NOTHING),
        },
        Outcome::AgreesInPart { which } => {
            let which = said(which).unwrap_or(texts.get("agreement.not_recorded"));
            fill("agrees_in_part", ("which", which))
        }
        Outcome::WantsTime { until: None } => fill("wants_time", NOTHING),
        Outcome::WantsTime { until: Some(until) } => {
            fill("wants_time_until", ("day", &dates::day(*until, texts)))
        }
        Outcome::AgreesWillNotSign => fill("agrees_will_not_sign", NOTHING),
        Outcome::DoesNotAgree { why } => match said(why) {
            None => fill("does_not_agree", NOTHING),
            Some(why) => fill("does_not_agree_why", ("why", why)),
        },
        Outcome::WaitsForInterpreter => fill("waits_for_interpreter", NOTHING),
        Outcome::NotPresent => fill("not_present", NOTHING),
        Outcome::AgreedByPhone { said: words, rang, call_at } => {
            let call = match (rang.map(|rang| edition.name(rang)), call_at.map(dates::time)) {
                (None, None) => String::new(),
                (Some(rang), None) => fill("rang", ("rang", &rang)),
                (None, Some(at)) => fill("rang_at", ("at", &at)),
                (Some(rang), Some(at)) => {
                    texts.fill("outcome.rang_who_at", &[("rang", &rang), ("name", &name), ("at", &at)])
                }
            };
            let words = said(words).unwrap_or_default();
            let key = match (words, call.as_str()) {
                ("", "") => "outcome.agreed_by_phone",
                (_, "") => "outcome.agreed_by_phone_said",
                ("", _) => "outcome.call",
                (_, _) => "outcome.call_said",
            };
            let slots =
                [("name", &*name), ("day", &*day), ("time", &*time), ("said", words), ("call", &*call)];
            texts.fill(key, &slots)
        }
    }
}

/// When it was said, where the answer itself does not tell.
pub(crate) fn said_on(row: &Row, texts: &Texts) -> Option<String> {
    let at = row.confirmed_at?;
    let told = match row.outcome.as_ref()? {
        Outcome::Signs
        | Outcome::MakesMark { .. }
        | Outcome::SignsWithoutDrawing { .. }
        | Outcome::AgreedByPhone { .. } => true,
        Outcome::AgreesInPart { .. }
        | Outcome::WantsTime { .. }
        | Outcome::AgreesWillNotSign
        | Outcome::DoesNotAgree { .. }
        | Outcome::WaitsForInterpreter
        | Outcome::NotPresent => false,
    };
    let (day, time) = (dates::day(at.date_naive(), texts), dates::time(at));
    (!told).then(|| texts.fill("outcome.said_on", &[("day", &day), ("time", &time)]))
}

/// What the person had answered before, where they changed their mind: every answer stays on record.
pub(crate) fn earlier(edition: &Edition<'_>, person: PersonId) -> Vec<String> {
    let texts = edition.paper.texts;
    let mut before = edition.paper.signing.map(|signing| signing.answers(person)).unwrap_or_default();
    before.pop();
    let told = before.iter().map(|row| {
        let answer = answer(edition, person, row);
        let at = said_on(row, texts).unwrap_or_default();
        [texts.fill("outcome.before", &[("answer", &answer)]), at].join(" ").trim_end().to_owned()
    });
    told.collect()
}

/// The code that binds a confirmed answer to this sitting and this agreement.
pub(crate) fn code(edition: &Edition<'_>, person: PersonId) -> Option<String> {
    let bound = edition.paper.signing?.bound(person, edition.paper.agreement)?;
    Some(edition.paper.texts.fill("outcome.code", &[("code", &bound.short())]))
}

/// What a person's signature stands for beside the agreement itself.
pub(crate) fn statements(edition: &Edition<'_>, person: PersonId) -> Vec<String> {
    let Some(signing) = edition.paper.signing else { return Vec::new() };
    let (agreement, texts) = (edition.paper.agreement, edition.paper.texts);
    let mut statements = Vec::new();
    if let Some(Joined::Interpreter { language, .. }) = edition.joined(person) {
        statements.push(texts.fill("statement.interpreted", &[("language", language)]));
    }
    for (to, parts) in signing.read_out_by(agreement, person) {
        if to != person && edition.shows(to) {
            let key = if parts == 1 { "statement.read_out_one" } else { "statement.read_out" };
            let (parts, name) = (parts.to_string(), edition.name(to));
            statements.push(texts.fill(key, &[("parts", &parts), ("name", &name)]));
        }
    }
    let seen = signing.witnessed_by(agreement, person).into_iter().filter(|who| edition.shows(*who));
    let seen: Vec<String> = seen.map(|who| edition.name(who)).collect();
    if !seen.is_empty() {
        statements.push(texts.fill("statement.witnessed", &[("name", &names::listed(&seen, texts))]));
    }
    statements
}

/// Interpreters, readers and witnesses sign what they did; they are not asked whether they agree.
fn signs_a_statement(edition: &Edition<'_>, person: PersonId) -> bool {
    match edition.joined(person) {
        Some(Joined::Interpreter { .. } | Joined::Reader | Joined::Witness) => true,
        Some(Joined::Child | Joined::Worker(_)) | None => false,
    }
}

fn said(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}
