//! Calls to the tablet's shell. The only place that knows how.

use ipc::refusal::{Code, Refusal};
use ipc::visit::Command;
use js_sys::{JSON, Object, Promise, Reflect, Uint8Array};
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::page;
use crate::words::t;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["window", "__TAURI__", "core"], js_name = invoke, catch)]
    fn invoke(name: &str, arguments: &JsValue) -> Result<Promise, JsValue>;
}

/// What the page hears when the tablet has locked by itself: from the shell, and from each command that is refused for it.
pub const LOCKED: &str = "locked";

/// Asks the shell to carry out a command.
///
/// # Errors
/// The shell's refusal, or one of our own when it cannot be reached at all.
pub async fn ask<C: Command>(command: C) -> Result<C::Reply, Refusal> {
    let command = serde_json::to_string(&command).map_err(|_| broken())?;
    read(&call(C::NAME, &command).await?)
}

/// Closes the window. What the shell says to it nobody can show any more.
pub async fn close() {
    let _ = call("plugin:window|destroy", "{}").await;
}

/// The shell's answer, bytes that are JSON. Apart from `ask`, so that it is in the program once and not for each command.
async fn call(name: &str, command: &str) -> Result<Vec<u8>, Refusal> {
    let answer = invoke(name, &arguments(command).map_err(|_| broken())?).map_err(|_| broken())?;
    match JsFuture::from(answer).await {
        Ok(reply) => Ok(Uint8Array::new(&reply).to_vec()),
        Err(refusal) => {
            let refusal = JSON::stringify(&refusal).map_err(|_| broken())?;
            let refusal: Refusal = read(String::from(refusal).as_bytes())?;
            if refusal.code == Code::Locked {
                page::say(LOCKED);
            }
            Err(refusal)
        }
    }
}

/// The arguments of every command, by the name under which the shell takes them.
fn arguments(command: &str) -> Result<JsValue, JsValue> {
    let arguments = Object::new();
    Reflect::set(&arguments, &"command".into(), &JSON::parse(command)?)?;
    Ok(arguments.into())
}

fn read<T: DeserializeOwned>(answer: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(answer).map_err(|_| broken())
}

fn broken() -> Refusal {
    Refusal { code: Code::Other, sentence: t("trouble.shell").to_owned() }
}
