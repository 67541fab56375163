//! The session's cookie, and the check that a request comes from the office's own page.

use super::refusals::PageNo;
use super::waiting;
use crate::Office;
use crate::sign_in::SESSION_LIFE;
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::{COOKIE, ORIGIN};
use axum::http::request::Parts;
use ipc::office::RefusedCode;
use std::sync::Arc;

const NAME: &str = "doorstep-session";
const ATTRIBUTES: &str = "Path=/; HttpOnly; SameSite=Strict";

/// A person who is signed in, by their session's secret.
pub(super) struct Person {
    pub(super) session: String,
}

/// A request that changes something and comes from the office's own page.
pub(super) struct OwnPage;

/// The header that begins a session in the browser.
pub(super) fn begin(session: &str) -> String {
    format!("{NAME}={session}; Max-Age={}; {ATTRIBUTES}", SESSION_LIFE.num_seconds())
}

/// The header that ends it there.
pub(super) fn end() -> String {
    format!("{NAME}=; Max-Age=0; {ATTRIBUTES}")
}

impl FromRequestParts<Arc<Office>> for Person {
    type Rejection = PageNo;

    async fn from_request_parts(parts: &mut Parts, office: &Arc<Office>) -> Result<Self, PageNo> {
        let session = find(&parts.headers).ok_or(RefusedCode::NotSignedIn)?.to_owned();
        let (office, asked) = (Arc::clone(office), session.clone());
        if !waiting(move || office.is_signed_in(&asked)).await? {
            return Err(RefusedCode::NotSignedIn.into());
        }
        Ok(Self { session })
    }
}

impl FromRequestParts<Arc<Office>> for OwnPage {
    type Rejection = PageNo;

    /// Browsers send `Origin` with every POST, so one without it is refused too.
    async fn from_request_parts(parts: &mut Parts, office: &Arc<Office>) -> Result<Self, PageNo> {
        let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let same_site = header("sec-fetch-site").is_none_or(|site| site == "same-origin");
        if same_site && header(ORIGIN.as_str()) == Some(office.address()) {
            return Ok(Self);
        }
        Err(RefusedCode::OtherSite.into())
    }
}

fn find(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, value)| (name == NAME).then_some(value))
}
