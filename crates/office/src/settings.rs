//! What an office is told before it starts: by a file, by variables and by flags, each stronger than the one before. Where it keeps
//! things, where it listens, under which address others know it, whose word it takes about callers, and how it is watched.
//!
//! Nothing is read here but what is handed in. The database's address holds a password: there is no flag for it, since flags stand
//! in the list of processes, and no mistake is told with what was written. An empty text says nothing. Variables with other names
//! are passed over, for systems that run programs in containers set some that begin alike. The office's name is no setting: it is
//! in the database.

mod address;
mod file;
mod networks;
mod retention;
mod setting;
mod ways_in;

pub use address::PublicAddress;
pub(crate) use address::is_encrypted;
pub use networks::Networks;
pub use retention::Retention;
pub use ways_in::{Accounts, LoginClaim, WaysIn};

use self::setting::Setting;
use crate::certificates::CertificateFiles;
use crate::log::Log;
use crate::room::KeptBack;
use crate::store::PostgresUrl;
use crate::{DataFolder, OfficeError};
use ipc::Told;
use ipc::told::office_command;
use std::ffi::OsString;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

/// On this machine only.
const LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8440);
const VARIABLES: &str = "DOORSTEP_OFFICE_";
/// Lines to a database: one to write on and one to read on, and more than so many are no help to it.
const LINES: RangeInclusive<usize> = 2..=500;

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
    /// How people sign in.
    pub ways_in: WaysIn,
    /// How long cases are kept.
    pub retention: Retention,
    /// How its log is written.
    pub log: Log,
    /// What is kept back on its disk.
    pub kept_back: KeptBack,
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
    /// The certificate of an office that encrypts by itself.
    pub certificate: Option<CertificateFiles>,
    /// Where it tells whoever watches it how it is. It listens there for nobody else.
    pub inside: Option<SocketAddr>,
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
    /// `--tls-certificate`.
    pub tls_certificate: Option<PathBuf>,
    /// `--tls-key`.
    pub tls_key: Option<PathBuf>,
    /// `--listen-inside`.
    pub listen_inside: Option<String>,
    /// `--log`.
    pub log: Option<String>,
}

/// A setting as it was written, and where.
struct Said {
    setting: Setting,
    text: OsString,
    place: Told,
}

impl Settings {
    /// The settings that come of a file's text with the folder it lies in, of variables and of flags.
    ///
    /// # Errors
    /// [`OfficeError::Setting`] with the place and what belongs there; [`OfficeError::NoData`].
    pub fn of(
        file: Option<(&str, &Path)>,
        variables: impl IntoIterator<Item = (OsString, OsString)>,
        flags: Flags,
    ) -> Result<Self, OfficeError> {
        let mut said = file.map(|(text, folder)| file::read(text, folder)).transpose()?.unwrap_or_default();
        said.extend(variables.into_iter().filter_map(in_variable));
        said.extend(flags.said());
        said.retain(|it| !it.text.is_empty());
        let path = |setting| last(&said, setting).map(|it| PathBuf::from(&it.text));
        let number =
            |setting| read(&said, setting, |text| text.parse::<u32>().ok(), office_command::bad_number());
        let listen = |setting| {
            read(&said, setting, |text| text.parse::<SocketAddr>().ok(), office_command::bad_listen())
        };
        let usual = KeptBack::default();
        let kept_back = KeptBack {
            ballast: number(Setting::Ballast)?.map_or(usual.ballast, KeptBack::mib),
            warning: number(Setting::DiskWarning)?.map_or(usual.warning, KeptBack::mib),
        };
        let lines = read(
            &said,
            Setting::DatabaseLines,
            |text| text.parse::<usize>().ok().filter(|lines| LINES.contains(lines)),
            office_command::bad_database_lines(),
        )?;
        let authority = path(Setting::DatabaseCa);
        let database = read(
            &said,
            Setting::Database,
            |text| PostgresUrl::read(text, authority).ok(),
            office_command::bad_database(),
        )?;
        Ok(Self {
            data: path(Setting::Data).ok_or(OfficeError::NoData)?,
            database: match lines {
                Some(lines) => database.map(|database| database.with_lines(lines)),
                None => database,
            },
            reach: Reach {
                listen: listen(Setting::Listen)?.unwrap_or(LISTEN),
                inside: listen(Setting::ListenInside)?,
                certificate: certificate(&said)?,
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
            ways_in: ways_in::of(&said)?,
            retention: Retention {
                years: read(&said, Setting::KeepYears, years, office_command::bad_years())?,
                until_age: read(&said, Setting::KeepUntilAge, years, office_command::bad_years())?,
            },
            log: read(&said, Setting::Log, Log::read, office_command::bad_log())?.unwrap_or_default(),
            kept_back,
        })
    }

    /// The names of all settings.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Setting::ALL.into_iter().map(Setting::name)
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
        let trusted_proxy = Networks::default();
        Self { listen, public_address: None, trusted_proxy, certificate: None, inside: None }
    }

    /// The office's address for tablets and browsers once it listens there.
    #[must_use]
    pub fn address(&self, listening: SocketAddr) -> String {
        let public = self.public_address.as_ref().map(ToString::to_string);
        let scheme = if self.certificate.is_some() { "https" } else { "http" };
        public.unwrap_or_else(|| format!("{scheme}://{listening}"))
    }

    /// Whether what is said on the way is encrypted, or between this machine and a proxy that encrypts.
    pub(crate) fn is_safe(&self) -> bool {
        let is_behind_a_proxy = self.is_known_encrypted() && !self.trusted_proxy.is_empty();
        self.certificate.is_some() || self.listen.ip().is_loopback() || is_behind_a_proxy
    }

    /// Whether it is known by an encrypted address, encrypts nothing itself and was told of no proxy. Then whatever comes through one
    /// seems to be one caller's.
    #[must_use]
    pub fn lacks_its_proxy(&self) -> bool {
        self.is_known_encrypted() && self.certificate.is_none() && self.trusted_proxy.is_empty()
    }

    fn is_known_encrypted(&self) -> bool {
        self.public_address.as_ref().is_some_and(PublicAddress::is_encrypted)
    }

    /// Whether somebody at this address is answered: where it encrypts by itself, everybody; otherwise this machine, or a proxy
    /// where there is one.
    pub(crate) fn lets_in(&self, caller: IpAddr) -> bool {
        let is_here = caller.to_canonical().is_loopback();
        self.certificate.is_some() || is_here || self.trusted_proxy.hold(caller)
    }
}

impl Flags {
    fn said(self) -> impl Iterator<Item = Said> {
        let Self {
            data,
            listen,
            public_address,
            pages,
            trusted_proxy,
            tls_certificate,
            tls_key,
            listen_inside,
            log,
        } = self;
        let all = [
            (Setting::Data, data.map(OsString::from)),
            (Setting::Listen, listen.map(OsString::from)),
            (Setting::PublicAddress, public_address.map(OsString::from)),
            (Setting::Pages, pages.map(OsString::from)),
            (Setting::TrustedProxy, trusted_proxy.map(OsString::from)),
            (Setting::TlsCertificate, tls_certificate.map(OsString::from)),
            (Setting::TlsKey, tls_key.map(OsString::from)),
            (Setting::ListenInside, listen_inside.map(OsString::from)),
            (Setting::Log, log.map(OsString::from)),
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

/// The two files of a certificate, and whether they fit what else was said.
fn certificate(said: &[Said]) -> Result<Option<CertificateFiles>, OfficeError> {
    let [certificate, key] = [Setting::TlsCertificate, Setting::TlsKey].map(|setting| last(said, setting));
    match (certificate, key) {
        (None, None) => Ok(None),
        (Some(one), None) | (None, Some(one)) => {
            Err(OfficeError::Setting { place: one.place.clone(), why: office_command::bad_certificate() })
        }
        (Some(certificate), Some(key)) => {
            // Known by an address that is not encrypted, nobody would reach it.
            let public = |text: &str| PublicAddress::read(text).filter(PublicAddress::is_encrypted);
            read(said, Setting::PublicAddress, public, office_command::bad_public_address())?;
            let [certificate, key] = [certificate, key].map(|said| PathBuf::from(&said.text));
            Ok(Some(CertificateFiles { certificate, key }))
        }
    }
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
            certificate: None,
            inside: None,
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
    fn an_encrypted_address_needs_a_proxy() {
        for (public_address, trusted_proxy, lacks) in [
            ("https://office.example", "", true),
            ("https://office.example", "127.0.0.1", false),
            ("http://127.0.0.1", "", false),
            ("", "", false),
        ] {
            let reach = reach("127.0.0.1:0", public_address, trusted_proxy);
            assert_eq!(reach.lacks_its_proxy(), lacks, "{reach:?}");
            let encrypts = Reach { certificate: Some(files()), ..reach };
            assert!(!encrypts.lacks_its_proxy(), "{encrypts:?}");
        }
    }

    fn files() -> CertificateFiles {
        CertificateFiles { certificate: "a".into(), key: "b".into() }
    }

    #[test]
    fn one_that_encrypts_by_itself_answers_everybody() {
        let reach = Reach { certificate: Some(files()), ..reach("0.0.0.0:443", "", "") };
        assert!(reach.is_safe() && reach.lets_in("192.0.2.4".parse().unwrap()));
        assert_eq!(reach.address(reach.listen), "https://0.0.0.0:443");
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
