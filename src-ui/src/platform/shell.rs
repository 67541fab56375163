//! Calls to the tablet's shell. The only place that knows how.

use ipc::refusal::{Code, Refusal};
use ipc::visit::Command;
use js_sys::JSON;
use serde::Deserialize;
use wasm_bindgen::prelude::*;

use crate::words::t;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["window", "__TAURI__", "core"], js_name = invoke, catch)]
    async fn invoke(name: &str, arguments: JsValue) -> Result<JsValue, JsValue>;
}

/// Asks the shell to carry out a command.
///
/// # Errors
/// The shell's refusal, or one of our own when it cannot be reached at all.
pub async fn ask<C: Command>(command: C) -> Result<C::Reply, Refusal> {
    let arguments = serde_json::json!({ "command": command }).to_string();
    let arguments = JSON::parse(&arguments).map_err(|_| broken())?;
    match invoke(C::NAME, arguments).await {
        Ok(reply) => read(&reply),
        Err(refusal) => Err(read(&refusal).unwrap_or_else(|_| broken())),
    }
}

fn read<T: for<'de> Deserialize<'de>>(value: &JsValue) -> Result<T, Refusal> {
    let text = JSON::stringify(value).map_err(|_| broken())?;
    serde_json::from_str(&String::from(text)).map_err(|_| broken())
}

fn broken() -> Refusal {
    Refusal { code: Code::Other, sentence: t("trouble.shell").to_owned() }
}
