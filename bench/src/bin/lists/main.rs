//! How long a page of each of the office's lists takes, with ever more agreements, on a file and on a server.

// The server that the office's own tests start.
#[cfg(unix)]
#[path = "../../../../crates/office/tests/it/cluster.rs"]
#[allow(dead_code)]
mod cluster;
mod filled;

use std::any::Any;
use std::time::Instant;

use anyhow::{Context, Result};
use chrono::{DateTime, NaiveDate};
use ipc::office::today::{Need, Needing};
use office::store::{At, By, Narrow, Position, StoreKey, Wanted};
use office::{Actor, Store};

/// Each page is read so many times, after some that are not counted.
const RUNS: usize = 500;
const BEFORE: usize = 20;
const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

/// Where a database is, and what has to be there as long as it is.
type Place = (At, Box<dyn Any>);

/// A new one; none where that engine is not on this machine.
type Make = fn() -> Result<Option<Place>>;

fn main() -> Result<()> {
    let sizes: Vec<usize> = std::env::args().skip(1).map(|size| size.parse()).collect::<Result<_, _>>()?;
    let sizes = if sizes.is_empty() { SIZES.to_vec() } else { sizes };
    let engines: [(&str, Make); 2] = [("SQLite", file), ("PostgreSQL", server)];
    for (name, place) in engines {
        for size in &sizes {
            let Some((at, place)) = place()? else {
                println!("{name}: not on this machine");
                break;
            };
            measure(name, *size, at)?;
            drop(place);
        }
    }
    Ok(())
}

fn file() -> Result<Option<Place>> {
    let folder = tempfile::tempdir()?;
    Ok(Some((At::File(folder.path().join("office.sqlite"), StoreKey::from_bytes([7; 32])), Box::new(folder))))
}

#[cfg(unix)]
fn server() -> Result<Option<Place>> {
    if cluster::found().is_none() {
        return Ok(None);
    }
    let database = cluster::shared().database();
    Ok(Some((At::Postgres(database.url().parse()?), Box::new(database))))
}

#[cfg(not(unix))]
fn server() -> Result<Option<Place>> {
    Ok(None)
}

fn measure(engine: &str, size: usize, at: At) -> Result<()> {
    let store = Store::make(at)?;
    let started = Instant::now();
    let tenant = filled::fill(&store, size)?;
    println!("\n{engine}, {size} agreements, filled in {:.0} s", started.elapsed().as_secs_f64());
    println!("{:<34} {:>8} {:>8} {:>8}  rows", "", "p50 ms", "p99 ms", "worst");
    let middle = middle(&store, size)?;
    let before = NaiveDate::from_ymd_opt(2027, 1, 15).context("a day")?;
    let found = |words: &str| Wanted::Found(words.to_owned());
    for (what, wanted, after) in [
        ("newest", Wanted::All, None),
        ("in the middle", Wanted::All, Some(&middle)),
        ("to look at", Wanted::ToLookAt, None),
        ("due", Wanted::DueBefore(before), None),
        ("found by one letter", found("s"), None),
        ("found by a last name", found("marsh"), None),
        ("found by a whole name", found("Sam Marsh 7"), None),
        ("found by a reference", found("FSP-7"), None),
        ("nothing found", found("nobody is called so"), None),
    ] {
        measured(what, || {
            let page = store.agreements(filled::by(DateTime::UNIX_EPOCH), &wanted, after, None)?;
            Ok((serde_json::to_vec(&page.items)?.len(), page.items.len()))
        })?;
    }
    for (whose, of_both) in [("a small team's manager", false), ("a manager of all", true)] {
        as_a_person(&store, whose, &filled::manager(&store, of_both, DateTime::UNIX_EPOCH)?)?;
    }
    let started = Instant::now();
    let agreements = store.rebuild(tenant)?;
    println!("{:<34} {:>8.1} s, {agreements} agreements", "made anew", started.elapsed().as_secs_f64());
    Ok(())
}

/// The start page and each list as somebody sees them.
fn as_a_person(store: &Store, whose: &str, actor: &Actor) -> Result<()> {
    println!("{whose}");
    let by = By { actor, ..filled::by(DateTime::UNIX_EPOCH) };
    let on = NaiveDate::from_ymd_opt(2026, 8, 15).context("a day")?;
    measured("  today", || {
        let today = store.today(by, on)?;
        Ok((serde_json::to_vec(&today)?.len(), today.needs.iter().filter(|it| it.count > 0).count()))
    })?;
    for need in Need::ALL {
        measured(&format!("  {}", need.word()), || {
            let told = store.needing(by, need, on, None, None)?;
            let rows = match &told {
                Needing::Agreements(page) => page.items.len(),
                Needing::Tablets { items } => items.len(),
            };
            Ok((serde_json::to_vec(&told)?.len(), rows))
        })?;
    }
    let found = |words: &str| Wanted::Found(words.to_owned());
    let decided = Narrow { outcome: Some("wants_time".to_owned()), ..Narrow::default() };
    for (what, wanted) in [
        ("  newest", Wanted::All),
        ("  found by one letter", found("s")),
        ("  found by a last name", found("marsh")),
        ("  found by a birthday", found("3 February 2019")),
        ("  found by a worker", found("ros ad")),
        ("  found by a decision", Wanted::Narrowed(decided.clone())),
        ("  found by letter and decision", Wanted::Narrowed(Narrow { words: "s".to_owned(), ..decided })),
        ("  nothing found", found("nobody is called so")),
    ] {
        measured(what, || {
            let page = store.agreements(by, &wanted, None, None)?;
            Ok((serde_json::to_vec(&page.items)?.len(), page.items.len()))
        })?;
    }
    let since = DateTime::UNIX_EPOCH;
    measured("  news", || Ok((1, usize::try_from(store.news(by, since)?)?)))
}

/// Does it many times and prints how long it took. It gives how many bytes it told, and how many rows.
fn measured(what: &str, once: impl Fn() -> Result<(usize, usize)>) -> Result<()> {
    let (mut took, mut rows) = (Vec::with_capacity(RUNS), 0);
    for run in 0..BEFORE + RUNS {
        let started = Instant::now();
        let (bytes, found) = once()?;
        let elapsed = started.elapsed().as_secs_f64() * 1000.0;
        assert!(bytes > 0);
        rows = found;
        if run >= BEFORE {
            took.push(elapsed);
        }
    }
    took.sort_by(f64::total_cmp);
    let at = |part: f64| took[((RUNS - 1) as f64 * part).round() as usize];
    println!("{what:<34} {:>8.2} {:>8.2} {:>8.2}  {rows}", at(0.5), at(0.99), at(1.0));
    Ok(())
}

/// A place in the middle of all of them, reached page by page.
fn middle(store: &Store, size: usize) -> Result<Position> {
    let (mut seen, mut after) = (0, None);
    loop {
        let page =
            store.agreements(filled::by(DateTime::UNIX_EPOCH), &Wanted::All, after.as_ref(), Some(200))?;
        seen += page.items.len();
        let next = page.next.context("no page in the middle")?;
        if seen * 2 >= size {
            return Ok(next);
        }
        after = Some(next);
    }
}
