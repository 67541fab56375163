//! Who works at an office, and what they did. What is asked with each.

use super::place::Place;
use super::{access, people};
use clap::Subcommand;

#[derive(Subcommand)]
pub(crate) enum Staff {
    /// Add a person who signs in to the office's pages, and make the link by which they set password and codes.
    AddPerson {
        #[command(flatten)]
        place: Place,
        /// What they sign in with, such as ros.adeyemi.
        #[arg(long)]
        login: String,
        /// Their name.
        #[arg(long)]
        name: String,
        /// worker, manager, officer, sergeant, reviewer; auditor, administrator.
        #[arg(long)]
        role: String,
        /// The team in which they are that. Auditors and administrators have none.
        #[arg(long)]
        team: Option<String>,
    },
    /// Make another link for somebody who lost password or telephone.
    SignInLink {
        #[command(flatten)]
        place: Place,
        /// What they sign in with.
        #[arg(long)]
        login: String,
    },
    /// End a person: they sign in no more, and are signed out everywhere.
    EndPerson {
        #[command(flatten)]
        place: Place,
        /// What they sign in with.
        #[arg(long)]
        login: String,
    },
    /// Sign a person out everywhere.
    SignOutPerson {
        #[command(flatten)]
        place: Place,
        /// What they sign in with.
        #[arg(long)]
        login: String,
    },
    /// Forget somebody's passkeys and their account elsewhere, as when a telephone was lost, and sign them out everywhere.
    ForgetWaysIn {
        #[command(flatten)]
        place: Place,
        /// What they sign in with.
        #[arg(long)]
        login: String,
    },
    /// Give somebody a role, or take it.
    GiveRole {
        #[command(flatten)]
        place: Place,
        /// What they sign in with.
        #[arg(long)]
        login: String,
        /// worker, manager, officer, sergeant, reviewer; auditor, administrator.
        #[arg(long)]
        role: String,
        /// The team in which they are that. Auditors and administrators have none.
        #[arg(long)]
        team: Option<String>,
        /// Take it.
        #[arg(long)]
        take: bool,
    },
    /// List the people of this office.
    People {
        #[command(flatten)]
        place: Place,
    },
    /// Add a team.
    AddTeam {
        #[command(flatten)]
        place: Place,
        /// Its name.
        #[arg(long)]
        name: String,
    },
    /// List the teams of this office.
    Teams {
        #[command(flatten)]
        place: Place,
    },
    /// List what was done and refused, newest first, 200 lines at once.
    Access {
        #[command(flatten)]
        place: Place,
        /// Only what has a lower number.
        #[arg(long)]
        below: Option<u64>,
    },
}

impl Staff {
    pub(super) fn run(self) -> anyhow::Result<()> {
        match self {
            Self::AddPerson { place, login, name, role, team } => {
                people::add(place, &login, &name, &role, team.as_deref())
            }
            Self::SignInLink { place, login } => people::link(place, &login),
            Self::EndPerson { place, login } => people::end(place, &login),
            Self::SignOutPerson { place, login } => people::sign_out(place, &login),
            Self::ForgetWaysIn { place, login } => people::forget_ways(place, &login),
            Self::GiveRole { place, login, role, team, take } => {
                people::role(place, &login, &role, team.as_deref(), take)
            }
            Self::People { place } => people::people(place),
            Self::AddTeam { place, name } => people::add_team(place, &name),
            Self::Teams { place } => people::teams(place),
            Self::Access { place, below } => access::access(place, below),
        }
    }
}
