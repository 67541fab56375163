//! What is counted of an office that runs, for whoever watches it: numbers, beside words that stand in this program. Nothing here
//! tells of a person or a family, and no word comes from outside, so nobody outside can make it grow. Who is told them is in
//! `http::inside`.

use chrono::{DateTime, Utc};
use prometheus_client::encoding::prometheus_text;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

pub(crate) use prometheus_client::encoding::prometheus_text::CONTENT_TYPE;

type Label = (&'static str, Cow<'static, str>);
type Counted<const N: usize> = Family<[Label; N], Counter>;
type Timed = Family<[Label; 1], Histogram>;

/// Seconds up to which something took: from a thousandth to a minute.
const SECONDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 20.0, 60.0];

/// All that is counted.
#[derive(Debug)]
pub(crate) struct Counts {
    registry: Registry,
    requests: Counted<2>,
    refused: Counted<1>,
    refused_letters: Counted<1>,
    database: Timed,
    lines: Gauge,
    /// How long tablets waited for the answer to what they sent.
    push: Histogram,
    /// Records that were taken, each once.
    pub(crate) records: Counter,
    /// Bytes of letters that were read.
    pub(crate) bytes: Counter,
    /// Lines of strangers that were not taken, and those that had to give way.
    pub(crate) strangers: Counter,
    /// Lines on which no encrypted way came about.
    pub(crate) handshakes: Counter,
    /// Receipts that were ever given.
    pub(crate) receipts: Gauge,
    /// Bytes that the disk of the office's folder can still hold.
    pub(crate) room: Gauge,
    /// Whether the office writes nothing because that is too little.
    pub(crate) is_full: Gauge,
    /// The form of the database.
    pub(crate) form: Gauge,
    started: Gauge,
    backup: Gauge,
    certificate: Gauge,
}

/// A line that is counted until this is dropped.
pub(crate) struct CountedLine(Arc<Counts>);

impl Counts {
    pub(crate) fn new() -> Arc<Self> {
        let counts = Self {
            registry: Registry::with_prefix("doorstep_office"),
            requests: Family::default(),
            refused: Family::default(),
            refused_letters: Family::default(),
            database: Timed::new_with_constructor(timed),
            lines: Gauge::default(),
            push: timed(),
            records: Counter::default(),
            bytes: Counter::default(),
            strangers: Counter::default(),
            handshakes: Counter::default(),
            receipts: Gauge::default(),
            room: Gauge::default(),
            is_full: Gauge::default(),
            form: Gauge::default(),
            started: Gauge::default(),
            backup: Gauge::default(),
            certificate: Gauge::default(),
        };
        Arc::new(counts.named())
    }

    /// With the names under which they are told.
    fn named(mut self) -> Self {
        let to = &mut self.registry;
        to.register("requests", "Requests, by route and class of answer", self.requests.clone());
        to.register("refused", "Requests that were refused, by code", self.refused.clone());
        to.register("letters_refused", "Letters that were refused, by code", self.refused_letters.clone());
        to.register("push_seconds", "How long tablets waited for what they sent", self.push.clone());
        to.register(
            "database_seconds",
            "How long the database took, its waits with it",
            self.database.clone(),
        );
        to.register("records", "Records that were taken", self.records.clone());
        to.register("letter_bytes", "Bytes of letters that were read", self.bytes.clone());
        to.register("receipts_given", "Receipts that were ever given", self.receipts.clone());
        to.register("lines_open", "Lines that are open", self.lines.clone());
        to.register("strangers_refused", "Lines of strangers that gave way", self.strangers.clone());
        to.register("handshakes_failed", "Lines that were not encrypted in time", self.handshakes.clone());
        to.register("disk_room_bytes", "What the disk can still hold", self.room.clone());
        to.register("disk_full", "1 while nothing is taken in", self.is_full.clone());
        to.register("database_form", "The form of the database", self.form.clone());
        to.register("started_seconds", "When the office started, from 1970", self.started.clone());
        to.register("backup_seconds", "When the last backup was whole, 0 for never", self.backup.clone());
        to.register("certificate_ends_seconds", "When it ends, 0 for none", self.certificate.clone());
        self
    }

    /// What stands in all of it, as it is told.
    pub(crate) fn told(&self) -> String {
        let mut told = String::new();
        // A text takes whatever is written into it.
        let _ = prometheus_text::encode(&mut told, &self.registry);
        told
    }

    /// A request was answered on this route, which is a pattern of this program's.
    pub(crate) fn answered(&self, route: &str, status: u16) {
        let class = match status / 100 {
            2 => "2xx",
            3 => "3xx",
            4 => "4xx",
            5 => "5xx",
            _ => "other",
        };
        let labels = [("route", Cow::Owned(route.to_owned())), ("class", Cow::Borrowed(class))];
        self.requests.get_or_create(&labels).inc();
    }

    pub(crate) fn pushed(&self, took: Duration) {
        self.push.observe(took.as_secs_f64());
    }

    /// A request was refused with a code of this program's.
    pub(crate) fn refused(&self, code: &str) {
        self.refused.get_or_create(&[("code", Cow::Owned(code.to_owned()))]).inc();
    }

    /// A letter was refused with a code of this program's.
    pub(crate) fn letter_refused(&self, code: &str) {
        self.refused_letters.get_or_create(&[("code", Cow::Owned(code.to_owned()))]).inc();
    }

    /// The database was asked by those `of` whom it was, and answered.
    pub(crate) fn asked(&self, of: &'static str, took: Duration) {
        self.database.get_or_create(&[("of", Cow::Borrowed(of))]).observe(took.as_secs_f64());
    }

    pub(crate) fn line(self: &Arc<Self>) -> CountedLine {
        self.lines.inc();
        CountedLine(Arc::clone(self))
    }

    pub(crate) fn set_started(&self, at: DateTime<Utc>) {
        self.started.set(at.timestamp());
    }

    pub(crate) fn set_backup(&self, at: Option<DateTime<Utc>>) {
        self.backup.set(at.map_or(0, |at| at.timestamp()));
    }

    pub(crate) fn set_certificate(&self, ends: DateTime<Utc>) {
        self.certificate.set(ends.timestamp());
    }
}

fn timed() -> Histogram {
    Histogram::new(SECONDS)
}

impl Drop for CountedLine {
    fn drop(&mut self) {
        self.0.lines.dec();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_told_under_their_names() {
        let counts = Counts::new();
        counts.answered("/v1/letters", 200);
        counts.answered("/v1/letters", 503);
        counts.refused("unavailable");
        counts.asked("tablets", Duration::from_millis(3));
        counts.set_backup(Some(DateTime::UNIX_EPOCH));
        let line = counts.line();
        let told = counts.told();
        for wanted in [
            "doorstep_office_requests_total{route=\"/v1/letters\",class=\"2xx\"} 1",
            "doorstep_office_requests_total{route=\"/v1/letters\",class=\"5xx\"} 1",
            "doorstep_office_refused_total{code=\"unavailable\"} 1",
            "doorstep_office_database_seconds_bucket{of=\"tablets\",le=\"0.005\"} 1",
            "doorstep_office_lines_open 1",
            "# TYPE doorstep_office_push_seconds histogram",
        ] {
            assert!(told.lines().any(|line| line == wanted), "{wanted}: {told}");
        }
        drop(line);
        assert!(counts.told().contains("doorstep_office_lines_open 0"));
    }
}
