//! That the list which is carried can be read, and that nonsense is refused.

use super::*;
use crate::plain::findings;

const CARRIED: &str = include_str!(concat!(env!("OUT_DIR"), "/glossary.json"));

#[test]
fn the_list_that_is_carried_can_be_read_and_every_rule_says_why() {
    let glossary: Glossary = serde_json::from_str(CARRIED).unwrap();
    assert!(glossary.terms.len() > 600, "{}", glossary.terms.len());
    for rule in Rule::ALL {
        assert!(!glossary.why(rule).is_empty(), "{rule:?} says no why");
        assert!(rule.has_list() || !glossary.say(rule).is_empty(), "{rule:?} says nothing to do");
    }
}

#[test]
fn the_list_is_handed_on_as_it_was_read() {
    let glossary = Glossary::english();
    let handed_on = serde_json::to_string(&glossary).unwrap();
    assert_eq!(serde_json::from_str::<Glossary>(&handed_on).unwrap(), glossary);
}

fn glossary(field: &str) -> Result<Glossary, String> {
    let file = format!(r#"{{ "rules": {{}}, "fields": {{ "all": {field} }} }}"#);
    serde_json::from_str(&file).map_err(|error| error.to_string())
}

#[test]
fn nonsense_is_refused() {
    for (field, why) in [
        (r#"{ "passive": [{ "find": ["a"], "say": "b" }] }"#, "no list"),
        (r#"{ "jargon": [{ "find": [], "say": "b" }] }"#, "finds or says nothing"),
        (r#"{ "jargon": [{ "find": ["a"], "say": " " }] }"#, "finds or says nothing"),
        (r#"{ "jargon": [{ "find": ["CIN"], "say": "b" }] }"#, "not written"),
        (r#"{ "everyday": ["a~b"] }"#, "not written"),
        (
            r#"{ "jargon": [{ "find": ["a"], "say": "b" }], "vague": [{ "find": ["a"], "say": "c" }] }"#,
            "twice",
        ),
        (r#"{ "jargon": [{ "find": ["a"], "say": "b", "with": ["c"], "not": ["c"] }] }"#, "both"),
        (r#"{ "jargon": [{ "find": ["a"], "say": "b", "small": true }] }"#, "mark"),
        (r#"{ "jargon": [{ "find": ["a"], "say": "b", "sense": "c" }] }"#, "unknown field"),
        (r#"{ "slang": [] }"#, "unknown variant"),
    ] {
        let refused = glossary(field).unwrap_err();
        assert!(refused.contains(why), "{field}: {refused}");
    }
}

#[test]
fn a_sense_goes_by_what_stands_beside_it() {
    let glossary = glossary(
        r#"{ "jargon": [
                { "find": ["caution~"], "say": "warning", "with": ["police"] },
                { "find": ["contact"], "say": "time together", "not": ["lens~"] },
                { "find": ["prevent"], "say": "scheme", "capital": true }
            ],
            "abbreviation": [{ "find": ["mash"], "say": "team", "word": true }, { "find": ["cp"], "say": "plan" }],
            "everyday": ["contact sport~"] }"#,
    )
    .unwrap();
    let said = |text: &str| findings(text, &glossary).into_iter().map(|it| it.say).collect::<Vec<_>>();
    assert_eq!(said("The police cautioned Dean."), ["warning"]);
    assert_eq!(said("Drive with caution."), [""; 0]);
    assert_eq!(said("Contact is on Monday."), ["time together"]);
    assert_eq!(said("Contact lenses and contact sports."), [""; 0]);
    assert_eq!(said("This is a Prevent matter."), ["scheme"]);
    assert_eq!(said("Prevent it. We prevent it."), [""; 0]);
    assert_eq!(said("The MASH rang. Mash it. MASH THE POTATO."), ["team"]);
    assert_eq!(said("Two CPs, one C.P. and the CPS."), ["plan", "plan"]);
    assert_eq!(said("The CP's end."), ["plan"]);
}
