//! The people whom a record names: the children, and who decided what.

use super::{NOT_RECORDED, field, text};
use ipc::office::{ChildRow, OutcomeRow};
use plan::people::Birth;
use serde_json::Value;

/// People of one kind in a list. The record keeps all of them.
pub(super) const MOST_PEOPLE: usize = 50;
/// Letters of an outcome's word by which agreements are found.
const MOST_OF_A_WORD: usize = 40;
/// Parts in which somebody is at work there, and not of the family.
const AT_WORK: [&str; 7] = [
    "social-worker",
    "police-officer",
    "detective-sergeant",
    "team-manager",
    "interpreter",
    "reader",
    "witness",
];

/// All of them.
pub(super) fn children(body: &Value) -> impl Iterator<Item = ChildRow> {
    let child = |said: &Value| ChildRow {
        id: field(said, "id"),
        name: text(said, "name").unwrap_or_else(not_recorded),
        birth: field(said, "birth").unwrap_or_default(),
        born_in: field(said, "born_in"),
    };
    all(body, "children").map(child)
}

pub(super) fn outcomes(body: &Value) -> Vec<OutcomeRow> {
    all(body, "outcomes").take(MOST_PEOPLE).map(outcome).collect()
}

/// The names of the family.
pub(super) fn names<'a>(
    children: &'a [ChildRow],
    outcomes: &'a [OutcomeRow],
) -> impl Iterator<Item = &'a str> {
    let adults = outcomes.iter().filter(|it| !AT_WORK.contains(&it.role.as_str())).map(|it| it.name.as_str());
    let all = children.iter().map(|child| child.name.as_str()).chain(adults);
    all.filter(|name| *name != NOT_RECORDED)
}

/// A child's birthday, or the day on which one is expected, as people may type it.
pub(super) fn birthday(child: &ChildRow) -> Vec<String> {
    let on = match child.birth {
        Birth::Born { on } | Birth::Due { on } => on,
        Birth::NotRecorded => return Vec::new(),
    };
    ["%-d %B %Y", "%-d %b %Y", "%d %m %Y", "%-d %-m %Y", "%Y %m %d"]
        .map(|form| on.format(form).to_string())
        .into()
}

/// An outcome's word, as agreements are found by it.
pub(crate) fn decided(outcome: &str) -> String {
    outcome.chars().take(MOST_OF_A_WORD).collect()
}

pub(super) fn all<'a>(body: &'a Value, list: &str) -> impl Iterator<Item = &'a Value> {
    body.get(list).and_then(Value::as_array).into_iter().flatten()
}

fn outcome(said: &Value) -> OutcomeRow {
    OutcomeRow {
        person: field(said, "person"),
        name: text(said, "name").unwrap_or_else(not_recorded),
        role: text(said, "role").unwrap_or_else(not_recorded),
        outcome: outcome_word(said),
        open: field(said, "open"),
    }
}

/// The outcome's word. One with more to say is an object named by its word.
pub(super) fn outcome_word(said: &Value) -> String {
    let named = said.get("outcome").and_then(Value::as_object).and_then(|object| object.keys().next());
    named.cloned().or_else(|| text(said, "outcome")).unwrap_or_else(not_recorded)
}

fn not_recorded() -> String {
    NOT_RECORDED.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_is_listed_with_what_it_says() {
        let check = |json: &str, wanted: [&str; 3]| {
            let row = outcome(&serde_json::from_str(json).unwrap());
            assert_eq!([row.name.as_str(), &row.role, &row.outcome], wanted, "{json}");
        };
        check(r#"{"name":"A","role":"parent","outcome":"signs","new":1}"#, ["A", "parent", "signs"]);
        check(
            r#"{"name":"A","outcome":{"agrees_in_part":{"which":"…"}}}"#,
            ["A", NOT_RECORDED, "agrees_in_part"],
        );
        check(r#"{"name":7,"role":" ","outcome":null}"#, [NOT_RECORDED; 3]);
        check("[]", [NOT_RECORDED; 3]);
    }

    #[test]
    fn a_birthday_is_found_as_people_type_it() {
        let child = |birth: &str| {
            let child = format!(r#"{{"children":[{{"name":"Sam","birth":{birth}}}]}}"#);
            let row = children(&serde_json::from_str(&child).unwrap()).next().unwrap();
            birthday(&row)
        };
        assert_eq!(
            child(r#"{"known":"born","on":"2017-03-04"}"#),
            ["4 March 2017", "4 Mar 2017", "04 03 2017", "4 3 2017", "2017 03 04"]
        );
        assert_eq!(child(r#"{"known":"due","on":"2026-12-25"}"#)[0], "25 December 2026");
        assert_eq!(child(r#"{"known":"not_recorded"}"#), [""; 0]);
    }

    #[test]
    fn who_is_at_work_there_is_no_name_of_the_family() {
        let body = r#"{"children":[{"name":"Sam"},{"name":" "},7],"outcomes":[
            {"name":"Ewa","role":"family"},{"name":"Ros","role":"social-worker"},{"name":"Jan"}]}"#;
        let body = serde_json::from_str(body).unwrap();
        let (children, outcomes) = (Vec::from_iter(children(&body)), outcomes(&body));
        assert_eq!(names(&children, &outcomes).collect::<Vec<_>>(), ["Sam", "Ewa", "Jan"]);
        assert_eq!((children.len(), outcomes.len()), (3, 3), "whatever stands there is listed");
    }
}
