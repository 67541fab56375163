//! The office as it is delivered: its program on a folder of its own, over HTTP.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use record::EnrolmentLine;

use crate::http::{Line, address_of};
use crate::tablet::Tablet;
use crate::target::{Sender, Target, Work};

/// How long a tablet waits where the office has no room for it now.
const LATER: Duration = Duration::from_millis(20);

/// An office that serves.
pub(crate) struct Doorstep {
    name: &'static str,
    program: PathBuf,
    folder: PathBuf,
    database: Option<String>,
    server: Child,
    _says: BufReader<ChildStdout>,
    address: SocketAddr,
    tablets: Mutex<Vec<Tablet>>,
}

impl Doorstep {
    /// Makes one in a folder that is not there yet, on a PostgreSQL database if one is named.
    pub(crate) fn start(
        name: &'static str,
        program: &Path,
        folder: PathBuf,
        database: Option<String>,
    ) -> Result<Self> {
        let command = |word: &str| command(program, &folder, database.as_deref(), word);
        let made = command("init").args(["--name", "Brindlewood"]).output()?;
        ensure!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let mut serve = command("serve");
        serve.args(["--listen", "127.0.0.1:0"]).stdout(Stdio::piped());
        serve.stderr(File::create(folder.join("journal"))?);
        let mut server = serve.spawn()?;
        let mut says = BufReader::new(server.stdout.take().context("a server that says nothing")?);
        let mut line = String::new();
        says.read_line(&mut line)?;
        let Some(address) = line.trim_end().strip_prefix("listening on http://") else {
            let _ = server.kill();
            bail!("the office did not start: {}", std::fs::read_to_string(folder.join("journal"))?);
        };
        let (address, program, tablets) = (address.parse()?, program.to_owned(), Mutex::default());
        Ok(Self { name, program, folder, database, server, _says: says, address, tablets })
    }

    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn program(&self) -> &Path {
        &self.program
    }

    /// A command about it, which may run beside it.
    pub(crate) fn command(&self, word: &str) -> Command {
        command(&self.program, &self.folder, self.database.as_deref(), word)
    }

    /// Lets a tablet in, which calls from an address of its own.
    pub(crate) fn join(&self, client: usize) -> Result<Tablet> {
        let said = self.command("enrol-code").output()?;
        ensure!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
        let code: EnrolmentLine = String::from_utf8(said.stdout)?.trim().parse()?;
        Tablet::join(&code, &mut Line::open(self.address, address_of(client))?)
    }
}

fn command(program: &Path, folder: &Path, database: Option<&str>, word: &str) -> Command {
    let mut command = Command::new(program);
    command.arg(word).arg("--data").arg(folder);
    if let Some(database) = database {
        command.env("DOORSTEP_OFFICE_DATABASE", database);
    }
    command
}

/// Sends what one agreement is, and waits where there is no room now, as tablets do.
pub(crate) fn send(line: &mut Line, requests: &[Vec<u8>], receipt: bool) -> Result<()> {
    let mut last = Vec::new();
    for request in requests {
        let mut answer = line.call(request)?;
        while answer.status == 503 {
            thread::sleep(LATER);
            answer = line.call(request)?;
        }
        let said = String::from_utf8_lossy(&answer.body).into_owned();
        ensure!(answer.status == 200, "status {}: {said}", answer.status);
        ensure!(!said.contains(r#""refused""#) && !said.contains(r#""later""#), "{said}");
        last = answer.body;
    }
    let last = String::from_utf8_lossy(&last);
    ensure!(!receipt || last.contains(r#""safe""#), "no receipt: {last}");
    Ok(())
}

impl Target for Doorstep {
    fn name(&self) -> &str {
        self.name
    }

    fn process(&self) -> Option<u32> {
        Some(self.server.id())
    }

    fn sender(&self, client: usize, work: &Work, count: usize) -> Result<Sender> {
        let mut tablets = self.tablets.lock().unwrap_or_else(PoisonError::into_inner);
        while tablets.len() <= client {
            let next = self.join(tablets.len())?;
            tablets.push(next);
        }
        let tablet = &mut tablets[client];
        let ready = (0..count).map(|_| tablet.next(work)).collect::<Result<Vec<_>>>()?;
        let (mut ready, receipt) = (ready.into_iter(), work.receipt);
        let mut line = Line::open(self.address, address_of(client))?;
        Ok(Box::new(move || send(&mut line, &ready.next().context("nothing is ready")?, receipt)))
    }
}

impl Drop for Doorstep {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
