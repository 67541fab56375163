//! Reads the shell's and the office's answers. They come from our own programs, so an answer that cannot be read needs
//! no explanation: one error for everything, structures as objects only. `serde_json`'s own reading, which explains every
//! mistake and takes lists for structures too, made the interface some 30 kB larger after gzip.

use std::fmt::{self, Display};

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::Value;

/// The answer is not what was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable;

/// Reads a JSON text.
///
/// # Errors
/// When it is no JSON, or does not hold what is wanted.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    let value = serde_json::from_str(text).map_err(|_| Unreadable)?;
    T::deserialize(Answer(value))
}

impl Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the answer cannot be read")
    }
}

impl std::error::Error for Unreadable {}

impl de::Error for Unreadable {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }

    fn invalid_type(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self
    }

    fn invalid_value(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn de::Expected) -> Self {
        Self
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

struct Answer(Value);

impl IntoDeserializer<'_, Unreadable> for Answer {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

macro_rules! text {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
            match self.0 {
                Value::String(text) => visitor.visit_string(text),
                _ => Err(Unreadable),
            }
        })*
    };
}

macro_rules! number {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
            match self.0 {
                Value::Number(number) => one_number(&number, visitor),
                _ => Err(Unreadable),
            }
        })*
    };
}

fn one_number<'de, V: Visitor<'de>>(number: &serde_json::Number, visitor: V) -> Result<V::Value, Unreadable> {
    if let Some(natural) = number.as_u64() {
        visitor.visit_u64(natural)
    } else if let Some(whole) = number.as_i64() {
        visitor.visit_i64(whole)
    } else {
        visitor.visit_f64(number.as_f64().ok_or(Unreadable)?)
    }
}

impl<'de> Deserializer<'de> for Answer {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(it) => visitor.visit_bool(it),
            Value::Number(number) => one_number(&number, visitor),
            Value::String(text) => visitor.visit_string(text),
            list @ Value::Array(_) => Self(list).deserialize_seq(visitor),
            object @ Value::Object(_) => Self(object).deserialize_map(visitor),
        }
    }

    forward_to_deserialize_any! { bytes byte_buf ignored_any unit_struct tuple tuple_struct }
    text! { deserialize_str deserialize_string deserialize_char deserialize_identifier }
    number! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16
        deserialize_u32 deserialize_u64 deserialize_f32 deserialize_f64
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_bool(self.0.as_bool().ok_or(Unreadable)?)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        if self.0.is_null() { visitor.visit_unit() } else { Err(Unreadable) }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self.0 {
            Value::Array(items) => visitor.visit_seq(SeqDeserializer::new(items.into_iter().map(Self))),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
                Err(Unreadable)
            }
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self.0 {
            Value::Object(fields) => {
                let fields = fields.into_iter().map(|(name, value)| (name, Self(value)));
                visitor.visit_map(MapDeserializer::new(fields))
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
                Err(Unreadable)
            }
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        match self.0 {
            Value::String(name) => visitor.visit_enum(name.into_deserializer()),
            Value::Object(one) if one.len() == 1 => {
                let (name, value) = one.into_iter().next().ok_or(Unreadable)?;
                visitor.visit_enum(Variant(name, Self(value)))
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                Err(Unreadable)
            }
        }
    }
}

struct Variant(String, Answer);

impl<'de> EnumAccess<'de> for Variant {
    type Error = Unreadable;
    type Variant = Answer;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Answer), Unreadable> {
        Ok((seed.deserialize(Answer(Value::String(self.0)))?, self.1))
    }
}

impl<'de> de::VariantAccess<'de> for Answer {
    type Error = Unreadable;

    fn unit_variant(self) -> Result<(), Unreadable> {
        if self.0.is_null() { Ok(()) } else { Err(Unreadable) }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Unreadable> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unreadable> {
        self.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        self.deserialize_map(visitor)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use ipc::refusal::{Code, Refusal};
    use ipc::visit::{Delivery, Saved, Stage, UserCard};
    use plan::agreement::BlockId;
    use plan::ids::{PersonId, UserId};
    use plan::ink::{Point, Pointer, Stroke};
    use plan::signing::{Event, Outcome};
    use plan::{Agreement, Library, Plan, Texts, compose};
    use serde::Serialize;

    use super::*;

    /// What another program wrote is read as that program meant it.
    #[track_caller]
    fn is_read<T: Serialize + DeserializeOwned + PartialEq>(written: &T) {
        let text = serde_json::to_string(written).unwrap();
        assert!(read::<T>(&text).as_ref() == Ok(written), "read otherwise: {text:.300}");
    }

    fn examples() -> Vec<Plan> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/examples");
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        files.map(|file| Plan::from_json(&fs::read(file).unwrap()).unwrap()).collect()
    }

    #[test]
    fn every_example_its_agreement_and_the_words_are_read() {
        let examples = examples();
        assert!(examples.len() > 5);
        let day = "2026-11-02".parse().unwrap();
        for plan in examples {
            is_read::<Agreement>(&compose::agreement(&plan, &Texts::english(), day));
            is_read(&plan);
        }
        is_read(&Texts::english());
        is_read(&Library::english());
    }

    #[test]
    fn what_happens_at_signing_is_read() {
        let person = PersonId::new(1, &[1; 10]);
        let stroke = Stroke {
            pointer: Pointer::Pen,
            width: 9000,
            height: 3000,
            points: vec![Point { x: 120, y: -3, t: 0, p: 512 }],
        };
        for event in [
            Event::Shown { blocks: vec![BlockId("rights.a".into())], for_ms: 3_000_000_000, as_seen: None },
            Event::Drew { person, stroke },
            Event::Undid { person },
            Event::Confirmed { person },
        ] {
            is_read(&event);
        }
        for outcome in [
            Outcome::Signs,
            Outcome::DoesNotAgree { why: "“no”\n\u{1f600}".into() },
            Outcome::WantsTime { until: None },
            Outcome::WantsTime { until: "2026-12-01".parse().ok() },
            Outcome::NotPresent,
        ] {
            is_read(&Event::Chose { person, outcome });
        }
    }

    #[test]
    fn doors_deliveries_and_refusals_are_read() {
        let user = UserCard { id: UserId::new(1, &[1; 10]), name: "Zofia Müller-O’Brien".into() };
        for stage in [
            Stage::Fresh,
            Stage::Locked { users: vec![user.clone(), user.clone()], passphrase: true },
            Stage::Open { user },
        ] {
            is_read(&stage);
        }
        for delivery in [
            Delivery::Waiting { last: None },
            Delivery::Safe {
                received_at: "2026-11-02T10:00:00+00:00".parse().unwrap(),
                office_seq: u64::MAX,
            },
        ] {
            is_read(&delivery);
        }
        for code in [Code::Locked, Code::WrongPin { wait_s: 30 }] {
            is_read(&Refusal { code, sentence: "…".into() });
        }
        is_read(&(-1_i64, 0.25_f64, 1.0_f64, 'ż', true, Some(7_u8), None::<u8>));
    }

    #[test]
    fn what_is_something_else_is_refused() {
        for text in [
            "",
            "{",
            "null",
            "[]",
            "{}",
            "7",
            "\"\"",
            r#"{"revision":-1,"saved_at":"2026-11-02T10:00:00Z","ids":[]}"#,
            r#"{"revision":1,"saved_at":"yesterday","ids":[]}"#,
            r#"{"revision":1,"saved_at":"2026-11-02T10:00:00Z"}"#,
            r#"[1,"2026-11-02T10:00:00Z",[]]"#,
        ] {
            assert_eq!(read::<Saved>(text).unwrap_err(), Unreadable, "{text}");
        }
        for text in ["\"open\"", "{\"open\":{}}", "{\"fresh\":{},\"open\":{}}", "{}", "true", "\"shut\""] {
            assert_eq!(read::<Stage>(text).unwrap_err(), Unreadable, "{text}");
        }
    }
}
