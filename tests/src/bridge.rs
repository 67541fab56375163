//! The visit's interface in Chromium, on a real tablet: a small server gives it the built pages and carries its commands
//! out. For what the app's own window cannot be asked: a pen beside a hand, and what a screen reader is told.
//!
//! Only the shell between page and tablet is another one. What the shell itself does is tested in the app's window.

use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};
use tablet::Tablet;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::browser;
use crate::process::checkout;
use crate::ready::Ready;
use crate::stage::Stage;
use crate::window::Window;

/// What the page finds in the place of the shell. Answers are told apart by the header the shell itself uses.
const SHELL: &str = "
    const invoke = async (name, command) => {
        const answer = await fetch(`ipc/${name}`, { method: 'POST', body: JSON.stringify(command) });
        if (answer.headers.get('Tauri-Response') !== 'ok') throw await answer.json();
        return answer.arrayBuffer();
    };
    window.__TAURI__ = { core: { invoke } };
";

/// Opens Chromium on a tablet with the worker in. The tablet is the window's until that is closed.
pub fn open(ready: &Ready) -> Result<Window> {
    let window = open_on(&ready.stage, ready.tablet()?)?;
    window.see("Your plans")?;
    Ok(window)
}

/// Opens Chromium on any tablet of a stage.
pub fn open_on(stage: &Stage, tablet: Tablet) -> Result<Window> {
    open_without(stage, tablet, None)
}

/// The same, with one file of the page that cannot be had.
pub fn open_without(stage: &Stage, tablet: Tablet, missing: Option<&'static str>) -> Result<Window> {
    let bridge = Bridge::start(tablet, missing)?;
    let mut window = browser::open(stage, &stage.place("downloads"))?;
    window.go(&bridge.address)?;
    window.stands_on(bridge);
    Ok(window)
}

/// The server. It ends, and lets go of the tablet, when this is dropped.
struct Bridge {
    address: String,
    _runtime: Runtime,
}

impl Bridge {
    fn start(tablet: Tablet, missing: Option<&'static str>) -> Result<Self> {
        let page = Arc::new(VisitPage { missing, ..VisitPage::built()? });
        let router = Router::new()
            .route("/ipc/{command}", post(command))
            .with_state(Arc::new(tablet))
            .route("/", get(|State(page): State<Arc<VisitPage>>| async move { page.index() }))
            .route("/shell.js", get(|| async { ([(header::CONTENT_TYPE, "text/javascript")], SHELL) }))
            .route(
                "/{file}",
                get(|State(page): State<Arc<VisitPage>>, Path(file)| async move { page.file(file) }),
            )
            .with_state(page);
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
        let address = format!("http://{}/", listener.local_addr()?);
        runtime.spawn(async move { axum::serve(listener, router).await });
        Ok(Self { address, _runtime: runtime })
    }
}

/// Hands a command to the tablet in the same way as the shell does.
async fn command(State(tablet): State<Arc<Tablet>>, Path(name): Path<String>, arguments: Bytes) -> Response {
    let arguments = serde_json::from_slice(&arguments).unwrap_or_default();
    let (said, answer) = match tablet.answer(name, arguments).await {
        Ok(reply) => ("ok", reply),
        Err(refusal) => ("error", json!(refusal).to_string()),
    };
    ([(HeaderName::from_static("tauri-response"), said)], answer).into_response()
}

/// The built pages, under the rules the shell sets for them.
struct VisitPage {
    folder: PathBuf,
    rules: String,
    missing: Option<&'static str>,
}

impl VisitPage {
    fn built() -> Result<Self> {
        let folder = checkout().join("target/ui/visit");
        ensure!(
            folder.join("index.html").is_file(),
            "the interface is not built; `cargo xtask ui` builds it"
        );
        let shell: Value =
            serde_json::from_slice(&std::fs::read(checkout().join("src-tauri/tauri.conf.json"))?)?;
        let rules = shell.pointer("/app/security/csp").and_then(Value::as_str);
        let rules = rules.context("the shell sets no rules for its pages")?.to_owned();
        Ok(Self { folder, rules, missing: None })
    }

    fn index(&self) -> Response {
        let read = std::fs::read_to_string(self.folder.join("index.html"));
        let page = read.unwrap_or_default().replacen("<head>", "<head><script src=\"shell.js\"></script>", 1);
        self.answer("text/html", page.into_bytes())
    }

    fn file(&self, name: String) -> Response {
        let kind = match FilePath::new(&name).extension().and_then(|it| it.to_str()) {
            Some("js") => "text/javascript",
            Some("css") => "text/css",
            Some("wasm") => "application/wasm",
            _ => "application/octet-stream",
        };
        let is_missing = self.missing == Some(name.as_str());
        match std::fs::read(self.folder.join(name)) {
            Ok(bytes) if !is_missing => self.answer(kind, bytes),
            _ => StatusCode::NOT_FOUND.into_response(),
        }
    }

    fn answer(&self, kind: &'static str, bytes: Vec<u8>) -> Response {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
        if let Ok(rules) = self.rules.parse() {
            headers.insert(header::CONTENT_SECURITY_POLICY, rules);
        }
        (headers, bytes).into_response()
    }
}
