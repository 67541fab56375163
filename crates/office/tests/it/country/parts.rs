//! The programs that three machines run: where they are here, and their settings filled in.

use crate::cluster;
use std::path::PathBuf;

/// The one password of all users here.
pub(super) const SECRET: &str = "loopback";

const ETCD: &str = include_str!("../../../../../assets/office/country/etcd.yml");
const PATRONI: &str = include_str!("../../../../../assets/office/country/patroni.yml");
const PROXY: &str = include_str!("../../../../../assets/office/country/haproxy.cfg");

/// One program that runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Part {
    Etcd(usize),
    /// With its PostgreSQL, which goes on without it.
    Patroni(usize),
    Proxy,
}

impl Part {
    pub(super) fn name(self) -> String {
        match self {
            Self::Etcd(at) => format!("etcd{at}"),
            Self::Patroni(at) => machine(at),
            Self::Proxy => "proxy".to_owned(),
        }
    }

    /// Its settings, with the words for those in braces.
    pub(super) fn settings(self, words: &[(&str, String)]) -> String {
        let template = match self {
            Self::Etcd(_) => ETCD,
            Self::Patroni(_) => PATRONI,
            Self::Proxy => PROXY,
        };
        filled(template, words)
    }
}

/// What Patroni calls it.
pub(super) fn machine(at: usize) -> String {
    format!("machine{at}")
}

/// What is said to people stays as it is.
fn filled(template: &str, words: &[(&str, String)]) -> String {
    let fill = |line: &str| {
        if line.trim_start().starts_with('#') {
            return line.to_owned();
        }
        words.iter().fold(line.to_owned(), |line, (word, text)| line.replace(&format!("{{{word}}}"), text))
    };
    let lines: Vec<String> = template.lines().map(fill).collect();
    lines.join("\n") + "\n"
}

/// Where the programs are.
pub(super) struct Programs {
    pub(super) etcd: PathBuf,
    pub(super) patroni: PathBuf,
    pub(super) proxy: PathBuf,
    pub(super) postgres: PathBuf,
}

impl Programs {
    /// None, and a line that says so, where one is missing.
    pub(super) fn found() -> Option<Self> {
        let mut folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH").unwrap()).collect();
        folders.push("/usr/sbin".into());
        let find = |name: &str| {
            let found = folders.iter().map(|folder| folder.join(name)).find(|path| path.is_file());
            if found.is_none() {
                println!("not run: {name} is missing; Debian has it in etcd-server, patroni, haproxy");
            }
            found
        };
        let (etcd, patroni, proxy) = (find("etcd")?, find("patroni")?, find("haproxy")?);
        Some(Self { etcd, patroni, proxy, postgres: cluster::programs() })
    }
}

#[test]
fn every_word_in_the_settings_is_filled_in() {
    let all = |names: &[&'static str]| -> Vec<(&'static str, String)> {
        names.iter().map(|name| (*name, "here".to_owned())).collect()
    };
    for (part, words) in [
        (Part::Etcd(0), all(&["name", "folder", "listen_peer", "peer", "client", "peers"])),
        (Part::Patroni(0), all(PATRONI_S)),
        (Part::Proxy, all(PROXY_S)),
    ] {
        let settings = part.settings(&words);
        let left = settings.lines().find(|line| !line.trim_start().starts_with('#') && line.contains('{'));
        assert_eq!(left, None, "{part:?}");
    }
}

const PATRONI_S: &[&str] =
    &["name", "folder", "listen_rest", "rest", "listen_database", "database", "etcd", "programs", "secret"];

const PROXY_S: &[&str] =
    &["listen", "name1", "database1", "rest1", "name2", "database2", "rest2", "name3", "database3", "rest3"];
