//! Asking a passkey. What the office asks and what a passkey answers is WebAuthn's own JSON, in which bytes are letters; browsers take and
//! give the bytes.

use js_sys::{JSON, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::window;
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["navigator", "credentials"], js_name = get, catch)]
    fn get_credential(options: &JsValue) -> Result<Promise, JsValue>;
}

/// Asks a passkey, and gives what it answered. Nothing where nobody shows one, or this browser has none for this address.
pub async fn show(asked: &Value) -> Option<Value> {
    let asked = asked.get("publicKey")?;
    let options = JSON::parse(&asked.to_string()).ok()?;
    Reflect::set(&options, &"challenge".into(), &bytes(asked.get("challenge")?.as_str()?)?.into()).ok()?;
    let wrapped = Object::new();
    Reflect::set(&wrapped, &"publicKey".into(), &options).ok()?;
    let shown = JsFuture::from(get_credential(&wrapped).ok()?).await.ok()?;
    let response = Reflect::get(&shown, &"response".into()).ok()?;
    Some(json!({
        "id": Reflect::get(&shown, &"id".into()).ok()?.as_string()?,
        "rawId": letters(&shown, "rawId")?,
        "type": "public-key",
        "response": {
            "authenticatorData": letters(&response, "authenticatorData")?,
            "clientDataJSON": letters(&response, "clientDataJSON")?,
            "signature": letters(&response, "signature")?,
            "userHandle": letters(&response, "userHandle"),
        },
        "extensions": {},
    }))
}

fn bytes(text: &str) -> Option<Uint8Array> {
    let binary = window().atob(&text.replace('-', "+").replace('_', "/")).ok()?;
    let bytes: Vec<u8> = binary.chars().map(u8::try_from).collect::<Result<_, _>>().ok()?;
    Some(Uint8Array::new_from_slice(&bytes))
}

fn letters(of: &JsValue, name: &str) -> Option<String> {
    let buffer = Reflect::get(of, &name.into()).ok().filter(|it| it.is_object())?;
    let binary: String = Uint8Array::new(&buffer).to_vec().into_iter().map(char::from).collect();
    let text = window().btoa(&binary).ok()?;
    Some(text.replace('+', "-").replace('/', "_").trim_end_matches('=').to_owned())
}
