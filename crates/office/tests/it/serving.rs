//! The office's program: a command and what it says, and one that serves until it is let go.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};

/// It keeps little of the disk back, for many of it run at once.
pub(crate) fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_doorstep-office"));
    program.env("DOORSTEP_OFFICE_BALLAST", "1");
    program
}

pub(crate) fn run(arguments: &[&str]) -> Output {
    program().args(arguments).output().unwrap()
}

/// What a command says that does what it is asked.
pub(crate) fn line_of(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap().trim_end().to_owned()
}

/// What a command says that does nothing.
pub(crate) fn refusal(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(!output.status.success() && output.stdout.is_empty(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stderr).unwrap()
}

/// What the office in a folder says that does not serve.
pub(crate) fn not_served(data: &Path) -> String {
    refusal(&["serve", "--listen", "127.0.0.1:0", "--data", data.to_str().unwrap()])
}

/// What a command about the office in a folder says.
pub(crate) fn said(command: &str, data: &Path) -> String {
    line_of(&run(&[command, "--data", data.to_str().unwrap()]))
}

/// The link for the first time of somebody who is added, with this role.
pub(crate) fn first_link(data: &Path, role: &str, team: Option<&str>) -> String {
    let (data, login) = (data.to_str().unwrap(), format!("a-{role}"));
    let mut add =
        vec!["add-person", "--login", &login, "--name", "Ruth Okafor", "--role", role, "--data", data];
    add.extend(team.iter().flat_map(|team| ["--team", team]));
    line_of(&run(&add)).lines().last().unwrap().to_owned()
}

pub(crate) fn init(data: &Path) -> String {
    line_of(&run(&["init", "--name", "Brindlewood", "--data", data.to_str().unwrap()]))
}

/// All files in a folder but the one that is locked and those that are there only while a database is open.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let files = entries.map(|entry| (entry.file_name().into_string().unwrap(), entry.path()));
    let passing = |name: &str| {
        let is_beside = ["serving.lock", "office.ballast"].contains(&name);
        is_beside || name.ends_with("-wal") || name.ends_with("-shm")
    };
    files
        .filter(|(name, _)| !passing(name))
        .map(|(name, path)| (name, std::fs::read(path).unwrap()))
        .collect()
}

/// The program, serving. Killed when it is let go.
pub(crate) struct Serving {
    child: Child,
    says: BufReader<ChildStdout>,
    journal: File,
    /// Where it listens.
    pub(crate) address: String,
}

impl Serving {
    /// The office in a folder, which is made if it is not there.
    pub(crate) fn start(data: &Path) -> Self {
        if !data.join("office.key").exists() {
            init(data);
        }
        Self::start_with(program().args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(data))
    }

    pub(crate) fn start_with(command: &mut Command) -> Self {
        let journal = tempfile::tempfile().unwrap();
        let stderr = Stdio::from(journal.try_clone().unwrap());
        let mut child = command.stdout(Stdio::piped()).stderr(stderr).spawn().unwrap();
        let mut says = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        says.read_line(&mut line).unwrap();
        let Some(address) = line.trim_end().strip_prefix("listening on ").map(str::to_owned) else {
            panic!("{line}{}", read(journal));
        };
        Self { child, says, journal, address }
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// What it says next.
    pub(crate) fn line(&mut self) -> String {
        let mut line = String::new();
        self.says.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// What it wrote to its journal so far, and goes on writing at its end.
    #[cfg(unix)]
    pub(crate) fn journal(&self) -> String {
        use std::os::unix::fs::FileExt;
        let length = self.journal.metadata().unwrap().len();
        let mut written = vec![0; usize::try_from(length).unwrap()];
        self.journal.read_exact_at(&mut written, 0).unwrap();
        String::from_utf8(written).unwrap()
    }

    /// Sends it a signal.
    #[cfg(unix)]
    pub(crate) fn signal(&self, name: &str) {
        let told = Command::new("kill").args([name, &self.id().to_string()]).status().unwrap();
        assert!(told.success());
    }

    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop, waits until it has, and gives all it said since its first line and wrote to its journal.
    #[cfg(unix)]
    pub(crate) fn stop(mut self) -> String {
        self.signal("-TERM");
        assert!(self.child.wait().unwrap().success());
        let mut said = String::new();
        self.says.read_to_string(&mut said).unwrap();
        said + &read(self.journal.try_clone().unwrap())
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(mut journal: File) -> String {
    let mut written = String::new();
    journal.rewind().unwrap();
    journal.read_to_string(&mut written).unwrap();
    written
}
