//! Three machines with etcd, Patroni and PostgreSQL each, and HAProxy before them, all in one folder and reached by this machine only.
//! However this program ends, they end with it.

use super::forwarder::Forwarder;
use super::parts::{Part, Programs, SECRET, machine};
use super::patience::patiently;
use crate::cluster::Owner;
use postgres::{Client, NoTls};
use serde_json::Value;
use std::collections::HashMap;
use std::fs::{self, File};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// How long something on this machine may take to answer.
const ANSWER: Duration = Duration::from_secs(2);

/// Once nobody can speak to it any more, it ends what Patroni started, which goes on without it.
const KEEPER: &str = r#"
    trap '' INT HUP
    while read -r line; do :; done
    for file in "$1"/*/data/postmaster.pid; do
        [ -f "$file" ] || continue
        server=$(head -n 1 "$file")
        kill -KILL $(pgrep -P "$server") "$server" 2>>"$1/keeper"
    done
    rm -rf "$1"
"#;

/// The lines of one machine.
pub(super) struct Machine {
    rest: u16,
    /// From the other etcds to its own.
    pub(super) peer: Forwarder,
    /// From its Patroni to each etcd.
    pub(super) etcd: Vec<Forwarder>,
    /// From the others and HAProxy to its PostgreSQL.
    pub(super) database: Forwarder,
    /// From the others to its Patroni.
    pub(super) patroni: Forwarder,
    /// From HAProxy to its Patroni.
    pub(super) check: Forwarder,
}

pub(super) struct Country {
    pub(super) machines: Vec<Machine>,
    programs: Programs,
    folder: PathBuf,
    owner: Owner,
    listen: u16,
    running: HashMap<Part, Child>,
    keeper: Child,
}

impl Country {
    /// Starts all of it, and waits until there is a primary with a standby.
    pub(super) fn start(programs: Programs) -> Self {
        let folder = tempfile::Builder::new().prefix("doorstep-country-").tempdir().unwrap().keep();
        let owner = Owner::of(&folder);
        let mut keep = owner.command("sh".as_ref(), &folder);
        keep.args(["-c", KEEPER, "keeper"]).arg(&folder);
        keep.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let keeper = keep.spawn().unwrap();
        let (machines, running) = (Vec::new(), HashMap::new());
        let mut country = Self { machines, programs, folder, owner, listen: 0, running, keeper };
        country.lay_out();
        for at in 0..3 {
            country.begin(Part::Etcd(at));
        }
        for at in 0..3 {
            country.begin(Part::Patroni(at));
        }
        country.begin(Part::Proxy);
        country.steady();
        country
    }

    /// Draws the lines and writes the settings.
    fn lay_out(&mut self) {
        let mut free = Free::default();
        let [peers, clients, databases, rests] = [(); 4].map(|()| [(); 3].map(|()| free.port()));
        self.listen = free.port();
        self.machines = (0..3)
            .map(|at| Machine {
                rest: rests[at],
                peer: Forwarder::to(peers[at]),
                etcd: clients.iter().map(|port| Forwarder::to(*port)).collect(),
                database: Forwarder::to(databases[at]),
                patroni: Forwarder::to(rests[at]),
                check: Forwarder::to(rests[at]),
            })
            .collect();
        let here = |port: u16| format!("127.0.0.1:{port}");
        let all: Vec<String> = (0..3)
            .map(|at| format!("{}=http://{}", Part::Etcd(at).name(), self.machines[at].peer.address()))
            .collect();
        let mut proxy = vec![("listen", here(self.listen))];
        let names = [
            ["name1", "database1", "rest1"],
            ["name2", "database2", "rest2"],
            ["name3", "database3", "rest3"],
        ];
        for at in 0..3 {
            let own = &self.machines[at];
            let etcds: Vec<String> = own.etcd.iter().map(Forwarder::address).collect();
            let texts = [machine(at), own.database.address(), own.check.port.to_string()];
            proxy.extend(names[at].into_iter().zip(texts));
            let etcd = [
                ("name", Part::Etcd(at).name()),
                ("folder", self.path(&Part::Etcd(at).name())),
                ("listen_peer", here(peers[at])),
                ("peer", own.peer.address()),
                ("client", here(clients[at])),
                ("peers", all.join(",")),
            ];
            let patroni = [
                ("name", machine(at)),
                ("folder", self.path(&machine(at))),
                ("listen_rest", here(rests[at])),
                ("rest", own.patroni.address()),
                ("listen_database", here(databases[at])),
                ("database", own.database.address()),
                ("etcd", etcds.join(",")),
                ("programs", self.programs.postgres.display().to_string()),
                ("secret", SECRET.to_owned()),
            ];
            self.write(Part::Etcd(at), &etcd);
            self.write(Part::Patroni(at), &patroni);
        }
        self.write(Part::Proxy, &proxy);
    }

    fn path(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    /// Its settings, and a folder that is its own.
    fn write(&self, part: Part, words: &[(&str, String)]) {
        let own = self.folder.join(part.name());
        let made = self.owner.command("mkdir".as_ref(), &self.folder).args(["-m", "700"]).arg(&own).status();
        assert!(made.unwrap().success());
        fs::write(own.with_extension("settings"), part.settings(words)).unwrap();
    }

    /// Starts one of the programs, if it does not run.
    pub(super) fn begin(&mut self, part: Part) {
        if self.running.get_mut(&part).is_some_and(|child| child.try_wait().unwrap().is_none()) {
            return;
        }
        let own = self.folder.join(part.name());
        let program = match part {
            Part::Etcd(_) => &self.programs.etcd,
            Part::Patroni(_) => &self.programs.patroni,
            Part::Proxy => &self.programs.proxy,
        };
        let before: &[&str] = match part {
            Part::Etcd(_) => &["--config-file"],
            Part::Patroni(_) => &[],
            Part::Proxy => &["-db", "-f"],
        };
        // It ends with the thread that started it, which is a test's.
        let mut command = self.owner.command("setpriv".as_ref(), &self.folder);
        command.args(["--pdeathsig", "KILL", "--"]).arg(program).args(before);
        let log = File::options().create(true).append(true).open(own.with_extension("log")).unwrap();
        command.arg(own.with_extension("settings")).stdin(Stdio::null());
        command.stdout(log.try_clone().unwrap()).stderr(log);
        self.running.insert(part, command.spawn().unwrap());
    }

    /// Ends one of them as a machine does whose power goes.
    pub(super) fn kill(&mut self, part: Part) {
        if let Some(child) = self.running.get_mut(&part) {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    pub(super) fn id(&self, part: Part) -> Option<u32> {
        self.running.get(&part).map(Child::id)
    }

    /// The processes of a machine's PostgreSQL.
    pub(super) fn postgres(&self, at: usize) -> Vec<u32> {
        let file = self.folder.join(machine(at)).join("data/postmaster.pid");
        let Ok(text) = fs::read_to_string(file) else { return Vec::new() };
        let Some(server) = text.lines().next().and_then(|line| line.trim().parse::<u32>().ok()) else {
            return Vec::new();
        };
        let children = Command::new("pgrep").args(["-P", &server.to_string()]).output().unwrap();
        let children = String::from_utf8(children.stdout).unwrap();
        std::iter::once(server).chain(children.lines().filter_map(|line| line.parse().ok())).collect()
    }

    /// What a machine's Patroni says of itself, and whether with the status of a good answer.
    fn says(&self, at: usize, path: &str) -> Option<(bool, Value)> {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .proxy(None)
            .timeout_global(Some(ANSWER))
            .build()
            .into();
        let mut answer =
            agent.get(format!("http://127.0.0.1:{}{path}", self.machines[at].rest)).call().ok()?;
        let said = answer.body_mut().read_to_vec().ok()?;
        Some((answer.status().as_u16() == 200, serde_json::from_slice(&said).ok()?))
    }

    /// The machine whose PostgreSQL may be written to.
    pub(super) fn primary(&self) -> Option<usize> {
        (0..3).find(|at| self.says(*at, "/primary").is_some_and(|(is_so, _)| is_so))
    }

    /// The machine that has to have each thing before it is called done.
    pub(super) fn standby(&self) -> Option<usize> {
        (0..3).find(|at| self.says(*at, "/synchronous").is_some_and(|(is_so, _)| is_so))
    }

    /// Waits until all three run and follow one another.
    pub(super) fn steady(&self) {
        patiently("three machines, one of them primary, one its standby", || {
            let all: Option<Vec<Value>> =
                (0..3).map(|at| self.says(at, "/patroni").map(|(_, said)| said)).collect();
            let all = all?;
            let run = |said: &Value| matches!(said["state"].as_str(), Some("running" | "streaming"));
            let same = all.iter().all(|said| run(said) && said["timeline"] == all[0]["timeline"]);
            (same && self.primary().is_some() && self.standby().is_some()).then_some(())
        });
    }

    /// A new database of a user of its own, and its address.
    pub(super) fn database(&self) -> String {
        let at =
            |user: &str, name: &str| format!("postgresql://{user}:{SECRET}@127.0.0.1:{}/{name}", self.listen);
        let mut client =
            patiently("the primary answers", || Client::connect(&at("postgres", "postgres"), NoTls).ok());
        client.batch_execute(&format!("CREATE ROLE doorstep LOGIN PASSWORD '{SECRET}'")).unwrap();
        client.batch_execute("CREATE DATABASE office OWNER doorstep").unwrap();
        at("doorstep", "office")
    }
}

impl Drop for Country {
    fn drop(&mut self) {
        for at in 0..3 {
            self.kill(Part::Patroni(at));
        }
        let servers: Vec<String> =
            (0..3).flat_map(|at| self.postgres(at)).map(|process| process.to_string()).collect();
        let _ = Command::new("kill").arg("-KILL").args(servers).stderr(Stdio::null()).status();
        for at in 0..3 {
            self.kill(Part::Etcd(at));
        }
        self.kill(Part::Proxy);
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

/// Ports that nobody has, and that nobody gets as long as this is there.
#[derive(Default)]
struct Free(Vec<TcpListener>);

impl Free {
    fn port(&mut self) -> u16 {
        let held = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = held.local_addr().unwrap().port();
        self.0.push(held);
        port
    }
}
