//! Names and bodies as pages send them. What cannot be read as a name is the name of nothing.

use super::refusals::PageNo;
use axum::body::Bytes;
use ipc::office::RefusedCode;
use serde::de::DeserializeOwned;
use std::str::FromStr;

/// What a part of a path names.
pub(super) fn read_name<T: FromStr>(name: &str) -> Result<T, PageNo> {
    name.parse().map_err(|_| RefusedCode::NotFound.into())
}

/// What a body says.
pub(super) fn read_body<T: DeserializeOwned>(body: &Bytes) -> Result<T, PageNo> {
    serde_json::from_slice(body).map_err(|_| RefusedCode::BadRequest.into())
}
