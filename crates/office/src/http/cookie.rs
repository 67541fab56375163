//! The session's cookie, the one by which a browser brings the answer to what it was asked, and the check that a request comes from
//! the office's own page. Where the way to the office is encrypted, browsers keep the cookies for that way alone and let no other
//! name or page set them; on a plain way they would not keep such ones.

use super::refusals::PageNo;
use crate::Office;
use crate::asked::ASKED_FOR;
use crate::sign_in::SESSION_LIFE;
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::{COOKIE, ORIGIN};
use axum::http::request::Parts;
use ipc::office::RefusedCode;
use std::sync::Arc;

const ATTRIBUTES: &str = "Path=/; HttpOnly; SameSite=Strict";

/// A cookie of the office's, by its name on either way.
struct Cookie {
    plain: &'static str,
    encrypted: &'static str,
}

const SESSION: Cookie = Cookie { plain: "doorstep-session", encrypted: "__Host-doorstep-session" };
const ASKED: Cookie = Cookie { plain: "doorstep-asked", encrypted: "__Host-doorstep-asked" };

/// A request that changes something and comes from the office's own page.
pub(super) struct OwnPage;

/// The header that begins a session in the browser.
pub(super) fn begin(office: &Office, session: &str) -> String {
    SESSION.set(office.is_encrypted(), session, SESSION_LIFE.num_seconds())
}

/// The header that ends it there.
pub(super) fn end(office: &Office) -> String {
    SESSION.set(office.is_encrypted(), "", 0)
}

/// The header by which the browser keeps that it was asked something while somebody signs in.
pub(super) fn ask(office: &Office, asked: &str) -> String {
    ASKED.set(office.is_encrypted(), asked, ASKED_FOR.num_seconds())
}

/// The header by which it forgets that.
pub(super) fn answered(office: &Office) -> String {
    ASKED.set(office.is_encrypted(), "", 0)
}

/// The session's secret that a request brings, whoever's it is.
pub(super) fn session(office: &Office, headers: &HeaderMap) -> Option<String> {
    find(headers, SESSION.name(office.is_encrypted())).map(str::to_owned)
}

/// The secret of what the browser was asked, whatever it was.
pub(super) fn asked(office: &Office, headers: &HeaderMap) -> Option<String> {
    find(headers, ASKED.name(office.is_encrypted())).map(str::to_owned)
}

impl Cookie {
    fn set(&self, encrypted: bool, value: &str, seconds: i64) -> String {
        let only_encrypted = if encrypted { "; Secure" } else { "" };
        format!("{}={value}; Max-Age={seconds}; {ATTRIBUTES}{only_encrypted}", self.name(encrypted))
    }

    const fn name(&self, encrypted: bool) -> &'static str {
        if encrypted { self.encrypted } else { self.plain }
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
        assert_eq!(SESSION.set(false, "a", 5), plain);
        assert_eq!(SESSION.set(true, "a", 5), format!("__Host-{plain}; Secure"));
    }

    #[test]
    fn it_is_found_among_others_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        for line in ["a=b; doorstep-session=plain", "__Host-doorstep-session=own;x"] {
            headers.append(COOKIE, HeaderValue::from_static(line));
        }
        assert_eq!(find(&headers, SESSION.name(false)), Some("plain"));
        assert_eq!(find(&headers, SESSION.name(true)), Some("own"));
        assert_eq!(find(&headers, "session"), None);
    }
}
