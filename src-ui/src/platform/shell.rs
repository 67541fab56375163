//! Calls to the tablet's shell. The only place that knows how.

use ipc::refusal::{Code, Refusal};
use ipc::visit::Command;
use js_sys::{JSON, Promise};
use serde::Serialize;
use serde::de::DeserializeOwned;
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
    let arguments = JSON::parse(&arguments).map_err(|_| broken())?;
    let answer = invoke(C::NAME, arguments).map_err(|_| broken())?;
    match JsFuture::from(answer).await {
        Ok(reply) => read(&reply),
        Err(refusal) => Err(read(&refusal).unwrap_or_else(|_| broken())),
    }
}

/// The arguments of every command, by the name under which the shell takes them.
#[derive(Serialize)]
struct Arguments<C> {
    command: C,
}

fn read<T: DeserializeOwned>(value: &JsValue) -> Result<T, Refusal> {
    let text = JSON::stringify(value).map_err(|_| broken())?;
    reading::read(&String::from(text)).map_err(|_| broken())
}

fn broken() -> Refusal {
    Refusal { code: Code::Other, sentence: t("trouble.shell").to_owned() }
}
