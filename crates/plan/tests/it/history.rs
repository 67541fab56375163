//! The history of a text, and changes folded once nobody needs each key any more.

use chrono::{DateTime, FixedOffset, TimeDelta};
use plan::Plan;
use plan::change::history::{Entry, Made, folded, of_field};
use plan::change::{Change, Item};
use plan::content::Concern;
use plan::field::Field;
use plan::ids::{CaseId, ConcernId, PlanId, UserId};
use plan::people::Agency;
use proptest::prelude::*;

use crate::laws::{Doing, changes, doing};
use crate::marsh;

fn at(seconds: i64) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-22T10:00:00+00:00").unwrap() + TimeDelta::seconds(seconds)
}

fn author(n: u8) -> UserId {
    UserId::new(1, &[n; 10])
}

/// A plan and how it was made.
struct Desk {
    plan: Plan,
    made: Vec<Made>,
}

impl Desk {
    fn new(plan: Plan) -> Self {
        Self { plan, made: Vec::new() }
    }

    fn make(&mut self, change: Change, by: u8, seconds: i64) {
        if self.plan.apply(&change).is_ok() {
            let revision = self.made.len() as u64 + 1;
            let (author, at) = (author(by), at(seconds));
            self.made.push(Made { change, author, at, first: revision, last: revision, entry: None });
        }
    }

    fn typed(&mut self, field: Field, text: &str, by: u8, seconds: i64) {
        let change = Change::typing(&self.plan, field, text).unwrap();
        self.make(change, by, seconds);
    }
}

fn empty() -> Plan {
    Plan::empty(PlanId::new(1, &[3; 10]), CaseId::new(1, &[4; 10]))
}

fn told(entries: &[Entry]) -> Vec<(&str, &str)> {
    entries.iter().map(|entry| (entry.from.as_str(), entry.to.as_str())).collect()
}

#[test]
fn typing_in_one_go_is_one_entry() {
    let mut desk = Desk::new(empty());
    for (seconds, text) in [(0, "T"), (1, "The Mar"), (2, "The Marsh"), (100, "The Marsh family")] {
        desk.typed(Field::Title, text, 1, seconds);
        desk.typed(Field::Address, &format!("{seconds} Mill Lane"), 1, seconds);
    }
    desk.typed(Field::Title, "The Marsh-Reed family", 1, 221);
    desk.typed(Field::Title, "The Reed family", 2, 222);
    let history = of_field(&empty(), &desk.made, Field::Title).unwrap();
    let expected = [
        ("", "The Marsh family"),
        ("The Marsh family", "The Marsh-Reed family"),
        ("The Marsh-Reed family", "The Reed family"),
    ];
    assert_eq!(told(&history), expected, "a long pause ends it, and so does another person");
    let whose: Vec<_> = history.iter().map(|it| (it.author, it.at)).collect();
    assert_eq!(whose, [(author(1), at(100)), (author(1), at(221)), (author(2), at(222))]);
}

#[test]
fn what_was_deleted_in_the_same_go_can_be_found() {
    let mut desk = Desk::new(empty());
    let long = "There was no food in the house on Tuesday.";
    for (seconds, text) in [(0, "There was no food"), (5, long), (9, "T"), (10, "There was a cat.")] {
        desk.typed(Field::Title, text, 1, seconds);
    }
    let history = of_field(&empty(), &desk.made, Field::Title).unwrap();
    assert_eq!(told(&history), [("", long), (long, "There was a cat.")]);
    desk.typed(Field::Title, "There was", 1, 11);
    desk.typed(Field::Title, "There was a cat in it.", 1, 12);
    assert_eq!(of_field(&empty(), &desk.made, Field::Title).unwrap().len(), 2, "a few letters are no loss");
    desk.typed(Field::Title, long, 1, 13);
    desk.typed(Field::Title, "Another text of about the same length pasted", 1, 14);
    assert_eq!(of_field(&empty(), &desk.made, Field::Title).unwrap().last().unwrap().from, long);
}

#[test]
fn a_text_that_goes_with_its_worry_and_comes_back_has_no_entry_for_that() {
    let mut desk = Desk::new(empty());
    let concern = ConcernId::new(1, &[5; 10]);
    let item = Item::Concern(Concern { words: "No food.".into(), ..Concern::empty(concern, Agency::Police) });
    desk.make(Change::Add { at: 0, item: item.clone() }, 1, 0);
    let field = Field::ConcernWords(concern);
    desk.typed(field, "No food on Tuesday.", 1, 1);
    let before = desk.plan.clone();
    let out = Change::Remove { item: item.id() };
    desk.make(out.clone(), 1, 2);
    desk.make(out.undo(&before).unwrap(), 1, 3);
    let history = of_field(&empty(), &desk.made, field).unwrap();
    assert_eq!(told(&history), [("", "No food."), ("No food.", "No food on Tuesday.")]);
}

/// Typing goes on in the same text for some of the time, as it does.
fn visit() -> impl Strategy<Value = Vec<(Doing, u8, i64)>> {
    let one = prop_oneof![
        1 => doing(),
        2 => "[a-c ]{0,3}".prop_map(|text| Doing::Type(Field::Title, text)),
        1 => "[a-c]{0,60}".prop_map(|text| Doing::Type(Field::Address, text)),
    ];
    prop::collection::vec((one, 0..2_u8, prop_oneof![8 => 0..40_i64, 1 => -400..400_i64]), 0..40)
}

proptest! {
    #[test]
    fn folded_changes_make_the_same_plan_with_the_same_history(visit in visit()) {
        let mut desk = Desk::new(marsh());
        let mut seconds = 0;
        for (one, by, after) in visit {
            seconds += after;
            for change in changes(&desk.plan, one) {
                desk.make(change, by, seconds);
            }
        }
        let fewer = folded(&marsh(), desk.made.clone()).unwrap();
        let mut plan = marsh();
        for made in &fewer {
            plan.apply(&made.change).unwrap();
        }
        prop_assert_eq!(&plan, &desk.plan);
        let mut next = 1;
        for made in &fewer {
            prop_assert_eq!(made.first, next, "no revision is lacking");
            next = made.last + 1;
        }
        prop_assert_eq!(next, desk.made.len() as u64 + 1);
        let edited = |made: &Made| if let Change::Edit { field, .. } = made.change { Some(field) } else { None };
        let fields = desk.made.iter().filter_map(edited);
        for field in fields.chain([Field::Title, Field::ContactLine]) {
            let [before, after] = [&desk.made, &fewer].map(|made| of_field(&marsh(), made, field).unwrap());
            prop_assert_eq!(before, after, "{:?}", field);
        }
        prop_assert_eq!(folded(&marsh(), fewer.clone()).unwrap(), fewer, "folding again changes nothing");
    }
}

#[test]
fn keys_in_one_go_are_one_change() {
    let mut desk = Desk::new(empty());
    let words = "The family lives above the shop, up the stairs.";
    for (n, _) in (1..).zip(words.chars()) {
        let typed: String = words.chars().take(n).collect();
        desk.typed(Field::Address, &typed, 1, n as i64);
    }
    desk.typed(Field::Title, "The Marsh family", 1, 60);
    desk.typed(Field::Title, "", 1, 61);
    let fewer = folded(&empty(), desk.made.clone()).unwrap();
    assert_eq!(fewer.iter().map(|it| (it.first, it.last)).collect::<Vec<_>>(), [(1, 47), (48, 49)]);
    let insert = words.to_owned();
    let edit = Change::Edit { field: Field::Address, at: 0, remove: String::new(), insert };
    assert_eq!((&fewer[0].change, fewer[0].at), (&edit, at(47)));
}
