//! An office to test against, with a clock that tests turn, and plain HTTP.

use chrono::{DateTime, TimeDelta, Utc};
use office::{DataFolder, Environment, Office, OfficeError, Reach, WaysIn};
use record::answer::{ANSWER, Answer as Said, Asked};
use record::request::{Nonce, SIGNATURE};
use record::{Hash, OfficeKeys, RecordError};
use rusqlite::{Connection, OpenFlags};
use serde::de::DeserializeOwned;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use tokio::sync::oneshot;
use ureq::http;

/// A clock that stands still until it is turned, and bytes that never repeat.
#[derive(Clone)]
pub(crate) struct World {
    now: Arc<Mutex<DateTime<Utc>>>,
    drawn: Arc<AtomicU64>,
}

impl World {
    pub(crate) fn new() -> Self {
        let now = DateTime::parse_from_rfc3339("2026-06-09T18:00:00Z").unwrap().to_utc();
        Self { now: Arc::new(Mutex::new(now)), drawn: Arc::default() }
    }

    /// One that draws other bytes.
    pub(crate) fn other() -> Self {
        Self { drawn: Arc::new(AtomicU64::new(1 << 32)), ..Self::new() }
    }

    /// Its time, counted from 1970.
    pub(crate) fn now_in_seconds(&self) -> i64 {
        self.now().timestamp()
    }

    pub(crate) fn turn(&self, by: TimeDelta) {
        *self.now.lock().unwrap() += by;
    }
}

impl Environment for World {
    fn now(&self) -> DateTime<Utc> {
        *self.now.lock().unwrap()
    }

    fn fill(&self, bytes: &mut [u8]) -> Result<(), OfficeError> {
        for part in bytes.chunks_mut(32) {
            let drawn = self.drawn.fetch_add(1, Ordering::SeqCst);
            part.copy_from_slice(&Hash::of(&drawn.to_be_bytes()).as_bytes()[..part.len()]);
        }
        Ok(())
    }
}

/// What was asked, as an answer is bound to it.
#[derive(Debug, Clone)]
pub(crate) struct Question {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) body: Hash,
    pub(crate) signature: String,
}

impl Question {
    pub(crate) fn new(method: &str, target: &str, headers: &[(&str, String)], body: &[u8]) -> Self {
        let signature = headers.iter().find(|(name, _)| *name == SIGNATURE);
        Self {
            method: method.to_owned(),
            target: target.to_owned(),
            body: Hash::of(body),
            signature: signature.map(|(_, value)| value.clone()).unwrap_or_default(),
        }
    }
}

/// An answer over HTTP.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) to: Question,
    pub(crate) status: u16,
    pub(crate) headers: http::HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn json<T: DeserializeOwned>(&self) -> T {
        let said = String::from_utf8_lossy(&self.body);
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{}: {error}: {said}", self.status))
    }

    /// Proves that this office said it to the request with this nonce.
    pub(crate) fn prove(&self, office: &OfficeKeys, nonce: Nonce) -> Result<(), RecordError> {
        self.prove_to(&self.to, office, nonce)
    }

    /// The same of a request that may be another.
    pub(crate) fn prove_to(
        &self,
        to: &Question,
        office: &OfficeKeys,
        nonce: Nonce,
    ) -> Result<(), RecordError> {
        let Question { method, target, body, signature } = to;
        let to = Asked { method, target, body: *body, signature, nonce };
        let said = Said { to, status: self.status, body: &self.body };
        said.verify(self.header(ANSWER), &office.signing.verifying_key()?)
    }

    /// Status and stable code of a refusal.
    pub(crate) fn refusal(&self) -> (u16, String) {
        let said: serde_json::Value = self.json();
        (self.status, said["code"].as_str().unwrap().to_owned())
    }
}

pub(crate) fn send(
    address: &str,
    method: &str,
    target: &str,
    headers: &[(&str, String)],
    body: &[u8],
) -> Answer {
    try_send(address, method, target, headers, body).unwrap()
}

pub(crate) fn try_send(
    address: &str,
    method: &str,
    target: &str,
    headers: &[(&str, String)],
    body: &[u8],
) -> Result<Answer, ureq::Error> {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .allow_non_standard_methods(true)
        .proxy(None)
        .build()
        .into();
    let mut request = http::Request::builder().method(method).uri(format!("{address}{target}"));
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    let mut answer = if body.is_empty() && matches!(method, "GET" | "HEAD") {
        agent.run(request.body(()).unwrap())?
    } else {
        agent.run(request.body(body).unwrap())?
    };
    Ok(Answer {
        to: Question::new(method, target, headers, body),
        status: answer.status().as_u16(),
        headers: answer.headers().clone(),
        body: answer.body_mut().with_config().limit(80 * 1024 * 1024).read_to_vec()?,
    })
}

/// How an office is known and lets people in.
#[derive(Clone, Default)]
pub(crate) struct Lets {
    /// By a name and not by a number, so that browsers have passkeys for it.
    pub(crate) by_name: bool,
    pub(crate) ways: WaysIn,
}

/// A running office.
pub(crate) struct Server {
    pub(crate) address: String,
    pub(crate) office: Arc<Office>,
    pub(crate) world: World,
    folder: tempfile::TempDir,
    lets: Lets,
    running: Option<(oneshot::Sender<()>, std::thread::JoinHandle<()>)>,
}

impl Server {
    pub(crate) fn start() -> Self {
        Self::start_letting(Lets::default())
    }

    /// An office that lets people in so.
    pub(crate) fn start_letting(lets: Lets) -> Self {
        Self::start_in_world(World::new(), lets)
    }

    /// The same by a clock that others have too.
    pub(crate) fn start_in_world(world: World, lets: Lets) -> Self {
        Self::start_in(tempfile::tempdir().unwrap(), world, lets)
    }

    /// An office with other keys.
    pub(crate) fn start_other() -> Self {
        Self::start_in(tempfile::tempdir().unwrap(), World::other(), Lets::default())
    }

    /// An office on a copy of a folder of another time.
    pub(crate) fn start_with(data: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join("data");
        std::fs::create_dir(&own).unwrap();
        for entry in std::fs::read_dir(data).unwrap() {
            let entry = entry.unwrap();
            std::fs::copy(entry.path(), own.join(entry.file_name())).unwrap();
        }
        Self::start_in(folder, World::other(), Lets::default())
    }

    /// Stops this one, waits for it, and starts another on the same folder.
    pub(crate) fn restart(self) -> Self {
        self.restart_after(|_| {})
    }

    /// Stops it, does something to its data while nobody has it open, and starts it again.
    pub(crate) fn restart_after(mut self, change: impl FnOnce(&Path)) -> Self {
        self.stop();
        let folder = std::mem::replace(&mut self.folder, tempfile::tempdir().unwrap());
        let (world, lets) = (self.world.clone(), self.lets.clone());
        drop(self);
        change(&data_in(folder.path()));
        Self::start_in(folder, world, lets)
    }

    /// The office's folder.
    pub(crate) fn data(&self) -> std::path::PathBuf {
        data_in(self.folder.path())
    }

    pub(crate) fn pages(&self) -> std::path::PathBuf {
        pages_in(self.folder.path())
    }

    /// Its database, as somebody else might hold it.
    pub(crate) fn database(&self) -> Connection {
        database_in(&self.data())
    }

    fn start_in(folder: tempfile::TempDir, world: World, lets: Lets) -> Self {
        let (stop, stopped) = oneshot::channel();
        let (tell, told) = std::sync::mpsc::channel();
        let (data, pages) = (DataFolder::new(data_in(folder.path())), pages_in(folder.path()));
        let (environment, let_in) = (world.clone(), lets.clone());
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                if matches!(data.look(), Err(OfficeError::NoOffice)) {
                    let name = "Brindlewood Children's Services";
                    Office::make(&data, name, "http://127.0.0.1:1", Box::new(environment.clone())).unwrap();
                }
                let _lock = data.lock().unwrap();
                let listening = office::listen(Reach::on("127.0.0.1:0".parse().unwrap())).await.unwrap();
                let named = format!("http://localhost:{}", listening.local().port());
                let address = if let_in.by_name { named } else { listening.address() };
                let office = Office::open(&data, &address, Box::new(environment)).unwrap();
                let office = Arc::new(office.let_in(let_in.ways).unwrap());
                tell.send(Arc::clone(&office)).unwrap();
                let stop = async {
                    let _ = stopped.await;
                };
                office::serve(listening, office, pages, stop).await;
            });
        });
        let office: Arc<Office> = told.recv().unwrap();
        let (address, running) = (office.address().to_owned(), Some((stop, thread)));
        Self { address, office, world, folder, lets, running }
    }

    fn stop(&mut self) {
        if let Some((stop, thread)) = self.running.take() {
            let _ = stop.send(());
            thread.join().unwrap();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The database of the office in a folder, as somebody else might hold it who has the key.
pub(crate) fn database_in(data: &Path) -> Connection {
    let key = DataFolder::new(data.to_owned()).key().unwrap().unwrap().store_key();
    let path = data.join("office.sqlite");
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap();
    connection.execute_batch(&key.statement()).unwrap();
    connection
}

fn data_in(folder: &Path) -> std::path::PathBuf {
    folder.join("data")
}

fn pages_in(folder: &Path) -> std::path::PathBuf {
    folder.join("pages")
}
