//! What may become of bytes on their way or on a disk, by chance or on purpose. What has to be noticed of it is said by the tests.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;

/// What JSON is made of, and what it may not have in it. No number among them is so long that it is rounded.
const PIECES: &[&str] = &[
    "", "0", "-1", "1e999", "null", "true", "\"\"", "\"", "\\", "\\ud800", "[", "]", "{", "}", ",", ":",
    "[[[[", "{}", "\n", "\0",
];

/// At one place bytes are gone and others have come.
#[derive(Debug, Clone)]
pub(crate) struct Damage {
    at: Index,
    gone: usize,
    come: Vec<u8>,
}

impl Damage {
    fn done_to(&self, bytes: &[u8]) -> Vec<u8> {
        let (before, after) = bytes.split_at(self.at.index(bytes.len() + 1));
        let left = after.get(self.gone..).unwrap_or_default();
        [before, self.come.as_slice(), left].concat()
    }
}

/// Damage at a few places, or none.
pub(crate) fn damage() -> impl Strategy<Value = Vec<Damage>> {
    let gone = prop_oneof![Just(0_usize), 1..8_usize, Just(usize::MAX)];
    let come = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..4),
        select(PIECES).prop_map(|piece| piece.as_bytes().to_vec()),
    ];
    let one = (any::<Index>(), gone, come).prop_map(|(at, gone, come)| Damage { at, gone, come });
    prop::collection::vec(one, 0..4)
}

/// The bytes with all of that done to them.
pub(crate) fn damaged(bytes: &[u8], damage: &[Damage]) -> Vec<u8> {
    damage.iter().fold(bytes.to_vec(), |bytes, one| one.done_to(&bytes))
}

/// Bytes from anywhere.
pub(crate) fn rubbish() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..200),
        ".{0,80}".prop_map(String::into_bytes),
        any_json().prop_map(|json| json.to_string().into_bytes()),
    ]
}

/// A JSON value of any form.
pub(crate) fn any_json() -> impl Strategy<Value = Value> {
    let one = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (0..4_u8).prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
    ];
    one.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(".{0,4}", inner, 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// Where a value has values, itself among them, as JSON pointers.
pub(crate) fn places(value: &Value) -> Vec<String> {
    let parts: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(name, part)| (name.clone(), part)).collect(),
        Value::Array(values) => values.iter().enumerate().map(|(at, part)| (at.to_string(), part)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    let below = parts
        .into_iter()
        .flat_map(|(name, part)| places(part).into_iter().map(move |place| format!("/{name}{place}")));
    std::iter::once(String::new()).chain(below).collect()
}

/// The value with another in one of its places.
pub(crate) fn replaced(value: &Value, at: Index, by: Value) -> Value {
    let all = places(value);
    let mut value = value.clone();
    *value.pointer_mut(&all[at.index(all.len())]).unwrap() = by;
    value
}
