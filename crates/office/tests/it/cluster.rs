//! A PostgreSQL of these tests' own: in a folder of its own, reached by a socket in it and by no network, and gone once this
//! program has ended, however it ended. Timings start theirs by this file too.
//!
//! The one that most tests share does not wait for its disk (`fsync=off`): what a power cut leaves of its files is PostgreSQL's
//! own affair and not tested here. What a stop leaves that asks nobody is tested on servers that wait.
//!
//! Words are in the order of a language there, as on the machines of most councils, so that whatever leans on the server's order
//! differs from a file.

use postgres::{Client, NoTls};
use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// Starts a server for each line it hears. Once nobody can say one any more, it stops the last and tidies up.
const KEEPER: &str = r#"
    trap '' INT HUP
    folder=$1
    shift
    while read -r line; do "$@" >>"$folder/log" 2>&1 & server=$!; done
    kill -INT "$server"
    wait "$server"
    rm -rf "$folder"
"#;

/// How long anything may take to be there. Generous, so that a slow machine fails no test.
const PATIENCE: Duration = Duration::from_secs(60);

/// Its socket is called after it, whether or not it listens there.
const USUAL_PORT: u16 = 5432;

/// How the server's rights are called.
const USER: &str = "doorstep";

/// A server.
pub(crate) struct Cluster {
    /// Its folder, and that of its socket.
    pub(crate) folder: PathBuf,
    port: u16,
    keeper: Mutex<Child>,
    made: AtomicUsize,
}

/// A database that is gone once the test is.
pub(crate) struct Database {
    cluster: &'static Cluster,
    name: String,
}

/// The server that most tests share.
pub(crate) fn shared() -> &'static Cluster {
    static SHARED: LazyLock<Cluster> = LazyLock::new(|| {
        let settings = ["-c", "fsync=off", "-c", "doorstep.only_for_tests=on"];
        Cluster::start(USUAL_PORT, |_, _| settings.map(str::to_owned).into())
    });
    &SHARED
}

/// One that a test has for itself and may crash. It waits for its disk.
pub(crate) fn own() -> &'static Cluster {
    own_with(&[])
}

/// The same with settings of its own.
pub(crate) fn own_with(settings: &[&str]) -> &'static Cluster {
    let settings = settings.iter().map(|setting| (*setting).to_owned()).collect();
    Box::leak(Box::new(Cluster::start(USUAL_PORT, |_, _| settings)))
}

/// One that is reached over a network too, on this machine, and encrypts there with this certificate. Gives its port.
pub(crate) fn encrypted(certificate: &str, key: &str) -> (&'static Cluster, u16) {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let cluster = Cluster::start(port, |folder, owner| {
        let files = [("server.crt", certificate), ("server.key", key)].map(|(name, text)| {
            let path = folder.join(name);
            fs::write(&path, text).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
            owner.give(&path);
            path.display().to_string()
        });
        let [certificate, key] = files;
        let said = [
            "listen_addresses=127.0.0.1".to_owned(),
            format!("port={port}"),
            "ssl=on".to_owned(),
            format!("ssl_cert_file={certificate}"),
            format!("ssl_key_file={key}"),
        ];
        said.into_iter().flat_map(|setting| ["-c".to_owned(), setting]).collect()
    });
    (Box::leak(Box::new(cluster)), port)
}

impl Cluster {
    fn start(port: u16, settings: impl FnOnce(&Path, &Owner) -> Vec<String>) -> Self {
        let programs = programs();
        let folder = tempfile::Builder::new().prefix("doorstep-postgres-").tempdir().unwrap().keep();
        let owner = Owner::of(&folder);
        let data = folder.join("data");
        let mut make = owner.command(&programs.join("initdb"), &folder);
        make.arg("-D").arg(&data).args(["-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        let made = make.args(["--locale-provider=icu", "--icu-locale=en"]).output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));

        let mut keep = owner.command(Path::new("sh"), &folder);
        keep.args(["-c", KEEPER, "keeper"]).arg(&folder).arg(programs.join("postgres"));
        keep.arg("-D").arg(&data).arg("-k").arg(&folder).args(["-c", "listen_addresses="]);
        keep.args(settings(&folder, &owner));
        // Whoever reads what these tests say would otherwise wait until the server is gone.
        keep.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let keeper = Mutex::new(keep.spawn().unwrap());
        let cluster = Self { folder, port, keeper, made: AtomicUsize::new(0) };
        cluster.go_on();
        cluster
    }

    /// A new database in which nothing is.
    pub(crate) fn database(&'static self) -> Database {
        let name = format!("office_{}", self.made.fetch_add(1, Ordering::SeqCst));
        self.client("postgres").unwrap().batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
        Database { cluster: self, name }
    }

    /// The address of a database here.
    pub(crate) fn url(&self, database: &str) -> String {
        let Self { folder, port, .. } = self;
        format!("postgresql:///{database}?host={}&port={port}&user={USER}", folder.display())
    }

    /// Stops it at once, as if it had crashed: nobody is asked and nothing is finished.
    pub(crate) fn crash(&self) {
        let pid = fs::read_to_string(self.pid_file()).unwrap();
        let pid = pid.lines().next().unwrap();
        assert!(Command::new("kill").args(["-QUIT", pid]).status().unwrap().success());
        until("the server is gone", || (!self.pid_file().exists()).then_some(()));
    }

    /// Starts it, and waits until it answers.
    pub(crate) fn go_on(&self) {
        let mut keeper = self.keeper.lock().unwrap();
        keeper.stdin.as_mut().unwrap().write_all(b"start\n").unwrap();
        drop(keeper);
        let began = Instant::now();
        while let Err(why) = self.client("postgres") {
            let log = || fs::read_to_string(self.folder.join("log")).unwrap_or_default();
            assert!(began.elapsed() < PATIENCE, "{why}: {}", log());
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn client(&self, database: &str) -> Result<Client, postgres::Error> {
        Client::connect(&self.url(database), NoTls)
    }

    fn pid_file(&self) -> PathBuf {
        self.folder.join("data/postmaster.pid")
    }
}

impl Database {
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn url(&self) -> String {
        self.cluster.url(&self.name)
    }

    /// Somebody else at the same database.
    pub(crate) fn client(&self) -> Client {
        self.cluster.client(&self.name).unwrap()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let drop = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        // A test that failed may have broken the server, and has its own say.
        let _ = self.cluster.client("postgres").and_then(|mut client| client.batch_execute(&drop));
    }
}

/// Whom a server's files belong to: whoever runs these tests, but never root, for whom PostgreSQL does not run.
pub(crate) struct Owner(Option<(u32, u32)>);

impl Owner {
    /// Gives the folder to somebody who may run a server.
    pub(crate) fn of(folder: &Path) -> Self {
        let number = |of: &[&str]| -> Option<u32> {
            let said = Command::new("id").args(of).stderr(Stdio::null()).output().ok()?;
            String::from_utf8(said.stdout).ok()?.trim().parse().ok()
        };
        if number(&["-u"]) != Some(0) {
            return Self(None);
        }
        let of = |name| Some((number(&["-u", name])?, number(&["-g", name])?));
        let (user, group) = of("postgres").or_else(|| of("nobody")).unwrap();
        std::os::unix::fs::chown(folder, Some(user), Some(group)).unwrap();
        Self(Some((user, group)))
    }

    fn give(&self, file: &Path) {
        if let Self(Some((user, group))) = self {
            std::os::unix::fs::chown(file, Some(*user), Some(*group)).unwrap();
        }
    }

    pub(crate) fn command(&self, program: &Path, folder: &Path) -> Command {
        let mut command = match self.0 {
            None => Command::new(program),
            Some((user, group)) => {
                let mut command = Command::new("setpriv");
                let rights = [format!("--reuid={user}"), format!("--regid={group}"), "--clear-groups".into()];
                command.args(rights).arg("--").arg(program);
                command
            }
        };
        command.current_dir(folder).env("LC_ALL", "C");
        command
    }
}

/// Where PostgreSQL's programs are.
pub(crate) fn programs() -> PathBuf {
    found().unwrap_or_else(|| panic!("PostgreSQL is not installed; `cargo xtask setup` installs it"))
}

/// The same, if they are on this machine. Debian keeps those of each version in a folder of their own.
pub(crate) fn found() -> Option<PathBuf> {
    let mut folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH").unwrap()).collect();
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let entry = entry.ok()?;
            Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin")))
        })
        .collect();
    versions.sort();
    folders.extend(versions.into_iter().rev().map(|(_, folder)| folder));
    let has_all = |folder: &PathBuf| ["initdb", "postgres"].iter().all(|it| folder.join(it).is_file());
    let found = folders.into_iter().find(has_all)?;
    // Links may stand for a few of them; the others are where those lead.
    Some(found.join("postgres").canonicalize().ok()?.parent()?.to_owned())
}

/// Waits until something is so.
pub(crate) fn until<T>(what: &str, mut is_so: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = is_so() {
            return found;
        }
        assert!(began.elapsed() < PATIENCE, "{what}: not so after {} seconds", PATIENCE.as_secs());
        thread::sleep(Duration::from_millis(20));
    }
}
