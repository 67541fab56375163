//! A PostgreSQL of these timings' own, as it comes but for where it is reached: it waits for its disk. Gone afterwards.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use postgres::{Client, NoTls};

const USER: &str = "doorstep";
const PATIENCE: Duration = Duration::from_secs(60);

/// A server.
pub(crate) struct Cluster {
    folder: PathBuf,
    server: Child,
    version: String,
}

impl Cluster {
    /// Starts one; nothing where PostgreSQL is not on this machine.
    pub(crate) fn start() -> Result<Option<Self>> {
        let Some(programs) = programs() else { return Ok(None) };
        // Its socket lies in it, whose path may not be long.
        let folder = tempfile::Builder::new().prefix("doorstep-postgres-").tempdir()?.keep();
        let owner = owner(&folder)?;
        let data = folder.join("data");
        let mut make = owned(owner, &programs.join("initdb"), &folder);
        make.arg("-D").arg(&data).args(["-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C"]);
        let made = make.output()?;
        ensure!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let version = Command::new(programs.join("postgres")).arg("--version").output()?;
        let mut serve = owned(owner, &programs.join("postgres"), &folder);
        serve.arg("-D").arg(&data).arg("-k").arg(&folder).args(["-c", "listen_addresses="]);
        serve.args(["-c", "max_connections=200"]);
        let server = serve.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let version = String::from_utf8_lossy(&version.stdout).trim().to_owned();
        let cluster = Self { folder, server, version };
        let began = Instant::now();
        while let Err(error) = Client::connect(&cluster.url("postgres"), NoTls) {
            ensure!(began.elapsed() < PATIENCE, "PostgreSQL does not answer: {error}");
            thread::sleep(Duration::from_millis(50));
        }
        Ok(Some(cluster))
    }

    pub(crate) fn version(&self) -> &str {
        &self.version
    }

    /// The address of a new database.
    pub(crate) fn database(&self, name: &str) -> Result<String> {
        Client::connect(&self.url("postgres"), NoTls)?.batch_execute(&format!("CREATE DATABASE {name}"))?;
        Ok(self.url(name))
    }

    fn url(&self, database: &str) -> String {
        format!("postgresql:///{database}?host={}&user={USER}", self.folder.display())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // It ends what it began, whoever is still connected.
        let _ = Command::new("kill").args(["-INT", &self.server.id().to_string()]).status();
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// For root PostgreSQL does not run: then the folder is given to somebody for whom it does.
fn owner(folder: &Path) -> Result<Option<(u32, u32)>> {
    let number = |of: &[&str]| -> Option<u32> {
        let said = Command::new("id").args(of).stderr(Stdio::null()).output().ok()?;
        String::from_utf8(said.stdout).ok()?.trim().parse().ok()
    };
    if number(&["-u"]) != Some(0) {
        return Ok(None);
    }
    let of = |name| Some((number(&["-u", name])?, number(&["-g", name])?));
    let Some((user, group)) = of("postgres").or_else(|| of("nobody")) else {
        bail!("nobody may run PostgreSQL")
    };
    std::os::unix::fs::chown(folder, Some(user), Some(group)).context("the folder cannot be given away")?;
    Ok(Some((user, group)))
}

fn owned(owner: Option<(u32, u32)>, program: &Path, folder: &Path) -> Command {
    let mut command = match owner {
        None => Command::new(program),
        Some((user, group)) => {
            // The program that is started in its place keeps its number, by which it is stopped.
            let mut command = Command::new("setpriv");
            let rights = [format!("--reuid={user}"), format!("--regid={group}"), "--clear-groups".into()];
            command.args(rights).arg("--").arg(program);
            command
        }
    };
    command.current_dir(folder).env("LC_ALL", "C");
    command
}

/// Where PostgreSQL's programs are. Debian keeps those of each version in a folder of their own.
fn programs() -> Option<PathBuf> {
    let mut folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    folders.extend(debian.map(|version| version.path().join("bin")));
    folders.into_iter().find(|folder| ["initdb", "postgres"].iter().all(|it| folder.join(it).is_file()))
}
