//! Where a database is. What stands in the address of one is never said again: a password may be in it.

use super::store_key::StoreKey;
use postgres::Config;
use postgres::config::{Host, SslMode, TargetSessionAttrs};
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

/// How a server that is gone without a word is noticed: nothing was heard for so long, and then not in three answers so far
/// apart. Nothing here limits how long a server may take for what it was asked.
const QUIET: Duration = Duration::from_secs(10);
const BETWEEN_ASKING: Duration = Duration::from_secs(5);
const ASKING: u32 = 3;
/// And this long nothing of what was sent was acknowledged by its machine.
const UNHEARD: Duration = Duration::from_secs(30);
/// What the library takes for the first of them where nobody says it.
const USUAL_QUIET: Duration = Duration::from_secs(2 * 60 * 60);

/// Where an office's database is.
#[derive(Debug, Clone)]
pub enum At {
    /// In a file, which SQLite writes and closes with the key.
    File(PathBuf, StoreKey),
    /// On a server.
    Postgres(PostgresUrl),
}

/// The address of a PostgreSQL database: `postgresql://user:password@host:port/database`, each part of which may be left out. Several
/// hosts with commas between are servers of one database, of which the one that takes writing is used. A server on another machine
/// is spoken to on an encrypted way only, and has to prove that it is the one of that name.
#[derive(Clone)]
pub struct PostgresUrl {
    pub(super) config: Box<Config>,
    pub(super) lines: usize,
    /// The file with the certificate of the authority that vouches for the server, where the way is encrypted.
    pub(super) authority: Option<PathBuf>,
}

/// Why an address is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    /// It is no address of a PostgreSQL database.
    #[error("no address of a PostgreSQL database")]
    NotAUrl,
    /// The server is on another machine.
    #[error("the database is on another machine, and nothing proves that it is the right one")]
    Elsewhere,
}

impl PostgresUrl {
    /// How many lines to the server are open at once, at least two: one on which is written, and others; if nobody says it, eight.
    #[must_use]
    pub fn with_lines(self, lines: usize) -> Self {
        Self { lines: lines.max(2), ..self }
    }

    /// Reads an address. `authority` is the file with the certificate of whoever vouches for the server: without one, only a server
    /// on this machine is taken. On this machine it is used where the address says `sslmode=require` or `verify-full`, which are
    /// the same here.
    ///
    /// # Errors
    /// [`UrlError`], which quotes nothing.
    pub fn read(text: &str, authority: Option<PathBuf>) -> Result<Self, UrlError> {
        let text = text.replace("sslmode=verify-full", "sslmode=require");
        let is_url = ["postgresql://", "postgres://"].iter().any(|beginning| text.starts_with(beginning));
        let read = if is_url { text.parse::<Config>().ok() } else { None };
        let mut config = read.ok_or(UrlError::NotAUrl)?;
        if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
            config.host(USUAL);
        }
        let are_here = config.get_hosts().iter().all(is_here);
        let is_here = are_here && config.get_hostaddrs().iter().all(IpAddr::is_loopback);
        let is_encrypted = !is_here || config.get_ssl_mode() == SslMode::Require;
        // What proves itself needs a name that it can prove.
        let is_named = !config.get_hosts().is_empty();
        if is_encrypted && (authority.is_none() || !is_named || config.get_ssl_mode() == SslMode::Disable) {
            return Err(UrlError::Elsewhere);
        }
        config.ssl_mode(if is_encrypted { SslMode::Require } else { SslMode::Disable });
        if config.get_hosts().len() > 1 {
            config.target_session_attrs(TargetSessionAttrs::ReadWrite);
        }
        if config.get_keepalives_idle() == USUAL_QUIET {
            config.keepalives_idle(QUIET).keepalives_interval(BETWEEN_ASKING).keepalives_retries(ASKING);
        }
        if config.get_tcp_user_timeout().is_none() {
            config.tcp_user_timeout(UNHEARD);
        }
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(PATIENCE);
        }
        config.application_name(PROGRAM);
        let authority = authority.filter(|_| is_encrypted);
        Ok(Self { config: config.into(), lines: LINES, authority })
    }
}

/// Without an authority.
impl FromStr for PostgresUrl {
    type Err = UrlError;

    fn from_str(text: &str) -> Result<Self, UrlError> {
        Self::read(text, None)
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
    fn a_server_on_another_machine_is_taken_where_it_proves_itself() {
        let read = |url: &str| PostgresUrl::read(url, Some("authority.pem".into()));
        for url in [
            "postgresql://doorstep@db.example/office",
            "postgresql://doorstep@db.example/office?sslmode=verify-full",
            "postgresql://one.example,two.example/office?target_session_attrs=read-write",
            "postgresql://localhost/office?sslmode=require",
        ] {
            let url = read(url).unwrap();
            assert_eq!((url.config.get_ssl_mode(), url.authority.is_some()), (SslMode::Require, true));
            assert!(format!("{url:?}").len() < 20, "nothing of it is shown");
        }
        for url in
            ["postgresql:///office?hostaddr=10.0.0.1", "postgresql://db.example/office?sslmode=disable"]
        {
            assert_eq!(read(url).err(), Some(UrlError::Elsewhere), "{url}");
        }
        assert_eq!(read("postgresql://db.example/office?sslmode=verify-ca").err(), Some(UrlError::NotAUrl));
        let here = read("postgresql://localhost/office").unwrap();
        assert_eq!((here.config.get_ssl_mode(), here.authority), (SslMode::Disable, None));
    }

    #[test]
    fn of_several_servers_the_one_that_takes_writing_is_used() {
        let attrs = |url: &str| url.parse::<PostgresUrl>().unwrap().config.get_target_session_attrs();
        assert_eq!(attrs("postgresql://127.0.0.1:1,127.0.0.1:2/office"), TargetSessionAttrs::ReadWrite);
        assert_eq!(attrs("postgresql://127.0.0.1:1/office"), TargetSessionAttrs::Any);
    }

    #[test]
    fn a_password_is_not_shown() {
        let at = At::Postgres("postgresql://doorstep:secret@localhost/office".parse().unwrap());
        assert_eq!(format!("{at:?}"), "Postgres(PostgresUrl)");
    }
}
