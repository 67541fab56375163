//! How fast the office takes in what tablets send, beside the least that keeps the same bytes and beside another server, in one run
//! and in turns, so that whatever else the machine does falls on all alike; then five hundred tablets at nine o'clock, and a tablet
//! among strangers.

mod atuin;
mod bare;
// The server that the office's own tests start. Here it waits for its disk.
#[path = "../../../../crates/office/tests/it/cluster.rs"]
#[allow(dead_code)]
mod cluster;
mod doorstep;
mod drill;
mod http;
mod memory;
mod nine;
mod plain;
mod strangers;
mod tablet;
mod target;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use bench::machine;

use atuin::Atuin;
use cluster::Cluster;
use doorstep::Doorstep;
use plain::Plain;
use target::{Measured, Target, Work};

const ROUNDS: usize = 3;
const CLIENTS: [usize; 3] = [1, 10, 50];
const TABLETS: usize = 500;

const RECORD: Work =
    Work { name: "a record of 20 kB", record: 20_000, paper: None, receipt: false, count: 1500 };
const AGREEMENT: Work = Work {
    name: "an agreement: a record of 20 kB and a paper of 60 kB, until its receipt",
    record: 20_000,
    paper: Some(60_000),
    receipt: true,
    count: 300,
};
/// So many that a backup takes some time.
const MANY: Work = Work { name: "agreements of 80 kB", receipt: false, count: 5000, ..AGREEMENT };
const LARGE: Work = Work {
    name: "an agreement: a record of 20 kB and a paper of 2 MB, until its receipt",
    record: 20_000,
    paper: Some(2_000_000),
    receipt: true,
    count: 30,
};

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [plain::UPLOADS, folder] => plain::serve(Path::new(folder)),
        [] => all(),
        other => anyhow::bail!("nothing here is called {}", other.join(" ")),
    }
}

fn all() -> Result<()> {
    let program = build()?;
    let place = tempfile::Builder::new().prefix("doorstep-load-").tempdir()?;
    println!("{}\n", machine::facts());
    println!("In `{}`, on {}.\n", place.path().display(), kind_of_disk(place.path()));
    let cluster = cluster()?;
    let targets = targets(place.path(), &program, cluster)?;
    for work in [RECORD, AGREEMENT, LARGE] {
        for clients in CLIENTS {
            table(&targets, &work, clients);
        }
    }
    drop(targets);
    alone(place.path(), &program, cluster)
}

/// A server with room for the lines of all; nothing where PostgreSQL is not on this machine.
fn cluster() -> Result<Option<&'static Cluster>> {
    let Some(programs) = cluster::found() else {
        println!("PostgreSQL is not on this machine.\n");
        return Ok(None);
    };
    let version = Command::new(programs.join("postgres")).arg("--version").output()?;
    println!("{}, as it comes.\n", String::from_utf8_lossy(&version.stdout).trim());
    Ok(Some(cluster::own_with(&["-c", "max_connections=200"])))
}

/// The address of a new database, which is there as long as the server is.
fn database(cluster: &'static Cluster) -> String {
    Box::leak(Box::new(cluster.database())).url()
}

/// The office as it is delivered, built in the product's own folder.
fn build() -> Result<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
    let target = root.join("target");
    let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
    println!("building the office");
    let built = Command::new(cargo)
        .args(["build", "--release", "--quiet", "--package", "office"])
        .current_dir(&root)
        .env("CARGO_TARGET_DIR", &target)
        .status()?;
    ensure!(built.success(), "The office could not be built. The lines above say why.");
    Ok(target.join("release/doorstep-office"))
}

/// What a folder lies on, as the system calls it: what lies in memory alone waits for no disk.
fn kind_of_disk(folder: &Path) -> String {
    let said = Command::new("stat").args(["-f", "-c", "%T"]).arg(folder).output();
    said.map(|said| String::from_utf8_lossy(&said.stdout).trim().to_owned()).unwrap_or_default()
}

/// All that are on this machine, the plain upload first.
fn targets(place: &Path, program: &Path, cluster: Option<&'static Cluster>) -> Result<Vec<Box<dyn Target>>> {
    let mut targets: Vec<Box<dyn Target>> = vec![
        Box::new(Plain::start(&place.join("uploads"))?),
        Box::new(bare::Sqlite::open("bare insert, SQLite", &place.join("bare.sqlite"), None)?),
        Box::new(bare::Sqlite::open(
            "bare insert, SQLCipher",
            &place.join("bare.sqlcipher"),
            Some(&"5a".repeat(32)),
        )?),
        Box::new(Doorstep::start("office, SQLite", program, place.join("office"), None)?),
    ];
    if let Some(cluster) = cluster {
        targets.push(Box::new(bare::Postgres::make(database(cluster))?));
        let url = Some(database(cluster));
        targets.push(Box::new(Doorstep::start("office, PostgreSQL", program, place.join("with"), url)?));
    }
    let Some((atuin, version)) = atuin::program() else {
        println!("atuin's server is not on this machine.\n");
        return Ok(targets);
    };
    println!("{version}\n");
    let file = format!("sqlite://{}", place.join("atuin.sqlite").display());
    targets.push(Box::new(Atuin::start("atuin's server, SQLite", &atuin, &place.join("atuin"), &file)?));
    if let Some(cluster) = cluster {
        let (folder, url) = (place.join("atuin-with"), database(cluster));
        targets.push(Box::new(Atuin::start("atuin's server, PostgreSQL", &atuin, &folder, &url)?));
    }
    Ok(targets)
}

fn table(targets: &[Box<dyn Target>], work: &Work, clients: usize) {
    let mut measured: Vec<Measured> = targets.iter().map(|_| Measured::default()).collect();
    for _ in 0..ROUNDS {
        for (target, measured) in targets.iter().zip(&mut measured) {
            measured.add(target.as_ref(), work, clients);
        }
    }
    println!("### {}, {clients} at once\n", work.name);
    println!("| | a second | of the plain upload | p50 ms | p99 ms | memory, MB: all / its own |");
    println!("|---|---:|---:|---:|---:|---:|");
    let plain = measured.first().map(Measured::rate).unwrap_or_default();
    for (target, measured) in targets.iter().zip(&measured) {
        match measured.failed() {
            Some(why) => println!("| {} | not measured: {why} | | | | |", target.name()),
            None => println!(
                "| {} | {:.0} | {:.2} | {:.2} | {:.2} | {} |",
                target.name(),
                measured.rate(),
                measured.rate() / plain.max(f64::MIN_POSITIVE),
                measured.percentile(50),
                measured.percentile(99),
                measured.memory().told()
            ),
        }
    }
    println!("\nload afterwards {}\n", machine::load());
}

/// Offices that have done nothing before, so that their memory is what this alone needs.
fn alone(place: &Path, program: &Path, cluster: Option<&'static Cluster>) -> Result<()> {
    let office = |folder: &str, with_server: bool| -> Result<Doorstep> {
        let (name, url) = match cluster.filter(|_| with_server) {
            Some(cluster) => ("office, PostgreSQL", Some(database(cluster))),
            None => ("office, SQLite", None),
        };
        Doorstep::start(name, program, place.join(folder), url)
    };
    let with: &[bool] = if cluster.is_some() { &[false, true] } else { &[false] };
    println!("### Nine o'clock: each tablet sends {}\n", AGREEMENT.name);
    println!(
        "| | tablets | begun within s | done after s | p50 ms | p99 ms | idle, MB: all / its own | meanwhile | after |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
    for with_server in with {
        let office = office(&format!("nine-{with_server}"), *with_server)?;
        nine::o_clock(&office, TABLETS, &AGREEMENT).context("at nine o'clock")?;
    }
    println!("\n### A tablet's push among a thousand strangers: {}\n", RECORD.name);
    println!("| | | alone, ms | among them, ms | times |\n|---|---|---:|---:|---:|");
    for with_server in with {
        let office = office(&format!("strangers-{with_server}"), *with_server)?;
        strangers::beside(&office, &RECORD)?;
    }
    println!("\n### A backup, its proof and the way back: {}\n", MANY.name);
    println!("| | agreements | MB | backup, s | proof, s | restore, s |\n|---|---:|---:|---:|---:|---:|");
    for with_server in with {
        let office = office(&format!("drill-{with_server}"), *with_server)?;
        let url = cluster.filter(|_| *with_server).map(database);
        drill::way_back(&office, &MANY, &place.join(format!("back-{with_server}")), url.as_deref())?;
    }
    println!("\nload afterwards {}", machine::load());
    Ok(())
}
