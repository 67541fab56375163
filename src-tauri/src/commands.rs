//! From the window to the tablet and back. Which commands there are is not known here.

use std::sync::Arc;

use serde_json::Value;
use tablet::{NotOpened, Tablet};
use tauri::Wry;
use tauri::ipc::{Invoke, InvokeBody, InvokeError, InvokeResponseBody};

/// The tablet, or why there is none.
pub(crate) type Behind = Result<Arc<Tablet>, NotOpened>;

/// Hands each command over by its name. The answer comes when it is carried out; nothing waits for it here.
pub(crate) fn handler(tablet: Behind) -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    move |Invoke { message, resolver, .. }| {
        let (tablet, name) = (tablet.clone(), message.command().to_owned());
        let arguments = match message.payload() {
            InvokeBody::Json(arguments) => arguments.clone(),
            InvokeBody::Raw(_) => Value::Null,
        };
        resolver.respond_async_serialized(async move {
            let answer = match tablet {
                Ok(tablet) => tablet.answer(name, arguments).await,
                Err(not_opened) => not_opened.answer(&name),
            };
            // As bytes: the page would read JSON into values of its own first, and a plan has thousands of them.
            answer.map(|reply| InvokeResponseBody::Raw(reply.into_bytes())).map_err(InvokeError::from)
        });
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(value: &Value, place: &str) -> Vec<String> {
        serde_json::from_value(value.pointer(place).unwrap().clone()).unwrap()
    }

    #[test]
    fn the_window_may_call_the_commands_of_the_contract_and_nothing_else() {
        let read = |text: &str| -> Value { serde_json::from_str(text).unwrap() };
        let config = read(include_str!("../tauri.conf.json"));
        assert_eq!(list(&config, "/app/security/capabilities"), ["visit"]);
        let capability = read(include_str!("../capabilities/visit.json"));
        // Beside the commands, the page may end its own window once everything is saved.
        assert_eq!(list(&capability, "/permissions"), ["commands", "core:window:allow-destroy"]);
        assert_eq!(list(&capability, "/windows"), ["visit"]);
        assert_eq!(capability.get("remote"), None);
        // What the build script gave and Tauri understood.
        let understood = read(include_str!(concat!(env!("OUT_DIR"), "/acl-manifests.json")));
        let ours = understood.get("__app-acl__").unwrap();
        assert_eq!(list(ours, "/permissions/commands/commands/allow"), ipc::visit::NAMES);
        assert!(list(ours, "/permissions/commands/commands/deny").is_empty());
        assert_eq!(ours.pointer("/permissions").unwrap().as_object().unwrap().len(), 1);
    }
}
