//! Programs that run beside a test and end with it.

use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

/// How long anything may take to be there. Generous, so that a slow machine fails no test.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A program that is killed when this is dropped.
#[derive(Debug)]
pub struct Running(Child);

impl Running {
    /// Starts a program.
    pub fn start(command: &mut Command) -> Result<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command.spawn().with_context(|| format!("{name} did not start; is it installed?"))?;
        Ok(Self(child))
    }

    /// Starts a program and waits for a line on its standard output that `wanted` makes something of.
    pub fn start_and_hear<T>(command: &mut Command, wanted: impl Fn(&str) -> Option<T>) -> Result<(Self, T)> {
        let mut running = Self::start(command.stdout(Stdio::piped()))?;
        let output = running.output()?;
        let mut lines = BufReader::new(output).lines();
        while let Some(line) = lines.next().transpose()? {
            if let Some(found) = wanted(&line) {
                // What else it says is read away, so that it never waits for a reader.
                thread::spawn(move || lines.for_each(drop));
                return Ok((running, found));
            }
        }
        bail!("{:?} ended without saying that it is ready", command.get_program())
    }

    /// What it writes, for a program started with a pipe.
    pub fn output(&mut self) -> Result<ChildStdout> {
        self.0.stdout.take().context("no standard output")
    }

    /// What it reads, for a program started with a pipe.
    pub fn input(&mut self) -> Result<ChildStdin> {
        self.0.stdin.take().context("no standard input")
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// Asks it to stop and waits until it has.
    pub fn stop(mut self) -> Result<()> {
        signal(self.0.id(), "TERM")?;
        self.0.wait()?;
        Ok(())
    }

    /// Waits until it ends by itself.
    pub fn wait(&mut self) -> Result<()> {
        self.0.wait()?;
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Sends a signal to a process.
pub fn signal(process: u32, name: &str) -> Result<()> {
    let status = Command::new("kill").arg(format!("-{name}")).arg(process.to_string()).status()?;
    ensure!(status.success(), "signal {name} did not reach process {process}");
    Ok(())
}

/// Kills a process as a power cut would, and waits until it holds nothing any more.
pub fn kill(process: u32) -> Result<()> {
    signal(process, "KILL")?;
    until_gone(process)
}

/// Waits until a process has ended with all of its threads. It is called dead with the first of them, and holds its files until
/// the last is.
pub fn until_gone(process: u32) -> Result<()> {
    until("the program has ended", || {
        let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
        let says = |what: &str| status.lines().find_map(|line| line.strip_prefix(what)).unwrap_or("").trim();
        let is_last = says("State:").starts_with(['Z', 'X']) && matches!(says("Threads:"), "0" | "1");
        Ok((status.is_empty() || is_last).then_some(()))
    })
}

/// The processes started by a process, by name.
pub fn children_named(parent: u32, name: &str) -> Vec<u32> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir("/proc") else { return found };
    let mut families = Vec::new();
    for entry in entries.flatten() {
        let Ok(id) = entry.file_name().to_string_lossy().parse::<u32>() else { continue };
        let Ok(stat) = std::fs::read_to_string(entry.path().join("stat")) else { continue };
        let Some((head, tail)) = stat.rsplit_once(')') else { continue };
        let called = head.split_once('(').map(|(_, called)| called.to_owned()).unwrap_or_default();
        let of: u32 = tail.split_whitespace().nth(1).and_then(|id| id.parse().ok()).unwrap_or(0);
        families.push((id, of, called));
    }
    let mut under = vec![parent];
    while let Some(one) = under.pop() {
        for (id, of, called) in &families {
            if *of == one {
                under.push(*id);
                if called == name {
                    found.push(*id);
                }
            }
        }
    }
    found
}

/// Waits until something is so.
pub fn until<T>(what: &str, mut is_so: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    let began = Instant::now();
    loop {
        if let Some(found) = is_so()? {
            return Ok(found);
        }
        ensure!(began.elapsed() < PATIENCE, "{what}: not so after {} seconds", PATIENCE.as_secs());
        thread::sleep(Duration::from_millis(20));
    }
}

/// A port nobody listens on.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// Waits until someone listens on a port.
pub fn until_listening(port: u16) -> Result<()> {
    until("a server listens", || Ok(TcpStream::connect(("127.0.0.1", port)).is_ok().then_some(())))
}

/// A program of ours, built beside this one.
pub fn program(name: &str) -> Result<PathBuf> {
    let here = std::env::current_exe()?;
    let folder = here.ancestors().find(|folder| folder.join(name).is_file());
    let folder = folder.with_context(|| format!("{name} is not built; `cargo xtask build` builds it"))?;
    Ok(folder.join(name))
}

/// The root of the checkout this was built from.
pub fn checkout() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}
