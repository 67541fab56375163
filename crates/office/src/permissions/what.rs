//! What is done at the office, and the words by which the log of what was done keeps it.

/// What is done at the office by people and tablets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// Begin a session.
    SignIn,
    /// Set a password and a source of codes, by a one-time link, or sign in for the first time with an account elsewhere.
    FirstTime,
    /// End one's own session.
    SignOut,
    /// See who one is here.
    SeeOneself,
    /// See one's own sessions.
    SeeSessions,
    /// See one's own passkeys.
    SeePasskeys,
    /// Add one.
    AddPasskey,
    /// Remove one.
    RemovePasskey,
    /// End all of one's own sessions.
    EndSessions,
    /// List agreements.
    ListAgreements,
    /// List what did not come.
    ListTroubles,
    /// Read the family's copy of an agreement.
    ReadCopy,
    /// Read the receipt of a record.
    ReadReceipt,
    /// Read a record as it came.
    ReadRecord,
    /// Read a file by its hash.
    ReadFile,
    /// Agree to a plan, or give it back.
    Countersign,
    /// Record a review, or plan one.
    Review,
    /// End a case.
    EndCase,
    /// Set right what the office wrote.
    Correct,
    /// Say that one read something.
    NoteSeen,
    /// Give something to another agency.
    Disclose,
    /// Read an agreement on a page, with all that was said of it.
    ReadAgreement,
    /// Read what is not on the paper of an agreement.
    ReadNotes,
    /// Read what a child said that is not on the paper.
    ReadChildsWords,
    /// Check whether a paper is of an agreement.
    CheckPaper,
    /// See what needs somebody today.
    SeeToday,
    /// Ask whether anything came.
    SeeNews,
    /// Prepare a plan.
    Prepare,
    /// See plans that were prepared, and who can take them.
    SeePrepared,
    /// Give a copy of an agreement, or say why not.
    GiveCopy,
    /// Give a prepared plan or a case to a worker, or take it back.
    Assign,
    /// Decide which of two agreements holds.
    Decide,
    /// Take agreements away as files.
    Export,
    /// See figures of all that was agreed.
    SeeOversight,
    /// Take away the data for an evaluation.
    TakeData,
    /// Read who changed what.
    ReadChanges,
    /// Make a code by which a tablet joins.
    MakeCode,
    /// List tablets.
    SeeTablets,
    /// Confirm a tablet, with a team.
    ConfirmTablet,
    /// Call a tablet something else.
    RenameTablet,
    /// Revoke a tablet.
    RevokeTablet,
    /// Mark a tablet as lost, or as found.
    MarkLost,
    /// Tell a code by telephone.
    TellCode,
    /// Give a case to another team.
    MoveCase,
    /// Seal a case: only the named see it from then on.
    SealCase,
    /// Take the seal off a case.
    UnsealCase,
    /// Open a case of another team, with a reason.
    BreakGlass,
    /// See which cases were opened so.
    SeeAlerts,
    /// Say that one saw such an alert.
    AnswerAlert,
    /// Keep a case from being disposed of.
    HoldCase,
    /// Keep it no longer.
    UnholdCase,
    /// Delete what is in a case, with a certificate.
    DisposeOfCase,
    /// Read what was done.
    ReadAccess,
    /// List people.
    SeePeople,
    /// Add a person.
    AddPerson,
    /// Make a link for a person's first time, or for one who lost password or telephone.
    MakeLink,
    /// End a person.
    EndPerson,
    /// Give or take a role.
    GiveRole,
    /// End another's sessions.
    EndOthersSessions,
    /// Forget another's passkeys and accounts elsewhere.
    ForgetWays,
    /// List teams.
    SeeTeams,
    /// Add a team.
    AddTeam,
    /// Add another agency, by its keys.
    AddPartner,
    /// End another agency.
    EndPartner,
    /// List other agencies.
    SeePartners,
    /// List what was given to other agencies.
    SeeDisclosures,
    /// Take in what another agency gives.
    TakeDisclosure,
    /// Give another agency back what it gave and lost.
    GiveBack,
    /// Note that another agency disposed of what it gave.
    NoteDisposal,
    /// A tablet says hello.
    Hello,
    /// A tablet joins.
    Join,
    /// A tablet sends letters.
    Send,
    /// A tablet asks what became of them.
    Ask,
    /// A tablet asks what the office wrote.
    Fetch,
    /// Something that is not there is asked for.
    Nothing,
}

impl What {
    /// All there is.
    pub const ALL: [Self; 75] = [
        Self::SignIn,
        Self::FirstTime,
        Self::SignOut,
        Self::SeeOneself,
        Self::SeeSessions,
        Self::SeePasskeys,
        Self::AddPasskey,
        Self::RemovePasskey,
        Self::EndSessions,
        Self::ListAgreements,
        Self::ListTroubles,
        Self::ReadCopy,
        Self::ReadReceipt,
        Self::ReadRecord,
        Self::ReadFile,
        Self::Countersign,
        Self::Review,
        Self::EndCase,
        Self::Correct,
        Self::NoteSeen,
        Self::Disclose,
        Self::ReadAgreement,
        Self::ReadNotes,
        Self::ReadChildsWords,
        Self::CheckPaper,
        Self::SeeToday,
        Self::SeeNews,
        Self::Prepare,
        Self::SeePrepared,
        Self::GiveCopy,
        Self::Assign,
        Self::Decide,
        Self::Export,
        Self::SeeOversight,
        Self::TakeData,
        Self::ReadChanges,
        Self::MakeCode,
        Self::SeeTablets,
        Self::ConfirmTablet,
        Self::RenameTablet,
        Self::RevokeTablet,
        Self::MarkLost,
        Self::TellCode,
        Self::MoveCase,
        Self::SealCase,
        Self::UnsealCase,
        Self::BreakGlass,
        Self::SeeAlerts,
        Self::AnswerAlert,
        Self::HoldCase,
        Self::UnholdCase,
        Self::DisposeOfCase,
        Self::ReadAccess,
        Self::SeePeople,
        Self::AddPerson,
        Self::MakeLink,
        Self::EndPerson,
        Self::GiveRole,
        Self::EndOthersSessions,
        Self::ForgetWays,
        Self::SeeTeams,
        Self::AddTeam,
        Self::AddPartner,
        Self::EndPartner,
        Self::SeePartners,
        Self::SeeDisclosures,
        Self::TakeDisclosure,
        Self::GiveBack,
        Self::NoteDisposal,
        Self::Hello,
        Self::Join,
        Self::Send,
        Self::Ask,
        Self::Fetch,
        Self::Nothing,
    ];

    /// Whether it is done to read, and writes little more than the row that says so. A full disk keeps nobody from it while any of that
    /// fits.
    #[must_use]
    pub(crate) const fn is_to_read(self) -> bool {
        matches!(
            self,
            Self::SignIn
                | Self::SignOut
                | Self::SeeOneself
                | Self::SeeSessions
                | Self::SeePasskeys
                | Self::EndSessions
                | Self::ListAgreements
                | Self::ListTroubles
                | Self::ReadCopy
                | Self::ReadReceipt
                | Self::ReadRecord
                | Self::ReadFile
                | Self::ReadAgreement
                | Self::ReadNotes
                | Self::ReadChildsWords
                | Self::SeeToday
                | Self::SeeNews
                | Self::SeePrepared
                | Self::Export
                | Self::SeeOversight
                | Self::TakeData
                | Self::ReadChanges
                | Self::SeeTablets
                | Self::BreakGlass
                | Self::SeeAlerts
                | Self::ReadAccess
                | Self::SeePeople
                | Self::SeeTeams
                | Self::SeePartners
                | Self::SeeDisclosures
        )
    }

    /// Its word, as the log of what was done keeps it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::FirstTime => "first_time",
            Self::SignOut => "sign_out",
            Self::SeeOneself => "see_oneself",
            Self::SeeSessions => "see_sessions",
            Self::SeePasskeys => "see_passkeys",
            Self::AddPasskey => "add_passkey",
            Self::RemovePasskey => "remove_passkey",
            Self::EndSessions => "end_sessions",
            Self::ListAgreements => "list_agreements",
            Self::ListTroubles => "list_troubles",
            Self::ReadCopy => "read_copy",
            Self::ReadReceipt => "read_receipt",
            Self::ReadRecord => "read_record",
            Self::ReadFile => "read_file",
            Self::Countersign => "countersign",
            Self::Review => "review",
            Self::EndCase => "end_case",
            Self::Correct => "correct",
            Self::NoteSeen => "note_seen",
            Self::Disclose => "disclose",
            Self::ReadAgreement => "read_agreement",
            Self::ReadNotes => "read_notes",
            Self::ReadChildsWords => "read_childs_words",
            Self::CheckPaper => "check_paper",
            Self::SeeToday => "see_today",
            Self::SeeNews => "see_news",
            Self::Prepare => "prepare",
            Self::SeePrepared => "see_prepared",
            Self::GiveCopy => "give_copy",
            Self::Assign => "assign",
            Self::Decide => "decide",
            Self::Export => "export",
            Self::SeeOversight => "see_oversight",
            Self::TakeData => "take_data",
            Self::ReadChanges => "read_changes",
            Self::MakeCode => "make_code",
            Self::SeeTablets => "see_tablets",
            Self::ConfirmTablet => "confirm_tablet",
            Self::RenameTablet => "rename_tablet",
            Self::RevokeTablet => "revoke_tablet",
            Self::MarkLost => "mark_lost",
            Self::TellCode => "tell_code",
            Self::MoveCase => "move_case",
            Self::SealCase => "seal_case",
            Self::UnsealCase => "unseal_case",
            Self::BreakGlass => "break_glass",
            Self::SeeAlerts => "see_alerts",
            Self::AnswerAlert => "answer_alert",
            Self::HoldCase => "hold_case",
            Self::UnholdCase => "unhold_case",
            Self::DisposeOfCase => "dispose_of_case",
            Self::ReadAccess => "read_access",
            Self::SeePeople => "see_people",
            Self::AddPerson => "add_person",
            Self::MakeLink => "make_link",
            Self::EndPerson => "end_person",
            Self::GiveRole => "give_role",
            Self::EndOthersSessions => "end_others_sessions",
            Self::ForgetWays => "forget_ways",
            Self::SeeTeams => "see_teams",
            Self::AddTeam => "add_team",
            Self::AddPartner => "add_partner",
            Self::EndPartner => "end_partner",
            Self::SeePartners => "see_partners",
            Self::SeeDisclosures => "see_disclosures",
            Self::TakeDisclosure => "take_disclosure",
            Self::GiveBack => "give_back",
            Self::NoteDisposal => "note_disposal",
            Self::Hello => "hello",
            Self::Join => "join",
            Self::Send => "send",
            Self::Ask => "ask",
            Self::Fetch => "fetch",
            Self::Nothing => "nothing",
        }
    }

    /// The thing with this word. A word of a newer program is none.
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.word() == word)
    }
}
