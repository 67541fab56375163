//! Where a database is. What stands in the address of one is never said again: a password may be in it.

use super::store_key::StoreKey;
use postgres::Config;
use postgres::config::Host;
use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

/// How the server's own lists name this program.
const PROGRAM: &str = "doorstep-office";
/// Where a server on this machine is found, if nobody says where it is.
const USUAL: &str = if cfg!(unix) { "/var/run/postgresql" } else { "localhost" };
/// How long a server may take to answer the first call.
const PATIENCE: Duration = Duration::from_secs(10);
/// Lines to a server at once: one that writes, the others for those who read.
const LINES: usize = 8;

/// Where an office's database is.
#[derive(Debug, Clone)]
pub enum At {
    /// In a file, which SQLite writes and closes with the key.
    File(PathBuf, StoreKey),
    /// On a server.
    Postgres(PostgresUrl),
}

/// The address of a PostgreSQL database: `postgresql://user:password@host:port/database`, each part of which may be left out.
/// The server has to be on this machine, since nothing encrypts on the way to it.
#[derive(Clone)]
pub struct PostgresUrl {
    pub(super) config: Box<Config>,
    pub(super) lines: usize,
}

/// Why an address is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    /// It is no address of a PostgreSQL database.
    #[error("no address of a PostgreSQL database")]
    NotAUrl,
    /// The server is on another machine.
    #[error("the database is on another machine, and nothing encrypts on the way to it")]
    Elsewhere,
}

impl PostgresUrl {
    /// How many lines to the server are open at once, at least one; if nobody says it, eight.
    #[must_use]
    pub fn with_lines(self, lines: usize) -> Self {
        Self { lines: lines.max(1), ..self }
    }
}

impl FromStr for PostgresUrl {
    type Err = UrlError;

    fn from_str(text: &str) -> Result<Self, UrlError> {
        let is_url = ["postgresql://", "postgres://"].iter().any(|beginning| text.starts_with(beginning));
        let read = if is_url { text.parse::<Config>().ok() } else { None };
        let mut config = read.ok_or(UrlError::NotAUrl)?;
        if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
            config.host(USUAL);
        }
        let are_here = config.get_hosts().iter().all(is_here);
        if !are_here || !config.get_hostaddrs().iter().all(IpAddr::is_loopback) {
            return Err(UrlError::Elsewhere);
        }
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(PATIENCE);
        }
        config.application_name(PROGRAM);
        Ok(Self { config: config.into(), lines: LINES })
    }
}

fn is_here(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => name == "localhost" || name.parse().is_ok_and(|ip: IpAddr| ip.is_loopback()),
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

impl fmt::Debug for PostgresUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("PostgresUrl")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_server_on_this_machine_is_taken() {
        let wrong = |url: &str| url.parse::<PostgresUrl>().err();
        for url in [
            "postgresql:///office",
            "postgres://doorstep:secret@localhost/office",
            "postgresql://127.0.0.1:5433,[::1]:5434/office",
            "postgresql:///office?hostaddr=127.0.0.1",
        ] {
            assert_eq!(wrong(url), None, "{url}");
        }
        for url in [
            "postgresql://doorstep@db.example/office",
            "postgresql://localhost,10.0.0.1/office",
            "postgresql://localhost/office?hostaddr=10.0.0.1",
            "postgresql://doorstep:a@b@localhost/office",
        ] {
            assert_eq!(wrong(url), Some(UrlError::Elsewhere), "{url}");
        }
        for url in ["", "office.sqlite", "host=localhost", "https://localhost/", "postgres://localhost/a?b=c"]
        {
            assert_eq!(wrong(url), Some(UrlError::NotAUrl), "{url}");
        }
    }

    #[test]
    fn a_password_is_not_shown() {
        let at = At::Postgres("postgresql://doorstep:secret@localhost/office".parse().unwrap());
        assert_eq!(format!("{at:?}"), "Postgres(PostgresUrl)");
    }
}
