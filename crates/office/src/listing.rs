//! What the office's lists say of a sealed agreement. It follows from the record's own bytes and nothing else, so it can be made
//! anew whenever somebody doubts it, and from when the record came. Read tolerantly: a body of a newer form, or one that cannot
//! be read at all, is listed with what it does say. Where it is kept ready is said in the store; whether a record is kept is
//! decided elsewhere, and never by what it says.

mod marks;
mod needs;
mod people;
mod said;
mod signing;
mod words;

pub(crate) use marks::{all_marks, are_two, marks_of};
pub(crate) use needs::{Agreed, InNeed, due_on, needs, needs_in, number, set_of};
pub(crate) use people::decided;
pub(crate) use said::{Told, Writer, told};
pub(crate) use signing::{by_phone, code_on_paper};
pub(crate) use words::folded;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, SubsecRound, TimeDelta, Utc};
use ipc::office::{ChildRow, OutcomeRow};
use record::{BlobRef, Envelope, Hash};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeSet;

/// How a list says that the record does not say it.
pub(crate) const NOT_RECORDED: &str = "not recorded";

const REFERENCE: &str = "reference";
const FAMILY_COPY: &str = "family-copy";
/// Letters of one text in a list. The record keeps all of them.
const MOST_LETTERS: usize = 300;

/// What a record says, as far as lists show it or go by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) reference: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) worker: Option<String>,
    /// By the tablet's clock.
    pub(crate) signed_on: NaiveDate,
    /// The same moment by the office's clock, as far as the tablet knew how far its own was off. A claim.
    pub(crate) sealed_at: DateTime<Utc>,
    /// The marks that stand in the record itself.
    pub(crate) flaws: i64,
    pub(crate) children: Vec<ChildRow>,
    pub(crate) outcomes: Vec<OutcomeRow>,
    pub(crate) review_on: Option<NaiveDate>,
    pub(crate) review_at: Option<NaiveTime>,
    pub(crate) holds_until: Option<NaiveDate>,
    pub(crate) copy: Option<BlobRef>,
    /// The record of the agreement that it goes on from.
    pub(crate) previous: Option<Hash>,
    /// What somebody may look for, folded.
    pub(crate) words: BTreeSet<String>,
    /// What was decided in it, each word once and cut so that every database keeps it in order.
    pub(crate) decided: BTreeSet<String>,
}

/// What the record with this envelope and body says.
pub(crate) fn said(envelope: &Envelope, body: &[u8]) -> Said {
    let body = read(body);
    let (reference, title) = (text(&body, REFERENCE), text(&body, "title"));
    let children = Vec::from_iter(people::children(&body).take(people::MOST_PEOPLE));
    let outcomes = people::outcomes(&body);
    let review = body.get("review");
    let family = people::names(&children, &outcomes);
    let worker = body.get("worker").and_then(|worker| text(worker, "name"));
    let texts = reference.iter().chain(&title).map(String::as_str).chain(family);
    let mut words = words::all(texts.chain(worker.as_deref()));
    words.extend(children.iter().flat_map(people::birthday).map(|day| folded(&day)));
    let sealed_on = field::<DateTime<FixedOffset>>(&body, "sealed_at").map(|at| at.date_naive());
    Said {
        signed_on: sealed_on.unwrap_or(envelope.wall.date_naive()),
        sealed_at: written_at(envelope),
        flaws: marks::flaws(envelope, &body),
        worker,
        review_on: review.and_then(|review| field(review, "on")),
        review_at: review.and_then(|review| field(review, "at")),
        holds_until: field(&body, "holds_until"),
        copy: family_copy(envelope).cloned(),
        previous: field(&body, "previous").filter(|previous| envelope.parents.contains(previous)),
        reference,
        title,
        words,
        decided: outcomes.iter().map(|it| decided(&it.outcome)).collect(),
        children,
        outcomes,
    }
}

/// The reference on its paper, as the record with this body says it.
pub(crate) fn reference(body: &[u8]) -> Option<String> {
    text(&read(body), REFERENCE)
}

/// All children whom the record with this body names.
pub(crate) fn children(body: &[u8]) -> Vec<ChildRow> {
    people::children(&read(body)).collect()
}

fn read(body: &[u8]) -> Value {
    serde_json::from_slice(body).unwrap_or_default()
}

/// When a tablet wrote it, in whole microseconds. The tablet's clock is a claim, set right where the tablet knew how far it was off. A
/// bound says that a clock is wrong, and not by how much.
pub(crate) fn written_at(envelope: &Envelope) -> DateTime<Utc> {
    let exact = envelope.clk.filter(|clock| !clock.is_a_bound(envelope.mono_ns));
    let off = exact.and_then(|clock| TimeDelta::try_milliseconds(clock.server_offset_ms)).unwrap_or_default();
    let wall = envelope.wall.to_utc();
    wall.checked_add_signed(off).unwrap_or(wall).trunc_subsecs(6)
}

fn family_copy(envelope: &Envelope) -> Option<&BlobRef> {
    envelope.blobs.iter().find(|blob| blob.role == FAMILY_COPY && blob.mime == "application/pdf")
}

/// A text that says something.
fn text(within: &Value, field: &str) -> Option<String> {
    let text = within.get(field).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    text.map(|text| text.chars().take(MOST_LETTERS).collect())
}

/// A field of this kind, if it is one.
fn field<T: DeserializeOwned>(within: &Value, name: &str) -> Option<T> {
    within.get(name).cloned().and_then(|value| serde_json::from_value(value).ok())
}
