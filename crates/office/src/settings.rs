//! What an office is told before it starts: by a file, by variables and by flags, each stronger than the one before. Where it keeps
//! things, where it listens, under which address others know it, and whose word it takes about callers.
//!
//! Nothing is read here but what is handed in. The database's address holds a password: there is no flag for it, since flags stand
//! in the list of processes, and no mistake is told with what was written. An empty text says nothing. Variables with other names
//! are passed over, for systems that run programs in containers set some that begin alike. The office's name is no setting: it is
//! in the database.

mod address;
mod file;
mod networks;
mod retention;

pub use address::PublicAddress;
pub(crate) use address::is_encrypted;
pub use networks::Networks;
pub use retention::Retention;

use crate::store::PostgresUrl;
use crate::{DataFolder, OfficeError};
use ipc::Told;
use ipc::told::office_command;
use std::ffi::OsString;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

/// On this machine only.
const LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8440);
const VARIABLES: &str = "DOORSTEP_OFFICE_";

/// The settings of an office.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The folder with its key, and with its database where that is a file.
    pub data: PathBuf,
    /// Its database, where that is no file in the folder.
    pub database: Option<PostgresUrl>,
    /// Where it listens, and how others reach that.
    pub reach: Reach,
    /// The folder with its pages.
    pub pages: Option<PathBuf>,
    /// The file with its key, where that is not in the folder.
    pub key_file: Option<PathBuf>,
    /// How long cases are kept.
    pub retention: Retention,
}

/// Where an office listens, and how others reach that.
#[derive(Debug, Clone)]
pub struct Reach {
    /// Where it listens. Port 0 takes any that is free.
    pub listen: SocketAddr,
    /// Its address for tablets and browsers, if not where it listens.
    pub public_address: Option<PublicAddress>,
    /// Where proxies call from that are believed about whom they call for.
    pub trusted_proxy: Networks,
}

/// What was said with flags.
#[derive(Debug, Clone, Default)]
pub struct Flags {
    /// `--data`.
    pub data: Option<PathBuf>,
    /// `--listen`.
    pub listen: Option<String>,
    /// `--public-address`.
    pub public_address: Option<String>,
    /// `--pages`.
    pub pages: Option<PathBuf>,
    /// `--trusted-proxy`.
    pub trusted_proxy: Option<String>,
}

/// One thing that can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Setting {
    Data,
    Database,
    Listen,
    PublicAddress,
    Pages,
    TrustedProxy,
    KeyFile,
    KeepYears,
    KeepUntilAge,
}

/// A setting as it was written, and where.
struct Said {
    setting: Setting,
    text: OsString,
    place: Told,
}

impl Settings {
    /// The settings that come of a file's text, of variables and of flags.
    ///
    /// # Errors
    /// [`OfficeError::Setting`] with the place and what belongs there; [`OfficeError::NoData`].
    pub fn of(
        file: Option<&str>,
        variables: impl IntoIterator<Item = (OsString, OsString)>,
        flags: Flags,
    ) -> Result<Self, OfficeError> {
        let mut said = file.map(file::read).transpose()?.unwrap_or_default();
        said.extend(variables.into_iter().filter_map(in_variable));
        said.extend(flags.said());
        said.retain(|it| !it.text.is_empty());
        let path = |setting| last(&said, setting).map(|it| PathBuf::from(&it.text));
        Ok(Self {
            data: path(Setting::Data).ok_or(OfficeError::NoData)?,
            database: read(
                &said,
                Setting::Database,
                |text| text.parse().ok(),
                office_command::bad_database(),
            )?,
            reach: Reach {
                listen: read(&said, Setting::Listen, |text| text.parse().ok(), office_command::bad_listen())?
                    .unwrap_or(LISTEN),
                public_address: read(
                    &said,
                    Setting::PublicAddress,
                    PublicAddress::read,
                    office_command::bad_public_address(),
                )?,
                trusted_proxy: read(
                    &said,
                    Setting::TrustedProxy,
                    Networks::read,
                    office_command::bad_trusted_proxy(),
                )?
                .unwrap_or_default(),
            },
            pages: path(Setting::Pages),
            key_file: path(Setting::KeyFile),
            retention: Retention {
                years: read(&said, Setting::KeepYears, years, office_command::bad_years())?,
                until_age: read(&said, Setting::KeepUntilAge, years, office_command::bad_years())?,
            },
        })
    }

    /// The office's folder.
    #[must_use]
    pub fn folder(&self) -> DataFolder {
        let folder = DataFolder::new(self.data.clone()).with_database(self.database.clone());
        folder.with_key(self.key_file.clone())
    }
}

impl Reach {
    /// On this machine only, known by where it listens.
    #[must_use]
    pub fn on(listen: SocketAddr) -> Self {
        Self { listen, public_address: None, trusted_proxy: Networks::default() }
    }

    /// The office's address for tablets and browsers once it listens there.
    #[must_use]
    pub fn address(&self, listening: SocketAddr) -> String {
        let public = self.public_address.as_ref().map(ToString::to_string);
        public.unwrap_or_else(|| format!("http://{listening}"))
    }

    /// Whether what is said on the way is between this machine and a proxy that encrypts.
    pub(crate) fn is_safe(&self) -> bool {
        let encrypts = self.public_address.as_ref().is_some_and(PublicAddress::is_encrypted);
        self.listen.ip().is_loopback() || (encrypts && !self.trusted_proxy.is_empty())
    }

    /// Whether somebody at this address is answered: this machine, or a proxy where there is one.
    pub(crate) fn lets_in(&self, caller: IpAddr) -> bool {
        caller.to_canonical().is_loopback() || self.trusted_proxy.hold(caller)
    }
}

impl Setting {
    const ALL: [Self; 9] = [
        Self::Data,
        Self::Database,
        Self::Listen,
        Self::PublicAddress,
        Self::Pages,
        Self::TrustedProxy,
        Self::KeyFile,
        Self::KeepYears,
        Self::KeepUntilAge,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Database => "database",
            Self::Listen => "listen",
            Self::PublicAddress => "public_address",
            Self::Pages => "pages",
            Self::TrustedProxy => "trusted_proxy",
            Self::KeyFile => "key_file",
            Self::KeepYears => "keep_years",
            Self::KeepUntilAge => "keep_until_age",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}

impl Flags {
    fn said(self) -> impl Iterator<Item = Said> {
        let Self { data, listen, public_address, pages, trusted_proxy } = self;
        let all = [
            (Setting::Data, data.map(OsString::from)),
            (Setting::Listen, listen.map(OsString::from)),
            (Setting::PublicAddress, public_address.map(OsString::from)),
            (Setting::Pages, pages.map(OsString::from)),
            (Setting::TrustedProxy, trusted_proxy.map(OsString::from)),
        ];
        all.into_iter().filter_map(|(setting, text)| {
            let flag = format!("--{}", setting.name().replace('_', "-"));
            Some(Said { setting, text: text?, place: office_command::setting_in_flag(flag) })
        })
    }
}

fn in_variable((name, text): (OsString, OsString)) -> Option<Said> {
    let name = name.to_str()?;
    let setting = Setting::named(&name.strip_prefix(VARIABLES)?.to_ascii_lowercase())?;
    Some(Said { setting, text, place: office_command::setting_in_variable(name) })
}

/// A number of years in which somebody may still be alive.
fn years(text: &str) -> Option<u32> {
    text.trim().parse().ok().filter(|years| *years <= 150)
}

/// What was said last of a setting, which is the strongest.
fn last(said: &[Said], setting: Setting) -> Option<&Said> {
    said.iter().rev().find(|it| it.setting == setting)
}

fn read<T>(
    said: &[Said],
    setting: Setting,
    read: impl FnOnce(&str) -> Option<T>,
    belongs: Told,
) -> Result<Option<T>, OfficeError> {
    let Some(Said { text, place, .. }) = last(said, setting) else { return Ok(None) };
    match text.to_str().and_then(read) {
        Some(value) => Ok(Some(value)),
        None => Err(OfficeError::Setting { place: place.clone(), why: belongs }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reach(listen: &str, public_address: &str, trusted_proxy: &str) -> Reach {
        Reach {
            listen: listen.parse().unwrap(),
            public_address: PublicAddress::read(public_address),
            trusted_proxy: Networks::read(trusted_proxy).unwrap_or_default(),
        }
    }

    #[test]
    fn other_machines_reach_it_only_behind_a_proxy_that_encrypts() {
        let check = |listen: &str, public_address: &str, trusted_proxy: &str, safe: bool| {
            let reach = reach(listen, public_address, trusted_proxy);
            assert_eq!(reach.is_safe(), safe, "{reach:?}");
        };
        check("127.0.0.1:0", "", "", true);
        check("127.3.4.5:80", "https://office.example", "", true);
        check("[::1]:80", "", "", true);
        check("0.0.0.0:80", "", "", false);
        check("[::]:80", "https://office.example", "", false);
        check("192.0.2.7:80", "", "192.0.2.1", false);
        check("192.0.2.7:80", "http://127.0.0.1", "192.0.2.1", false);
        check("192.0.2.7:80", "https://office.example", "192.0.2.1", true);
    }

    #[test]
    fn only_this_machine_and_the_proxy_are_answered() {
        let reach = reach("0.0.0.0:80", "https://office.example", "192.0.2.0/30");
        for (caller, is_answered) in [
            ("127.0.0.1", true),
            ("::1", true),
            ("::ffff:192.0.2.3", true),
            ("192.0.2.3", true),
            ("192.0.2.4", false),
            ("2001:db8::1", false),
        ] {
            assert_eq!(reach.lets_in(caller.parse().unwrap()), is_answered, "{caller}");
        }
    }
}
