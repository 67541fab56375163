//! Who may do what: one table, and nothing else in the office knows it. Of which team something is, and whether a case is sealed, is
//! asked by the store, where it reads.

mod what;

pub use what::What;

/// What somebody is in a team, or in the whole office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A children's social worker.
    Worker,
    /// Leads a team: answers for its people, tablets and cases.
    Manager,
    /// A police officer.
    Officer,
    /// A detective sergeant.
    Sergeant,
    /// Reviews agreements.
    Reviewer,
    /// Reads what was done, of the whole office, and no agreement.
    Auditor,
    /// Looks after people, teams and tablets of the whole office, and reads no agreement.
    Administrator,
}

/// Whether whoever has a role may do something, where it concerns their team or they are of the whole office.
#[must_use]
pub const fn may(role: Role, what: What) -> bool {
    match what {
        What::SignIn
        | What::FirstTime
        | What::SignOut
        | What::SeeOneself
        | What::SeeSessions
        | What::SeePasskeys
        | What::AddPasskey
        | What::RemovePasskey
        | What::EndSessions
        | What::SeeNews
        | What::SeeTeams => true,
        What::ListAgreements
        | What::ListTroubles
        | What::ReadCopy
        | What::ReadReceipt
        | What::ReadAgreement
        | What::CheckPaper
        | What::SeeToday
        | What::NoteSeen
        | What::BreakGlass => works_on_cases(role),
        What::Prepare | What::SeePrepared | What::GiveCopy => works_on_cases(role) && !reviews(role),
        What::ReadNotes => signs(role) || reviews(role),
        What::ReadChildsWords => leads(role) || reviews(role),
        What::Countersign | What::Export => signs(role),
        What::SeeOversight => signs(role) || reviews(role) || audits(role),
        What::ReadChanges => leads(role) || reviews(role) || audits(role),
        What::Review | What::Correct => leads(role) || reviews(role),
        What::MakeCode
        | What::SeeTablets
        | What::ConfirmTablet
        | What::RenameTablet
        | What::RevokeTablet
        | What::MarkLost
        | What::MoveCase => leads(role) || administers(role),
        What::EndCase
        | What::Disclose
        | What::Assign
        | What::Decide
        | What::SealCase
        | What::UnsealCase
        | What::SeePartners
        | What::SeeDisclosures => leads(role),
        What::SeeAlerts | What::AnswerAlert => leads(role) || audits(role),
        What::ReadAccess | What::TakeData => audits(role),
        What::SeePeople => leads(role) || administers(role),
        What::AddPerson
        | What::MakeLink
        | What::EndPerson
        | What::GiveRole
        | What::EndOthersSessions
        | What::ForgetWays
        | What::AddTeam => administers(role),
        // The office's machine, tablets and other offices alone.
        What::AddPartner
        | What::EndPartner
        | What::TakeDisclosure
        | What::GiveBack
        | What::NoteDisposal
        | What::ReadRecord
        | What::ReadFile
        | What::TellCode
        | What::HoldCase
        | What::UnholdCase
        | What::DisposeOfCase
        | What::Hello
        | What::Join
        | What::Send
        | What::Ask
        | What::Fetch
        | What::Nothing => false,
    }
}

const fn works_on_cases(role: Role) -> bool {
    match role {
        Role::Worker | Role::Manager | Role::Officer | Role::Sergeant | Role::Reviewer => true,
        Role::Auditor | Role::Administrator => false,
    }
}

const fn leads(role: Role) -> bool {
    matches!(role, Role::Manager)
}

/// Who signs for their agency.
const fn signs(role: Role) -> bool {
    matches!(role, Role::Manager | Role::Sergeant)
}

const fn reviews(role: Role) -> bool {
    matches!(role, Role::Reviewer)
}

const fn audits(role: Role) -> bool {
    matches!(role, Role::Auditor)
}

const fn administers(role: Role) -> bool {
    matches!(role, Role::Administrator)
}

impl Role {
    /// All there are.
    pub const ALL: [Self; 7] = [
        Self::Worker,
        Self::Manager,
        Self::Officer,
        Self::Sergeant,
        Self::Reviewer,
        Self::Auditor,
        Self::Administrator,
    ];

    /// Whether it is held in the whole office and not in a team.
    #[must_use]
    pub const fn is_of_the_whole_office(self) -> bool {
        !works_on_cases(self)
    }

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Worker => "worker",
            Self::Manager => "manager",
            Self::Officer => "officer",
            Self::Sergeant => "sergeant",
            Self::Reviewer => "reviewer",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
        }
    }

    /// The role with this word.
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ipc::office::people::{ROLES_IN_TEAMS, ROLES_OF_THE_OFFICE};
    use std::collections::BTreeSet;

    fn all_of(role: Role) -> Vec<&'static str> {
        let own = What::ALL.into_iter().filter(|what| may(role, *what));
        // What everybody may who is signed in.
        own.skip_while(|what| *what <= What::EndSessions).map(What::word).collect()
    }

    #[test]
    fn words_are_read_as_they_are_written_and_each_is_there_once() {
        assert!(Role::ALL.into_iter().all(|role| Role::read(role.word()) == Some(role)));
        assert!(What::ALL.into_iter().all(|what| What::read(what.word()) == Some(what)));
        assert_eq!(What::ALL.into_iter().collect::<BTreeSet<_>>().len(), What::ALL.len());
        assert_eq!((Role::read("admin"), What::read("")), (None, None));
    }

    #[test]
    fn what_each_may() {
        let worker = [
            "list_agreements",
            "list_troubles",
            "read_copy",
            "read_receipt",
            "note_seen",
            "read_agreement",
            "check_paper",
            "see_today",
            "see_news",
            "prepare",
            "see_prepared",
            "give_copy",
            "break_glass",
            "see_teams",
        ];
        for role in [Role::Worker, Role::Officer] {
            assert_eq!(all_of(role), worker, "{role:?}");
        }
        let sergeant = [
            "list_agreements",
            "list_troubles",
            "read_copy",
            "read_receipt",
            "countersign",
            "note_seen",
            "read_agreement",
            "read_notes",
            "check_paper",
            "see_today",
            "see_news",
            "prepare",
            "see_prepared",
            "give_copy",
            "export",
            "see_oversight",
            "break_glass",
            "see_teams",
        ];
        assert_eq!(all_of(Role::Sergeant), sergeant);
        let reviewer = [
            "list_agreements",
            "list_troubles",
            "read_copy",
            "read_receipt",
            "review",
            "correct",
            "note_seen",
            "read_agreement",
            "read_notes",
            "read_childs_words",
            "check_paper",
            "see_today",
            "see_news",
            "see_oversight",
            "read_changes",
            "break_glass",
            "see_teams",
        ];
        assert_eq!(all_of(Role::Reviewer), reviewer);
        let manager = [
            "list_agreements",
            "list_troubles",
            "read_copy",
            "read_receipt",
            "countersign",
            "review",
            "end_case",
            "correct",
            "note_seen",
            "disclose",
            "read_agreement",
            "read_notes",
            "read_childs_words",
            "check_paper",
            "see_today",
            "see_news",
            "prepare",
            "see_prepared",
            "give_copy",
            "assign",
            "decide",
            "export",
            "see_oversight",
            "read_changes",
            "make_code",
            "see_tablets",
            "confirm_tablet",
            "rename_tablet",
            "revoke_tablet",
            "mark_lost",
            "move_case",
            "seal_case",
            "unseal_case",
            "break_glass",
            "see_alerts",
            "answer_alert",
            "see_people",
            "see_teams",
            "see_partners",
            "see_disclosures",
        ];
        assert_eq!(all_of(Role::Manager), manager);
        let auditor = [
            "see_news",
            "see_oversight",
            "take_data",
            "read_changes",
            "see_alerts",
            "answer_alert",
            "read_access",
            "see_teams",
        ];
        assert_eq!(all_of(Role::Auditor), auditor);
        let administrator = [
            "see_news",
            "make_code",
            "see_tablets",
            "confirm_tablet",
            "rename_tablet",
            "revoke_tablet",
            "mark_lost",
            "move_case",
            "see_people",
            "add_person",
            "make_link",
            "end_person",
            "give_role",
            "end_others_sessions",
            "forget_ways",
            "see_teams",
            "add_team",
        ];
        assert_eq!(all_of(Role::Administrator), administrator);
    }

    #[test]
    fn pages_offer_each_role_where_it_is_held() {
        let held = |whole: bool| {
            let roles = Role::ALL.into_iter().filter(move |role| role.is_of_the_whole_office() == whole);
            roles.map(Role::word).collect::<Vec<_>>()
        };
        assert_eq!((held(false), held(true)), (ROLES_IN_TEAMS.to_vec(), ROLES_OF_THE_OFFICE.to_vec()));
    }

    #[test]
    fn who_is_of_the_whole_office_reads_no_agreement() {
        for role in Role::ALL.into_iter().filter(|role| role.is_of_the_whole_office()) {
            let reads = [
                What::ListAgreements,
                What::ListTroubles,
                What::ReadCopy,
                What::ReadReceipt,
                What::ReadAgreement,
                What::ReadNotes,
                What::ReadChildsWords,
                What::SeeToday,
                What::SeePrepared,
                What::Export,
            ];
            assert!(!reads.iter().any(|it| may(role, *it)));
        }
    }
}
