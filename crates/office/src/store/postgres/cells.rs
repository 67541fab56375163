//! Values as PostgreSQL takes and gives them.

use super::said::failed;
use crate::store::engine::{Fault, Row, Value};
use bytes::BytesMut;
use postgres::types::{IsNull, ToSql, Type, WrongType, to_sql_checked};
use std::error::Error;
use std::sync::Arc;

#[derive(Debug, thiserror::Error)]
#[error("a column of a kind that no statement asks for")]
struct OddColumn;

/// A statement's values, as the library takes them.
pub(super) fn bound<'a>(values: &'a [Value<'_>]) -> Vec<&'a (dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

impl ToSql for Value<'_> {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match (self, kind) {
            (Self::Null, _) => Ok(IsNull::Yes),
            (Self::Integer(number), &Type::INT8) => number.to_sql(kind, out),
            (Self::Truth(holds), &Type::BOOL) => holds.to_sql(kind, out),
            (Self::Text(text), &Type::TEXT) => {
                let text: &str = text;
                text.to_sql(kind, out)
            }
            (Self::Bytes(bytes), &Type::BYTEA) => {
                let bytes: &[u8] = bytes;
                bytes.to_sql(kind, out)
            }
            _ => Err(Box::new(WrongType::new::<Self>(kind.clone()))),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// A row, apart from what it came in.
pub(super) fn read(row: &postgres::Row, columns: &Arc<[String]>) -> Result<Row, Fault> {
    let cells = row.columns().iter().enumerate().map(|(at, column)| cell(row, at, column.type_()));
    Ok(Row::new(Arc::clone(columns), cells.collect::<Result<_, Fault>>()?))
}

fn cell(row: &postgres::Row, at: usize, kind: &Type) -> Result<Value<'static>, Fault> {
    let value = match *kind {
        Type::INT8 => row.try_get::<_, Option<i64>>(at).map(|it| it.map(Value::Integer)),
        // How long something is.
        Type::INT4 => row.try_get::<_, Option<i32>>(at).map(|it| it.map(|it| Value::Integer(it.into()))),
        Type::BOOL => row.try_get::<_, Option<bool>>(at).map(|it| it.map(Value::Truth)),
        Type::TEXT => row.try_get::<_, Option<String>>(at).map(|it| it.map(|it| Value::Text(it.into()))),
        Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(at).map(|it| it.map(|it| Value::Bytes(it.into()))),
        _ => return Err(Fault::database(OddColumn)),
    };
    Ok(value.map_err(|error| failed(&error))?.unwrap_or(Value::Null))
}
