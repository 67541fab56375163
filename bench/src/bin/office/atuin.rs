//! The server of atuin, which keeps encrypted records of shells for those who have several: one record in one request, as long as
//! what it is measured beside. It proves nothing, orders nothing and gives no receipt.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::http::{Line, address_of, request};
use crate::tablet::bytes_of;
use crate::target::{Sender, Target, Work};

const PATIENCE: Duration = Duration::from_secs(30);

/// A server that answers.
pub(crate) struct Atuin {
    name: &'static str,
    server: Child,
    address: SocketAddr,
    session: String,
}

/// The program that the variable `DOORSTEP_ATUIN` names or that is found by its name, and its version.
pub(crate) fn program() -> Option<(PathBuf, String)> {
    let program = std::env::var_os("DOORSTEP_ATUIN").unwrap_or("atuin-server".into());
    let said = Command::new(&program).arg("--version").stderr(Stdio::null()).output().ok()?;
    let version = String::from_utf8_lossy(&said.stdout).lines().next()?.trim().to_owned();
    Some((program.into(), version))
}

impl Atuin {
    pub(crate) fn start(name: &'static str, program: &Path, folder: &Path, database: &str) -> Result<Self> {
        std::fs::create_dir(folder)?;
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let mut serve = Command::new(program);
        serve.arg("start").env("ATUIN_CONFIG_DIR", folder).env("ATUIN_DB_URI", database);
        serve.env("ATUIN_HOST", "127.0.0.1").env("ATUIN_PORT", address.port().to_string());
        serve.env("ATUIN_OPEN_REGISTRATION", "true").env("HOME", folder).env("RUST_LOG", "error");
        let server = serve.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let mut atuin = Self { name, server, address, session: String::new() };
        let began = Instant::now();
        while TcpStream::connect(address).is_err() {
            if let Some(ended) = atuin.server.try_wait()? {
                bail!("it ended at once: {ended}");
            }
            ensure!(began.elapsed() < PATIENCE, "it does not answer");
            thread::sleep(Duration::from_millis(50));
        }
        let user =
            json!({ "email": "bench@example.org", "username": "bench", "password": "only-for-timings" });
        let answer = Line::open(address, address_of(0))?.call(&post("/register", None, &user)?)?;
        let said: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        let session = said.pointer("/session").and_then(Value::as_str);
        atuin.session = session.with_context(|| format!("no session: {} {said}", answer.status))?.to_owned();
        Ok(atuin)
    }
}

fn post(target: &str, session: Option<&str>, says: &Value) -> Result<Vec<u8>> {
    let mut headers = vec![("content-type", "application/json".to_owned())];
    headers.extend(session.map(|session| ("authorization", format!("Token {session}"))));
    Ok(request("POST", target, &headers, &serde_json::to_vec(says)?))
}

/// An id as its library writes it.
fn id() -> String {
    let hex = base::hex::encode(&bytes_of(16));
    format!("{}-{}-7{}-8{}-{}", &hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..])
}

impl Target for Atuin {
    fn name(&self) -> &str {
        self.name
    }

    fn process(&self) -> Option<u32> {
        Some(self.server.id())
    }

    fn sender(&self, client: usize, work: &Work, count: usize) -> Result<Sender> {
        let host = id();
        let one = |idx: usize| {
            let data = base::hex::encode(&bytes_of(work.bytes() / 2));
            let record = json!([{
                "id": id(), "idx": idx, "host": { "id": host, "name": "" }, "timestamp": 1_780_000_000_000_000_000_u64,
                "version": "v0", "tag": "history", "data": { "data": data, "content_encryption_key": "k" },
            }]);
            post("/api/v0/record", Some(&self.session), &record)
        };
        let mut ready = (0..count).map(one).collect::<Result<Vec<_>>>()?.into_iter();
        let mut line = Line::open(self.address, address_of(client))?;
        Ok(Box::new(move || {
            let answer = line.call(&ready.next().context("nothing is ready")?)?;
            ensure!(answer.status == 200, "status {}", answer.status);
            Ok(())
        }))
    }
}

impl Drop for Atuin {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
