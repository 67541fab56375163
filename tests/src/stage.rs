//! Everything a tablet needs around it, in one temporary folder: a display, a keystore on its own bus, sound, an office.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use crate::noted::noted;
use crate::process::{Running, free_port, program, signal, until};
use crate::sound::Sound;

/// A place to act on. Everything on it ends with it.
#[derive(Debug)]
pub struct Stage {
    manager: Option<Running>,
    display: Option<(Running, String)>,
    keystore: Option<(Running, Running, String)>,
    sound: Option<Sound>,
    folder: TempDir,
}

/// Whether programs find a keystore.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keystore {
    /// A real one, empty.
    Here,
    /// None.
    Absent,
}

impl Stage {
    /// A stage without a display.
    pub fn new(keystore: Keystore) -> Result<Self> {
        let folder = TempDir::with_prefix("doorstep-stage-")?;
        for place in ["home", "tmp", "run", "sound", "data", "copies"] {
            fs::create_dir(folder.path().join(place))?;
        }
        let mut stage = Self { manager: None, display: None, keystore: None, sound: None, folder };
        if keystore == Keystore::Here {
            stage.keystore = Some(stage.start_keystore()?);
        }
        Ok(stage)
    }

    /// The same with a display of its own.
    pub fn with_display(keystore: Keystore) -> Result<Self> {
        let mut stage = Self::new(keystore)?;
        let mut command = Command::new("Xvfb");
        command
            .args(["-displayfd", "1", "-screen", "0", "1400x1400x24", "-nolisten", "tcp"])
            .stderr(Stdio::null());
        let display = Running::start_and_hear(&mut command, |line| line.trim().parse::<u32>().ok())?;
        stage.display = Some((display.0, format!(":{}", display.1)));
        Ok(stage)
    }

    /// Puts a window manager on the display, for windows that are hidden and come back.
    pub fn manage_windows(&mut self) -> Result<()> {
        let mut command = Command::new("openbox");
        self.set(&mut command);
        self.manager = Some(Running::start(command.stdout(Stdio::null()).stderr(Stdio::null()))?);
        Ok(())
    }

    /// Puts a speaker and voices on it. Before, programs find neither, and no test is heard in the room.
    pub fn make_sound(&mut self) -> Result<&mut Sound> {
        let sound = Sound::start(&self.place("sound"))?;
        Ok(self.sound.insert(sound))
    }

    /// The speaker and the voices on it.
    pub fn sound(&self) -> Result<&Sound> {
        self.sound.as_ref().context("the stage makes no sound")
    }

    /// A folder of the stage.
    pub fn place(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// All of the stage's folders, for searching what was left in them.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The name of the stage's display.
    pub fn display(&self) -> Result<&str> {
        self.display.as_ref().map(|(_, name)| name.as_str()).context("the stage has no display")
    }

    /// Gives a program this stage and no other: its folders, its display, its keystore, its sound.
    pub fn set(&self, command: &mut Command) {
        for (name, place) in [
            ("HOME", "home"),
            ("XDG_DATA_HOME", "home/data"),
            ("XDG_CONFIG_HOME", "home/config"),
            ("XDG_CACHE_HOME", "home/cache"),
            ("XDG_RUNTIME_DIR", "run"),
            ("TMPDIR", "tmp"),
        ] {
            command.env(name, self.place(place));
        }
        Sound::set(&self.place("sound"), command);
        command.env("NO_AT_BRIDGE", "1").env("GTK_A11Y", "none");
        command.env_remove("WAYLAND_DISPLAY");
        let no_bus = format!("unix:path={}", self.place("no-bus").display());
        // The system's bus may come and go with another test's printer, and a browser that found it ends with it.
        command.env("DBUS_SYSTEM_BUS_ADDRESS", &no_bus);
        match &self.display {
            Some((_, display)) => command.env("DISPLAY", display).env("GDK_BACKEND", "x11"),
            None => command.env_remove("DISPLAY"),
        };
        if let Some((_, _, bus)) = &self.keystore {
            command.env("DBUS_SESSION_BUS_ADDRESS", bus);
        } else {
            command.env("DBUS_SESSION_BUS_ADDRESS", no_bus);
        }
    }

    /// Gives a program the stage's keystore only: it keeps the person's own display and folders.
    pub fn set_keystore(&self, command: &mut Command) {
        if let Some((_, _, bus)) = &self.keystore {
            command.env("DBUS_SESSION_BUS_ADDRESS", bus);
        }
    }

    fn start_keystore(&self) -> Result<(Running, Running, String)> {
        let mut bus = Command::new("dbus-daemon");
        bus.args(["--session", "--nofork", "--print-address=1"]).stderr(Stdio::null());
        bus.arg(format!("--address=unix:path={}", self.place("run/bus").display()));
        self.set(&mut bus);
        let (bus, address) = Running::start_and_hear(&mut bus, |line| Some(line.trim().to_owned()))?;
        let password = self.place("run/keystore-password");
        fs::write(&password, "made up for this stage")?;
        let mut keystore = Command::new("gnome-keyring-daemon");
        keystore.args(["--foreground", "--unlock", "--components=secrets"]);
        self.set(&mut keystore);
        keystore.env("DBUS_SESSION_BUS_ADDRESS", &address);
        keystore.stdin(fs::File::open(password)?).stdout(Stdio::null()).stderr(Stdio::null());
        let keystore = Running::start(&mut keystore)?;
        until("the keystore answers", || {
            let asked = Command::new("dbus-send")
                .args(["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/"])
                .args(["org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"])
                .env("DBUS_SESSION_BUS_ADDRESS", &address)
                .output()?;
            Ok(String::from_utf8_lossy(&asked.stdout).contains("boolean true").then_some(()))
        })?;
        Ok((bus, keystore, address))
    }
}

/// The team of all tablets of a stage.
const TEAM: &str = "Family safety";
/// Whoever gives commands beside the office.
const MACHINE: office::Actor = office::Actor::machine("stage");

/// The office's program, with a clock that is so many days behind.
fn days_ago(days: u16) -> Result<Command> {
    let mut libraries =
        fs::read_dir("/usr/lib")?.flatten().map(|entry| entry.path().join("faketime/libfaketime.so.1"));
    let library = libraries.find(|it| it.is_file()).context("libfaketime is not installed")?;
    let mut command = Command::new(program("doorstep-office")?);
    command.env("LD_PRELOAD", library).env("FAKETIME", format!("-{days}d")).env("DONT_FAKE_MONOTONIC", "1");
    command.env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    Ok(command)
}

/// A running office with a store of its own.
#[derive(Debug)]
pub struct Office {
    running: Option<Running>,
    folder: PathBuf,
    /// Its address, `http://127.0.0.1:…`, or `http://localhost:…` where browsers are to have passkeys for it.
    pub address: String,
}

impl Office {
    /// Makes an office that keeps its things in a folder of the stage, and starts it.
    pub fn start(folder: PathBuf) -> Result<Self> {
        let mut office = Self::made(folder)?;
        office.run("127.0.0.1:0", None)?;
        Ok(office)
    }

    /// Makes one that is known by a name and not by a number, and starts it.
    pub fn start_named(folder: PathBuf) -> Result<Self> {
        let mut office = Self::made(folder)?;
        let port = free_port()?;
        let name = format!("http://localhost:{port}");
        office.run(&format!("127.0.0.1:{port}"), Some(&name))?;
        office.address = name;
        Ok(office)
    }

    fn made(folder: PathBuf) -> Result<Self> {
        let office = Self { running: None, folder, address: String::new() };
        let mut command = Command::new(program("doorstep-office")?);
        command.args(["init", "--name", "Brindlewood Children’s Services", "--data"]).arg(&office.folder);
        let output = command.output()?;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Ok(office)
    }

    /// Stops it; its store stays.
    pub fn stop(&mut self) -> Result<()> {
        self.running.take().context("the office is not running")?.stop()
    }

    /// Holds it as it is: it is called and does not answer, until it goes on.
    pub fn hold(&self) -> Result<()> {
        signal(self.running.as_ref().context("the office is not running")?.id(), "STOP")
    }

    /// Lets it go on after it was held.
    pub fn go_on(&self) -> Result<()> {
        signal(self.running.as_ref().context("the office is not running")?.id(), "CONT")
    }

    /// Starts it again where it was.
    pub fn start_again(&mut self) -> Result<()> {
        let address = self.address.clone();
        self.run(address.trim_start_matches("http://"), None)
    }

    /// Starts it again where it was, with a clock that is so many days behind.
    pub fn start_days_ago(&mut self, days: u16) -> Result<()> {
        let address = self.address.clone();
        self.run_with(days_ago(days)?, address.trim_start_matches("http://"), None)
    }

    /// A line that lets one tablet join.
    pub fn enrolment_line(&self) -> Result<String> {
        self.line_by(Command::new(program("doorstep-office")?))
    }

    /// One that is made by a clock that is so many days behind.
    pub fn enrolment_line_days_ago(&self, days: u16) -> Result<String> {
        self.line_by(days_ago(days)?)
    }

    fn line_by(&self, mut command: Command) -> Result<String> {
        let output = command.args(["enrol-code", "--data"]).arg(&self.folder).output()?;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Ok(String::from_utf8(output.stdout)?.trim().to_owned())
    }

    /// What is said of a code by telephone: whose it is, and the code.
    pub fn unlock_code(&self, tablet: &str, number: &str) -> Result<String> {
        let mut command = Command::new(program("doorstep-office")?);
        command.args(["unlock", "--data"]).arg(&self.folder).args(["--tablet", tablet, "--number", number]);
        let output = command.output()?;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Ok(String::from_utf8(output.stdout)?.trim().to_owned())
    }

    /// What is said of letters that were brought in a file.
    pub fn take_in(&self, file: &Path) -> Result<String> {
        let mut command = Command::new(program("doorstep-office")?);
        let output = command.args(["take-in", "--data"]).arg(&self.folder).arg(file).output()?;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Ok(String::from_utf8(output.stdout)?)
    }

    /// Where it keeps everything.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A link by which somebody who leads a team sets password and codes, once. All tablets that joined are of that team.
    pub fn fresh_sign_in(&self) -> Result<String> {
        let folder = office::DataFolder::new(self.folder.clone());
        let (office, by) = (office::Office::open_beside(&folder, Box::new(office::System))?, &MACHINE);
        let team = match office.team(by, TEAM) {
            Ok(team) => team.id,
            Err(office::OfficeError::NoTeam) => office.add_team(by, TEAM)?,
            Err(error) => return Err(error.into()),
        };
        for tablet in office.tablets(by)? {
            office.confirm_tablet(by, tablet.id, team)?;
        }
        let login = format!("manager{}", office.people(by)?.len() + 1);
        let leads = office::Office::held("manager", Some(team))?;
        Ok(office.add_person(by, &login, "Ruth Okafor", &[leads])?.1)
    }

    /// A link for the first time of somebody who is this in the whole office.
    pub fn link_of(&self, login: &str, name: &str, role: &str) -> Result<String> {
        let folder = office::DataFolder::new(self.folder.clone());
        let office = office::Office::open_beside(&folder, Box::new(office::System))?;
        let role = office::Office::held(role, None)?;
        Ok(office.add_person(&MACHINE, login, name, &[role])?.1)
    }

    fn run(&mut self, listen: &str, known_as: Option<&str>) -> Result<()> {
        self.run_with(Command::new(program("doorstep-office")?), listen, known_as)
    }

    fn run_with(&mut self, mut command: Command, listen: &str, known_as: Option<&str>) -> Result<()> {
        command.args(["serve", "--listen", listen, "--data"]).arg(&self.folder).stderr(Stdio::null());
        command.args(known_as.iter().flat_map(|address| ["--public-address", address]));
        let (running, address) = noted("office", || {
            Running::start_and_hear(&mut command, |line| {
                line.strip_prefix("listening on ").map(|address| address.trim().to_owned())
            })
        })?;
        self.address = address;
        self.running = Some(running);
        Ok(())
    }
}
