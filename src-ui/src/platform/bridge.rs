//! Calls to the office's server, for the office's page. The session cookie goes with them by itself.

use leptos::prelude::window;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Request, RequestInit, Response};

/// Why the office gave no answer that can be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoAnswer {
    /// The sign-in is over or never was.
    SignedOut,
    /// It could not be reached, or answered with something else.
    Unreachable,
}

/// Gets a path of the office's own server.
///
/// # Errors
/// [`NoAnswer`].
pub async fn get<T: DeserializeOwned>(path: &str) -> Result<T, NoAnswer> {
    call("GET", path, None).await
}

/// Posts to a path of the office's own server.
///
/// # Errors
/// [`NoAnswer`].
pub async fn post<T: DeserializeOwned>(path: &str, body: Option<&impl Serialize>) -> Result<T, NoAnswer> {
    let body = body.map(serde_json::to_string).transpose().map_err(|_| NoAnswer::Unreachable)?;
    call("POST", path, body.as_deref()).await
}

/// The secret behind the `#` of a one-time link, taken out of the address so that it stays nowhere.
pub fn one_time_link() -> Option<String> {
    let location = window().location();
    let link = location.hash().ok()?.strip_prefix('#')?.to_owned();
    if let Ok(history) = window().history() {
        let path = location.pathname().unwrap_or_default();
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&path));
    }
    Some(link).filter(|link| !link.is_empty())
}

async fn call<T: DeserializeOwned>(method: &str, path: &str, body: Option<&str>) -> Result<T, NoAnswer> {
    let text = fetch(method, path, body).await.map_err(|_| NoAnswer::Unreachable)?;
    let text = text.ok_or(NoAnswer::SignedOut)?;
    serde_json::from_str(if text.is_empty() { "null" } else { &text }).map_err(|_| NoAnswer::Unreachable)
}

async fn fetch(method: &str, path: &str, body: Option<&str>) -> Result<Option<String>, JsValue> {
    let options = RequestInit::new();
    options.set_method(method);
    if let Some(body) = body {
        options.set_body(&JsValue::from_str(body));
    }
    let request = Request::new_with_str_and_init(path, &options)?;
    if body.is_some() {
        request.headers().set("content-type", "application/json")?;
    }
    let response: Response = JsFuture::from(window().fetch_with_request(&request)).await?.dyn_into()?;
    if matches!(response.status(), 401 | 403) {
        return Ok(None);
    }
    if !response.ok() {
        return Err(JsValue::NULL);
    }
    Ok(JsFuture::from(response.text()?).await?.as_string())
}
