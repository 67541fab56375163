//! Calls to the tablet's shell. The only place that knows how.

use ipc::refusal::{Code, Refusal};
use ipc::visit::Command;
use js_sys::{JSON, Promise};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::reading;
use crate::words::t;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["window", "__TAURI__", "core"], js_name = invoke, catch)]
    fn invoke(name: &str, arguments: JsValue) -> Result<Promise, JsValue>;
}

/// Asks the shell to carry out a command.
///
/// # Errors
/// The shell's refusal, or one of our own when it cannot be reached at all.
pub async fn ask<C: Command>(command: C) -> Result<C::Reply, Refusal> {
    let arguments = serde_json::to_string(&Arguments { command }).map_err(|_| broken())?;
    let reply = call(C::NAME, arguments).await?;
    reading::read(&reply).map_err(|_| broken())
}

/// The arguments of every command, by the name under which the shell takes them.
#[derive(Serialize)]
struct Arguments<C> {
    command: C,
}

/// The shell's answer as JSON. Apart from `ask`, so that it is in the program once and not for each command.
async fn call(name: &str, arguments: String) -> Result<String, Refusal> {
    let arguments = JSON::parse(&arguments).map_err(|_| broken())?;
    let answer = invoke(name, arguments).map_err(|_| broken())?;
    match JsFuture::from(answer).await {
        Ok(reply) => text(&reply),
        Err(refusal) => Err(text(&refusal).and_then(|it| reading::read(&it).map_err(|_| broken()))?),
    }
}

fn text(value: &JsValue) -> Result<String, Refusal> {
    JSON::stringify(value).map(String::from).map_err(|_| broken())
}

fn broken() -> Refusal {
    Refusal { code: Code::Other, sentence: t("trouble.shell").to_owned() }
}
