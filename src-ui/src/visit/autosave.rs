//! When what is typed goes to the disk, and as which changes. Plain data and plain rules; timers and sending are `work`'s.

use plan::field::Field;
use plan::{Change, Plan};

/// A pause this long after a key sends what was typed, in milliseconds.
pub const PAUSE: f64 = 250.0;

/// Typing without a pause is sent at least this often, in milliseconds.
pub const LONGEST: f64 = 1000.0;

/// What has been done on the screen and is not on the disk yet.
#[derive(Debug, Default)]
pub struct Unsaved {
    burst: Option<Burst>,
    ready: Vec<Change>,
    sent: Vec<Change>,
}

/// Keys pressed in one field without a pause: they become one change.
#[derive(Debug)]
struct Burst {
    field: Field,
    before: String,
    first_key: f64,
    last_key: f64,
}

impl Unsaved {
    /// A key changed a text; `before` is what stood there before this key.
    pub fn typed(&mut self, now: f64, field: Field, before: &str, plan: &Plan) {
        if self.burst.as_ref().is_some_and(|burst| burst.field != field) {
            self.end_burst(plan);
        }
        match &mut self.burst {
            Some(burst) => burst.last_key = now,
            None => {
                self.burst = Some(Burst { field, before: before.to_owned(), first_key: now, last_key: now });
            }
        }
    }

    /// A change was made that is not typing; it comes after what was typed before it. `plan` is the plan before it.
    pub fn made(&mut self, change: Change, plan: &Plan) {
        self.end_burst(plan);
        self.ready.push(change);
    }

    /// Whether it is time to send.
    pub fn is_due(&self, now: f64) -> bool {
        let typed = self.burst.as_ref();
        !self.is_sending()
            && (!self.ready.is_empty()
                || typed.is_some_and(|b| now - b.last_key >= PAUSE || now - b.first_key >= LONGEST))
    }

    /// Whether changes are on their way.
    pub const fn is_sending(&self) -> bool {
        !self.sent.is_empty()
    }

    /// Whether everything is on the disk.
    pub const fn is_empty(&self) -> bool {
        self.burst.is_none() && self.ready.is_empty() && self.sent.is_empty()
    }

    /// The changes to send now, which stay here until [`Unsaved::saved`]. Empty when some are on their way already.
    pub fn send(&mut self, plan: &Plan) -> Vec<Change> {
        if self.is_sending() {
            return Vec::new();
        }
        self.end_burst(plan);
        self.sent = std::mem::take(&mut self.ready);
        self.sent.clone()
    }

    /// What was sent is on the disk.
    pub fn saved(&mut self) {
        self.sent.clear();
    }

    /// What was sent is not on the disk: it goes again, before what came after it.
    pub fn not_saved(&mut self) {
        let later = std::mem::take(&mut self.ready);
        self.ready = std::mem::take(&mut self.sent);
        self.ready.extend(later);
    }

    fn end_burst(&mut self, plan: &Plan) {
        let Some(Burst { field, before, .. }) = self.burst.take() else { return };
        let Some(now) = field.of(plan) else { return };
        if let Some(plan::splice::Splice { at, remove, insert }) = plan::splice::difference(&before, now) {
            self.ready.push(Change::Edit { field, at, remove, insert });
        }
    }
}

#[cfg(test)]
mod tests {
    use plan::ids::{CaseId, PlanId};

    use super::*;

    fn plan() -> Plan {
        Plan::empty(PlanId::new(0, &[1; 10]), CaseId::new(0, &[2; 10]))
    }

    fn key(unsaved: &mut Unsaved, plan: &mut Plan, now: f64, field: Field, text: &str) {
        let before = field.of(plan).unwrap().to_owned();
        plan.apply(&Change::typing(plan, field, text).unwrap()).unwrap();
        unsaved.typed(now, field, &before, plan);
    }

    #[test]
    fn a_burst_is_one_change_sent_after_a_pause() {
        let (mut unsaved, mut plan) = (Unsaved::default(), plan());
        key(&mut unsaved, &mut plan, 0.0, Field::Title, "M");
        key(&mut unsaved, &mut plan, 100.0, Field::Title, "Ma");
        assert!(!unsaved.is_due(200.0), "still typing");
        assert!(unsaved.is_due(350.0), "a pause of 250 ms");
        let sent = unsaved.send(&plan);
        let edit = Change::Edit { field: Field::Title, at: 0, remove: String::new(), insert: "Ma".into() };
        assert_eq!(sent, [edit]);
        assert!(!unsaved.is_empty(), "not saved until the disk says so");
        unsaved.saved();
        assert!(unsaved.is_empty());
    }

    #[test]
    fn typing_without_a_pause_is_sent_every_second() {
        let (mut unsaved, mut plan) = (Unsaved::default(), plan());
        let mut text = String::new();
        for n in 0..10 {
            text.push('a');
            key(&mut unsaved, &mut plan, f64::from(n) * 110.0, Field::Title, &text);
        }
        assert!(!unsaved.is_due(995.0));
        assert!(unsaved.is_due(1000.0));
    }

    #[test]
    fn changes_keep_the_order_they_were_made_in() {
        let (mut unsaved, mut plan) = (Unsaved::default(), plan());
        key(&mut unsaved, &mut plan, 0.0, Field::Title, "A");
        unsaved.made(Change::SetReviewOn { on: None }, &plan);
        key(&mut unsaved, &mut plan, 10.0, Field::Address, "B");
        let first = unsaved.send(&plan);
        assert_eq!(first.len(), 3);
        key(&mut unsaved, &mut plan, 20.0, Field::Title, "AC");
        assert!(unsaved.send(&plan).is_empty(), "one request at a time");
        unsaved.not_saved();
        let again = unsaved.send(&plan);
        assert_eq!(again[..3], first[..], "what was refused goes first");
        assert_eq!(again.len(), 4);
    }

    #[test]
    fn typing_and_taking_it_back_is_no_change() {
        let (mut unsaved, mut plan) = (Unsaved::default(), plan());
        key(&mut unsaved, &mut plan, 0.0, Field::Title, "A");
        key(&mut unsaved, &mut plan, 10.0, Field::Title, "");
        assert!(unsaved.send(&plan).is_empty());
        assert!(unsaved.is_empty());
    }
}
