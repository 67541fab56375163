//! Everything that can go wrong at the office.

use chrono::{DateTime, Utc};
use ipc::Told;
use ipc::told::{office_command, office_page};
use record::wire::{RefusalCode, Refused};
use record::{DisclosedFault, RecordError, WrittenFault};
use std::error::Error;
use std::io;

/// Why the office could not do something. The sentences name no person and no content, so they may be logged. Those that
/// the person at the command line can act on are in `refusals.toml`.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// The request is refused; the tablet is told exactly this.
    #[error("refused: {}", .0.code)]
    Refused(Refused),
    /// The database did not do what it was asked. Nothing of it was changed.
    #[error("the database failed to {doing}")]
    Store {
        /// What it was to do.
        doing: &'static str,
        /// What it said.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// The disk has no room for it. Nothing was changed, and what was there can be read.
    #[error("{}", office_command::full())]
    Full,
    /// The office's certificate cannot be used.
    #[error("{0}")]
    Certificate(Told),
    /// The database was written by a newer program.
    #[error("{}", office_command::newer(.found, .known))]
    Newer {
        /// The form found.
        found: i64,
        /// The newest form known here.
        known: i64,
    },
    /// The database was written by an older program, and only who serves from it brings it to today's form.
    #[error("{}", office_command::older(.found, .known))]
    Older {
        /// The form found.
        found: i64,
        /// The newest form known here.
        known: i64,
    },
    /// The database is not there, or nothing of an office is in it.
    #[error("{}", office_command::no_database())]
    NoDatabase,
    /// The server has no database of the name that was set, so none can be made use of.
    #[error("{}", office_command::database_unknown())]
    DatabaseUnknown,
    /// Another office works on the same folder.
    #[error("{}", office_command::in_use())]
    InUse,
    /// Another office serves from the same database.
    #[error("{}", office_command::served())]
    Served,
    /// The folder holds no office.
    #[error("{}", office_command::no_office())]
    NoOffice,
    /// The folder holds something of an office, where a new one was to be made.
    #[error("{}", office_command::already_there(.there))]
    AlreadyThere {
        /// What is there.
        there: String,
    },
    /// Others than its owner may write into the folder in which an office was to be made.
    #[error("{}", office_command::folder_open())]
    FolderOpen,
    /// The database holds another office than the one that was to be made.
    #[error("{}", office_command::database_used())]
    DatabaseUsed,
    /// An office was begun here and not made to its end.
    #[error("{}", office_command::half_made())]
    HalfMade,
    /// An office cannot be called so.
    #[error("{}", office_command::bad_name())]
    BadName,
    /// Nobody said which folder is the office's.
    #[error("{}", office_command::no_data())]
    NoData,
    /// A setting cannot be used.
    #[error("{place} {why}")]
    Setting {
        /// Where it was written.
        place: Told,
        /// What belongs there.
        why: Told,
    },
    /// The key file is there and is not a key.
    #[error("{}", office_command::key_file())]
    KeyFile,
    /// There is an office and no key.
    #[error("{}", office_command::key_missing())]
    KeyMissing,
    /// There is an office, and the file that the settings name holds no key.
    #[error("{}", office_command::key_file_missing())]
    KeyFileMissing,
    /// The office goes on in another database.
    #[error("{}", office_command::moved_away())]
    Moved,
    /// No database on a server is set, where one was to be moved to or from.
    #[error("{}", office_command::no_server())]
    NoServer,
    /// What was copied is not what is there.
    #[error("{}", office_command::copy_other())]
    CopyOther,
    /// Something is not as it was signed.
    #[error("{}", office_command::not_as_signed(.what))]
    NotAsSigned {
        /// What it is: its kind and the beginning of its hash, or a file's name.
        what: String,
    },
    /// Something has the name that a backup was to get.
    #[error("{}", office_command::backup_there())]
    BackupThere,
    /// The folder holds no backup.
    #[error("{}", office_command::not_a_backup())]
    NotABackup,
    /// The backup was taken with another key.
    #[error("{}", office_command::backup_of_other())]
    BackupOfOther,
    /// The backup was taken by an older program, and only restoring it can prove all of it.
    #[error("{}", office_command::backup_older(.found, .known))]
    BackupOlder {
        /// The form found.
        found: i64,
        /// The newest form known here.
        known: i64,
    },
    /// No case has this id, and no paper this reference.
    #[error("{}", office_command::no_case())]
    NoCase,
    /// Nobody said why, or who.
    #[error("{}", office_command::no_reason())]
    NoReason,
    /// The case is held.
    #[error("{}", office_command::case_held())]
    CaseHeld,
    /// The case is not held.
    #[error("{}", office_command::case_not_held())]
    CaseNotHeld,
    /// Not all of the case has come yet.
    #[error("{}", office_command::case_on_its_way())]
    CaseOnItsWay,
    /// Nothing of the case is left to dispose of, or nothing was disposed of.
    #[error("{}", office_command::case_disposed())]
    CaseDisposed,
    /// Nobody set how long cases are kept.
    #[error("{}", office_command::no_retention())]
    NoRetention,
    /// The key is not the one that the office was made with.
    #[error("{}", office_command::key_other())]
    KeyOther,
    /// The address is one that other machines could reach, and nothing encrypts on the way there.
    #[error("{}", office_command::not_loopback())]
    NotLoopback,
    /// No tablet has this name or id.
    #[error("{}", office_command::no_tablet())]
    NoTablet,
    /// Several tablets have this name.
    #[error("{}", office_command::many_tablets())]
    ManyTablets,
    /// The tablet was never given a key for the code with this number.
    #[error("{}", office_command::no_unlock_number())]
    NoUnlockNumber,
    /// The tablet has not said whose the code with this number is.
    #[error("{}", office_command::code_unreported())]
    CodeUnreported,
    /// The tablet is marked as lost since then: no code of it is told.
    #[error("{}", office_command::code_of_lost(.0.format("%Y-%m-%d %H:%M UTC")))]
    TabletLost(DateTime<Utc>),
    /// The file that was brought is none of letters.
    #[error("{}", office_command::not_letters())]
    NotLetters,
    /// The file that was brought is for another office.
    #[error("{}", office_command::letters_of_other())]
    LettersOfOther,
    /// The file that was brought is of a tablet that this office does not know.
    #[error("{}", office_command::letters_of_unknown())]
    LettersOfUnknown,
    /// The file that was brought is not as its tablet wrote it.
    #[error("{}", office_command::letters_spoilt())]
    LettersSpoilt,
    /// There is no agency of this name or id, or it was ended.
    #[error("{}", office_command::no_partner())]
    NoPartner,
    /// The agency is one already.
    #[error("{}", office_command::partner_known())]
    PartnerKnown,
    /// Another agency has this name.
    #[error("{}", office_command::partner_taken())]
    PartnerTaken,
    /// What was given for an agency's line is none.
    #[error("{}", office_command::bad_agency())]
    BadAgency,
    /// The line is this office's own.
    #[error("{}", office_command::own_agency())]
    OwnAgency,
    /// Another office cannot be reached at such an address.
    #[error("{}", office_command::bad_partner_address())]
    BadAddress,
    /// Not all of the agreement is here, or it was disposed of.
    #[error("{}", office_command::not_whole())]
    NotWhole,
    /// The file holds nothing that another office gives.
    #[error("{}", office_command::not_a_disclosure())]
    NotADisclosure,
    /// What another office gives is for somebody else, or not sent by whom it is from.
    #[error("{}", office_command::disclosure_of_other())]
    DisclosureOfOther,
    /// It is from an office that this one does not know.
    #[error("{}", office_command::disclosure_of_unknown())]
    DisclosureOfUnknown,
    /// It is not as the other office wrote it.
    #[error("{}", office_command::disclosure_spoilt())]
    DisclosureSpoilt,
    /// An agreement in it does not prove what it should.
    #[error("{}", office_command::not_disclosed(.0))]
    NotDisclosed(DisclosedFault),
    /// A tablet or a case in it is known here as somebody else's.
    #[error("{}", office_command::disclosure_clash())]
    DisclosedClash,
    /// What was given for receipts is none of the other office.
    #[error("{}", office_command::bad_receipts())]
    BadReceipts,
    /// The file is not what another office says that asks back its own.
    #[error("{}", office_command::not_an_asking())]
    NotAnAsking,
    /// The other office lacks nothing that is here.
    #[error("{}", office_command::nothing_to_give_back())]
    NothingToGiveBack,
    /// What was to be checked is no text.
    #[error("{}", office_command::not_text())]
    NotText,
    /// What was to be checked is JSON and no plan.
    #[error("{}", office_command::not_text_of_a_plan())]
    NotTextOfAPlan,
    /// What was to be checked begins as a plan does and has no end.
    #[error("{}", office_command::plan_not_whole())]
    PlanNotWhole,
    /// What is to be written cannot be said so.
    #[error("what is to be written cannot be said so")]
    NotWritten(#[source] WrittenFault),
    /// The record that something is to be written about is not here, or nothing of the kind is said of such a one.
    #[error("nothing of the kind is written about this record")]
    NothingOf,
    /// Something else was asked with the same request before.
    #[error("something else was asked with this request")]
    OtherRequest,
    /// Whoever asks may not do this.
    #[error("{}", office_page::not_allowed())]
    NotAllowed,
    /// Nobody is called so, or they are ended.
    #[error("{}", office_command::no_person())]
    NoPerson,
    /// Somebody else signs in with this.
    #[error("{}", office_command::login_taken())]
    LoginTaken,
    /// Nobody can sign in with this.
    #[error("{}", office_command::bad_login())]
    BadLogin,
    /// No person can be called so.
    #[error("{}", office_command::bad_person())]
    BadPerson,
    /// There is no such role, or it needs a team, or needs none.
    #[error("{}", office_command::bad_role())]
    BadRole,
    /// There is no such team, or it is not theirs.
    #[error("{}", office_command::no_team())]
    NoTeam,
    /// Another team is called so.
    #[error("{}", office_command::team_taken())]
    TeamTaken,
    /// No team can be called so.
    #[error("{}", office_command::bad_team())]
    BadTeam,
    /// A reason is too short or too long.
    #[error("{}", office_page::bad_reason())]
    BadReason,
    /// Whoever is signed in has to show again that it is they.
    #[error("{}", office_page::again_needed())]
    AgainNeeded,
    /// What they showed does not prove it, or was used before.
    #[error("{}", office_page::again_wrong())]
    AgainWrong,
    /// They tried too often of late.
    #[error("{}", office_page::again_too_many())]
    AgainTooMany,
    /// Nobody signs an agreement of which not all is here.
    #[error("{}", office_page::not_all_here())]
    NotAllHere,
    /// There is no signature, or it cannot be kept.
    #[error("{}", office_page::no_signature())]
    NoSignature,
    /// Whoever is said to have agreed by telephone does not say whether it was so.
    #[error("{}", office_page::phone_unsaid())]
    PhoneUnsaid,
    /// Nobody is said to have agreed by telephone who could say whether it was so.
    #[error("{}", office_page::phone_unknown())]
    PhoneUnknown,
    /// Words are missing, or cannot be kept.
    #[error("{}", office_page::no_words())]
    NoWords,
    /// What is to be taken back was taken back before, or somebody else said it.
    #[error("{}", office_page::taken_back())]
    TakenBack,
    /// Something else was said from the same page before.
    #[error("{}", office_page::said_before())]
    SaidBefore,
    /// A passkey cannot be called so.
    #[error("{}", office_page::bad_passkey_name())]
    BadPasskeyName,
    /// The passkey is known here already.
    #[error("{}", office_page::passkey_taken())]
    PasskeyTaken,
    /// Whoever adds a passkey has too many.
    #[error("{}", office_page::many_passkeys())]
    ManyPasskeys,
    /// The device finds the passkey only where it is told for whom, and nobody tells it here.
    #[error("{}", office_page::passkey_not_found_alone())]
    PasskeyNotFoundAlone,
    /// What is kept of a passkey could not be worked on, or none could be asked for.
    #[error("the passkey could not be worked on")]
    Passkey,
    /// The provider of accounts does not answer, or answers nothing that is of use.
    #[error("the provider of accounts gave no answer of use")]
    Provider,
    /// The file with the secret of the provider of accounts cannot be used.
    #[error("{}", office_command::openid_secret_unread())]
    ProviderSecret,
    /// A password could not be worked on.
    #[error("the password could not be worked on")]
    Password,
    /// A file or socket of the office could not be used.
    #[error("the office failed to {doing}")]
    Machine {
        /// What it was to do.
        doing: &'static str,
        /// What the machine said.
        #[source]
        source: io::Error,
    },
    /// The machine gave no randomness.
    #[error("this machine has no randomness to give")]
    Random,
    /// Work was dropped half way, as when the program is stopping.
    #[error("the work was dropped")]
    Dropped,
    /// A record, receipt or key is not right.
    #[error(transparent)]
    Record(#[from] RecordError),
}

impl OfficeError {
    /// The answer to a tablet whose request is not done.
    pub(crate) const fn refused(code: RefusalCode) -> Self {
        Self::Refused(Refused { code })
    }

    /// The same failure, told to one more whom it befell.
    pub(crate) fn again(&self) -> Self {
        if matches!(self, Self::Full) {
            return Self::Full;
        }
        let doing = if let Self::Store { doing, .. } = self { doing } else { "keep what was sent" };
        let reason = self.reason();
        let source = if reason.is_empty() { self.to_string() } else { reason };
        Self::Store { doing, source: source.into() }
    }

    /// What lies behind it, for the log.
    pub(crate) fn reason(&self) -> String {
        self.source().map(ToString::to_string).unwrap_or_default()
    }

    /// For `map_err` on files and sockets.
    pub(crate) const fn machine(doing: &'static str) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Machine { doing, source }
    }
}
