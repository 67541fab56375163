//! The session's cookie, and the check that a request comes from the office's own page. Where the way to the office is encrypted,
//! browsers keep the cookie for that way alone and let no other name or page set it; on a plain way they would not keep such a one.

use super::refusals::PageNo;
use crate::Office;
use crate::sign_in::SESSION_LIFE;
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::{COOKIE, ORIGIN};
use axum::http::request::Parts;
use ipc::office::RefusedCode;
use std::sync::Arc;

const NAME: &str = "doorstep-session";
const ENCRYPTED_NAME: &str = "__Host-doorstep-session";
const ATTRIBUTES: &str = "Path=/; HttpOnly; SameSite=Strict";

/// A request that changes something and comes from the office's own page.
pub(super) struct OwnPage;

/// The header that begins a session in the browser.
pub(super) fn begin(office: &Office, session: &str) -> String {
    set(office.is_encrypted(), session, SESSION_LIFE.num_seconds())
}

/// The header that ends it there.
pub(super) fn end(office: &Office) -> String {
    set(office.is_encrypted(), "", 0)
}

fn set(encrypted: bool, session: &str, seconds: i64) -> String {
    let only_encrypted = if encrypted { "; Secure" } else { "" };
    format!("{}={session}; Max-Age={seconds}; {ATTRIBUTES}{only_encrypted}", name(encrypted))
}

const fn name(encrypted: bool) -> &'static str {
    if encrypted { ENCRYPTED_NAME } else { NAME }
}

/// The session's secret that a request brings, whoever's it is.
pub(super) fn session(office: &Office, headers: &HeaderMap) -> Option<String> {
    find(headers, name(office.is_encrypted())).map(str::to_owned)
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

fn find<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    let lines = headers.get_all(COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, value)| (name == wanted).then_some(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn it_is_for_the_encrypted_way_alone_where_there_is_one() {
        let plain = "doorstep-session=a; Max-Age=5; Path=/; HttpOnly; SameSite=Strict";
        assert_eq!(set(false, "a", 5), plain);
        assert_eq!(set(true, "a", 5), format!("__Host-{plain}; Secure"));
    }

    #[test]
    fn it_is_found_among_others_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        for line in ["a=b; doorstep-session=plain", "__Host-doorstep-session=own;x"] {
            headers.append(COOKIE, HeaderValue::from_static(line));
        }
        assert_eq!(find(&headers, name(false)), Some("plain"));
        assert_eq!(find(&headers, name(true)), Some("own"));
        assert_eq!(find(&headers, "session"), None);
    }
}
