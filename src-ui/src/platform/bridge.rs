//! Calls to the office's server, for the office's page. The session cookie goes with them by itself.

use ipc::office::Refused;
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
    /// Whoever is signed in may not see it.
    NotAllowed,
    /// It was not done, and this is why and what to do.
    Refused(String),
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

/// Goes to another page of the office, from which nothing leads back to this one.
pub fn leave_for(path: &str) {
    let _ = window().location().replace(path);
}

async fn call<T: DeserializeOwned>(method: &str, path: &str, body: Option<&str>) -> Result<T, NoAnswer> {
    let text = fetch(method, path, body).await.map_err(|_| NoAnswer::Unreachable)??;
    serde_json::from_str(if text.is_empty() { "null" } else { &text }).map_err(|_| NoAnswer::Unreachable)
}

async fn fetch(method: &str, path: &str, body: Option<&str>) -> Result<Result<String, NoAnswer>, JsValue> {
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
    match response.status() {
        401 => return Ok(Err(NoAnswer::SignedOut)),
        403 => return Ok(Err(NoAnswer::NotAllowed)),
        _ => {}
    }
    let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    if response.ok() {
        return Ok(Ok(text));
    }
    // What is no sentence of the office's is somebody else's, such as a proxy's.
    let told = serde_json::from_str::<Refused>(&text).map(|refused| NoAnswer::Refused(refused.sentence));
    Ok(Err(told.unwrap_or(NoAnswer::Unreachable)))
}
