//! What happens to machines, and what mends it.

use super::forwarder::Forwarder;
use super::machines::Country;
use super::parts::Part;
use super::patience::patiently;
use ::faults::Dice;
use std::process::{Command, Stdio};

/// What happens.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fault {
    /// The primary's machine loses its power.
    KillPrimary,
    KillItsPostgres,
    KillItsPatroni,
    /// It stands still and goes on later, without knowing.
    StopPrimary,
    StopItsPostgres,
    StopItsPatroni,
    CutPrimaryOff,
    CutItOffEtcd,
    /// It is well, and nobody can reach its PostgreSQL: nothing goes on until that is mended.
    CutOthersOffItsDatabase,
    KillStandby,
    StopStandby,
    CutStandbyOffEtcd,
    KillAnEtcd,
    StopAnEtcd,
    /// No etcd can decide any more.
    StopTwoEtcds,
    CutAnEtcdOff,
}

/// What mends it.
pub(super) enum Remedy {
    Nothing,
    Begin(Part),
    GoOn(Vec<u32>),
    Mend(Vec<Forwarder>),
}

impl Fault {
    pub(super) const ALL: [Self; 16] = [
        Self::KillPrimary,
        Self::KillItsPostgres,
        Self::KillItsPatroni,
        Self::StopPrimary,
        Self::StopItsPostgres,
        Self::StopItsPatroni,
        Self::CutPrimaryOff,
        Self::CutItOffEtcd,
        Self::CutOthersOffItsDatabase,
        Self::KillStandby,
        Self::StopStandby,
        Self::CutStandbyOffEtcd,
        Self::KillAnEtcd,
        Self::StopAnEtcd,
        Self::StopTwoEtcds,
        Self::CutAnEtcdOff,
    ];

    pub(super) fn any(dice: &mut Dice) -> Self {
        Self::ALL[dice.below(Self::ALL.len())]
    }

    /// Whether others can take over.
    pub(super) const fn is_got_over(self) -> bool {
        !matches!(self, Self::CutOthersOffItsDatabase)
    }

    pub(super) fn befall(self, country: &mut Country, dice: &mut Dice) -> Remedy {
        let primary = patiently("there is a primary", || country.primary());
        let standby = || patiently("there is a standby", || country.standby());
        let an_etcd = dice.below(3);
        match self {
            Self::KillPrimary => kill(country, primary),
            Self::KillStandby => {
                let standby = standby();
                kill(country, standby)
            }
            Self::KillItsPostgres => {
                signal("-KILL", &country.postgres(primary));
                Remedy::Nothing
            }
            Self::KillItsPatroni => {
                country.kill(Part::Patroni(primary));
                Remedy::Begin(Part::Patroni(primary))
            }
            Self::StopPrimary => stop(all_of(country, primary)),
            Self::StopStandby => stop(all_of(country, standby())),
            Self::StopItsPostgres => stop(country.postgres(primary)),
            Self::StopItsPatroni => stop(country.id(Part::Patroni(primary)).into_iter().collect()),
            Self::CutPrimaryOff => cut(lines(country, primary)),
            Self::CutStandbyOffEtcd => cut(country.machines[standby()].etcd.clone()),
            Self::CutItOffEtcd => cut(country.machines[primary].etcd.clone()),
            Self::CutOthersOffItsDatabase => cut(vec![country.machines[primary].database.clone()]),
            Self::KillAnEtcd => {
                country.kill(Part::Etcd(an_etcd));
                Remedy::Begin(Part::Etcd(an_etcd))
            }
            Self::StopAnEtcd => stop(country.id(Part::Etcd(an_etcd)).into_iter().collect()),
            Self::StopTwoEtcds => {
                let two = [an_etcd, (an_etcd + 1) % 3];
                stop(two.into_iter().filter_map(|at| country.id(Part::Etcd(at))).collect())
            }
            Self::CutAnEtcdOff => cut(vec![country.machines[an_etcd].peer.clone()]),
        }
    }
}

impl Remedy {
    pub(super) fn apply(self, country: &mut Country) {
        match self {
            Self::Nothing => {}
            Self::Begin(part) => country.begin(part),
            Self::GoOn(processes) => signal("-CONT", &processes),
            Self::Mend(lines) => lines.iter().for_each(Forwarder::mend),
        }
    }
}

fn kill(country: &mut Country, at: usize) -> Remedy {
    country.kill(Part::Patroni(at));
    signal("-KILL", &country.postgres(at));
    Remedy::Begin(Part::Patroni(at))
}

fn stop(processes: Vec<u32>) -> Remedy {
    signal("-STOP", &processes);
    Remedy::GoOn(processes)
}

fn cut(lines: Vec<Forwarder>) -> Remedy {
    lines.iter().for_each(Forwarder::cut);
    Remedy::Mend(lines)
}

/// Patroni first: it must not notice.
fn all_of(country: &Country, at: usize) -> Vec<u32> {
    country.id(Part::Patroni(at)).into_iter().chain(country.postgres(at)).collect()
}

/// All by which others reach a machine, and it the etcds. That it reaches no other Patroni takes all lines between those: whose a
/// line is cannot be told here.
fn lines(country: &Country, at: usize) -> Vec<Forwarder> {
    let machine = &country.machines[at];
    let among_patronis = country.machines.iter().map(|machine| &machine.patroni);
    machine.etcd.iter().chain([&machine.database, &machine.check]).chain(among_patronis).cloned().collect()
}

/// Some may be gone already.
fn signal(which: &str, processes: &[u32]) {
    let processes = processes.iter().map(ToString::to_string);
    let _ = Command::new("kill").arg(which).args(processes).stderr(Stdio::null()).status();
}
