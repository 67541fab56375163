//! A real print server (CUPS) in a folder of its own, with queues that lead to printers of other tests or to nowhere. The
//! system's own, where there is one, is not touched.

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use ipp::model::{IppVersion, Operation};
use ipp::request::IppRequestResponse;
use printer::{Press, Printer};

use crate::stage::{free_port, until};

/// What is done with a job that its printer does not take, in the server's words.
pub(crate) const GIVE_IT_UP: &str = "abort-job";
pub(crate) const STOP: &str = "stop-printer";

/// A queue of the server.
pub(crate) struct Queue {
    pub(crate) name: &'static str,
    /// Where its printer is.
    pub(crate) to: String,
    pub(crate) paused: bool,
    pub(crate) accepts: bool,
    pub(crate) on_error: &'static str,
}

impl Queue {
    /// A queue that is open and goes to the printer on a port.
    pub(crate) fn to(port: u16) -> Self {
        let to = format!("ipp://localhost:{port}/ipp/print");
        Self { name: "queue", to, paused: false, accepts: true, on_error: GIVE_IT_UP }
    }

    /// A queue that looks for its printer for three seconds and not, as usual, for a week.
    pub(crate) fn impatient(port: u16) -> Self {
        let to = format!("ipp://localhost:{port}/ipp/print?contimeout=3");
        Self { to, ..Self::to(port) }
    }
}

/// The server. It ends with this, and so does what it has begun.
pub(crate) struct PrintServer {
    folder: tempfile::TempDir,
    port: u16,
    program: Option<Child>,
}

impl PrintServer {
    pub(crate) fn with(queue: &Queue) -> Self {
        Self::with_all(&[queue])
    }

    pub(crate) fn with_all(queues: &[&Queue]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        // Started by root, it carries documents out under an account of its own.
        let open = fs::Permissions::from_mode(0o755);
        fs::set_permissions(folder.path(), open).unwrap();
        for inside in ["own", "spool", "spool/tmp", "cache", "state"] {
            fs::create_dir(folder.path().join(inside)).unwrap();
        }
        let written: String = queues.iter().map(|queue| written(queue)).collect();
        let file = folder.path().join("own/printers.conf");
        fs::write(&file, written).unwrap();
        fs::set_permissions(file, fs::Permissions::from_mode(0o600)).unwrap();
        let mut server = Self { folder, port: 0, program: None };
        // Somebody else may have taken the port before the server did.
        until("the print server has a port", || server.starts_at(free_port(), queues[0]).then_some(()));
        server
    }

    fn starts_at(&mut self, port: u16, queue: &Queue) -> bool {
        self.port = port;
        let own = self.folder.path().join("own");
        let (rules, files) = (own.join("cupsd.conf"), own.join("cups-files.conf"));
        fs::write(&rules, RULES.replace("PORT", &port.to_string())).unwrap();
        fs::write(&files, folders(self.folder.path())).unwrap();
        let mut program = Command::new("cupsd");
        program.arg("-f").arg("-c").arg(rules).arg("-s").arg(files);
        // Ordinary accounts do not look where programs for the system are.
        program.env("PATH", format!("{}:/usr/sbin", std::env::var("PATH").unwrap_or_default()));
        program.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let program = program.spawn().unwrap_or_else(|why| panic!("cupsd: {why}; installed?"));
        let (press, program) = (self.press(queue), self.program.insert(program));
        until("the print server answers or ends", || match program.try_wait().unwrap() {
            Some(_) => Some(false),
            None => press.look().is_ok().then_some(true),
        })
    }

    pub(crate) fn press(&self, queue: &Queue) -> Press {
        Press::new(self.printer(queue)).unwrap()
    }

    /// As when somebody presses “Resume” on the server's own page.
    pub(crate) fn resume(&self, queue: &Queue) {
        let printer = self.printer(queue).to_string();
        let uri = printer.parse().ok();
        let request = IppRequestResponse::new(IppVersion::v1_1(), Operation::ResumePrinter, uri).unwrap();
        let page = printer.replace("ipp://", "http://");
        let post = ureq::post(&page).header("content-type", "application/ipp");
        let answer = post.send(request.to_bytes().as_ref()).unwrap().into_body().read_to_vec().unwrap();
        assert_eq!(answer[2..4], [0, 0], "it is resumed");
    }

    fn printer(&self, queue: &Queue) -> Printer {
        format!("ipp://127.0.0.1:{}/printers/{}", self.port, queue.name).parse().unwrap()
    }
}

impl Drop for PrintServer {
    fn drop(&mut self) {
        let Some(mut program) = self.program.take() else { return };
        // Asked, not killed, so that it ends what it has begun.
        let _ = Command::new("kill").arg(program.id().to_string()).status();
        let _ = program.wait();
    }
}

/// Who may ask what: everybody on this machine, everything.
const RULES: &str = "\
LogLevel debug
Listen 127.0.0.1:PORT
Browsing No
WebInterface No
DefaultAuthType None
JobRetryInterval 1
JobRetryLimit 2
<Location />
Order allow,deny
</Location>
<Policy default>
<Limit All>
Order allow,deny
</Limit>
</Policy>
";

fn folders(folder: &Path) -> String {
    let mut lines = String::from("LogFileGroup root\nSystemGroup root\n");
    for (what, inside) in [
        ("ServerRoot", "own"),
        ("RequestRoot", "spool"),
        ("TempDir", "spool/tmp"),
        ("CacheDir", "cache"),
        ("StateDir", "state"),
        ("AccessLog", "state/access"),
        ("ErrorLog", "state/errors"),
        ("PageLog", "state/pages"),
    ] {
        writeln!(lines, "{what} {}", folder.join(inside).display()).unwrap();
    }
    lines
}

fn written(queue: &Queue) -> String {
    let Queue { name, to, on_error, .. } = queue;
    let state = if queue.paused { "Stopped" } else { "Idle" };
    let accepts = if queue.accepts { "Yes" } else { "No" };
    format!(
        "<Printer {name}>\nDeviceURI {to}\nState {state}\nAccepting {accepts}\nShared Yes\nErrorPolicy {on_error}\n</Printer>\n"
    )
}
