//! What a person is told when something was not done: what happened, what is safe, what to do. Every function is
//! exhaustive, so that no error can be added without words for it. The words are in `refusals.toml`.

use ipc::refusal::Code;
use ipc::told::{before_sealing, line, pin, refused_by_office, signing, tablet, voice};
use ipc::{Refusal, Told};
use plan::change::ChangeError;
use plan::gaps::Blocker;
use plan::signing::SigningError;
use record::LineFault;
use record::wire::RefusalCode;

use crate::error::TabletError;
use crate::keys::pin::PinFault;
use crate::printing;
use crate::voice::NoVoice;

/// What is told of an error.
pub(crate) fn of(error: &TabletError) -> Refusal {
    let (code, told) = code_and_told(error);
    Refusal::new(code, told)
}

/// What is told of whatever else it was.
pub(crate) fn did_not_work() -> Refusal {
    Refusal::new(Code::Other, tablet::did_not_work())
}

/// What is told of whatever keeps the program from starting.
pub(crate) fn did_not_start() -> Refusal {
    Refusal::new(Code::Other, tablet::did_not_start())
}

/// What is told where there is no folder to keep anything in.
pub(crate) fn no_place() -> Refusal {
    Refusal::new(Code::Other, tablet::no_place())
}

/// What is told where there is nothing to show a page with.
pub(crate) fn no_web_view() -> Refusal {
    Refusal::new(Code::Other, tablet::no_web_view())
}

/// What is told of a voice that does not speak.
pub(crate) fn silent(why: &NoVoice) -> Refusal {
    let told = match why {
        NoVoice::NothingInstalled => voice::nothing_installed(),
        NoVoice::DoesNotAnswer => voice::does_not_answer(),
        NoVoice::NotThisLanguage => voice::not_this_language(),
        NoVoice::NoSoundDevice => voice::no_sound_device(),
    };
    Refusal::new(Code::Silent, told)
}

fn code_and_told(error: &TabletError) -> (Code, Told) {
    use TabletError as E;
    match error {
        E::Locked => (Code::Locked, tablet::locked()),
        E::WrongPin { wait_s: 0 } => (Code::WrongPin { wait_s: 0 }, pin::wrong()),
        E::WrongPin { wait_s } => (Code::WrongPin { wait_s: *wait_s }, pin::wrong_and_wait()),
        E::TooEarly { wait_s } => (Code::TooEarly { wait_s: *wait_s }, pin::too_early()),
        E::OfficeOnly => (Code::OfficeOnly, tablet::office_only()),
        E::ClosedByOffice => (Code::OfficeOnly, tablet::closed_by_office()),
        E::WrongCode => (Code::NotUsable, tablet::wrong_code()),
        E::NoCode => (Code::OfficeOnly, tablet::no_code()),
        E::Pin(fault) => (Code::NotUsable, of_pin(*fault)),
        E::NoName => (Code::NotUsable, tablet::no_name()),
        E::Keystore(_) => (Code::Other, tablet::keystore()),
        E::SecretGone => (Code::OfficeOnly, tablet::secret_gone()),
        E::EnrolledAlready => (Code::NotUsable, tablet::enrolled_already()),
        E::UserAlready => (Code::NotUsable, tablet::user_already()),
        E::NotEnrolled => (Code::NotReady, tablet::not_enrolled()),
        E::Line(fault) => (Code::NotUsable, of_line(*fault)),
        E::PlainAddress => (Code::NotUsable, tablet::plain_address()),
        E::OtherOffice => (Code::NotUsable, tablet::other_office()),
        E::OfficeSpeaksOther { is_newer: true } => (Code::NotUsable, tablet::office_is_newer()),
        E::OfficeSpeaksOther { is_newer: false } => (Code::NotUsable, tablet::office_is_older()),
        E::NotHere => (Code::NotHere, tablet::not_here()),
        E::OutOfStep { .. } => (Code::OutOfStep, tablet::out_of_step()),
        E::Change(fault) => of_change(fault),
        E::Sealed => (Code::Sealed, tablet::sealed()),
        E::NotReady(blocker) => (Code::NotReady, not_ready(blocker)),
        E::Superseded => (Code::Superseded, tablet::superseded()),
        E::WithFamily => (Code::WithFamily, tablet::with_family()),
        E::AgreedWithNobody => (Code::NotReady, tablet::agreed_with_nobody()),
        E::Private => (Code::NotUsable, tablet::private()),
        E::CannotPrint(character) => (Code::NotUsable, tablet::cannot_print(character)),
        E::Printer(fault) => (Code::NotUsable, printing::told::of_error(fault)),
        E::Signing(fault) => (Code::NotUsable, of_signing(*fault)),
        E::Drive(_) => (Code::NotUsable, tablet::drive()),
        E::NoDrive => (Code::NotHere, tablet::no_drive()),
        E::NotSealed => (Code::NotReady, tablet::not_sealed()),
        E::TooLarge => (Code::NotReady, tablet::too_large()),
        E::Paper => (Code::Other, tablet::paper()),
        E::Full => (Code::Full, tablet::full()),
        E::TooNew => (Code::TooNew, tablet::too_new()),
        E::Damaged { .. } => (Code::Damaged, tablet::damaged()),
        E::OpenElsewhere => (Code::Other, tablet::open_elsewhere()),
        E::StillEnding => (Code::Other, tablet::still_ending()),
        E::NoSuchCommand
        | E::HalfWay
        | E::Record(_)
        | E::UnfitLibrary { .. }
        | E::Database(_)
        | E::File { .. } => (Code::Other, tablet::did_not_work()),
        E::NoOffice => (Code::NoOffice, tablet::no_office()),
        E::OfficeRubbish => (Code::OfficeRubbish, tablet::office_rubbish()),
        E::OfficeRefused(code) => (Code::OfficeRefused, of_office(code)),
    }
}

fn of_pin(fault: PinFault) -> Told {
    match fault {
        PinFault::Short => pin::short(),
        PinFault::Easy => pin::easy(),
        PinFault::NotAPassphrase => pin::not_a_passphrase(),
    }
}

fn of_line(fault: LineFault) -> Told {
    match fault {
        LineFault::Parts { found } => line::parts(found),
        LineFault::Address => line::address(),
        LineFault::Pin => line::pin(),
        LineFault::Code => line::code(),
    }
}

fn of_change(fault: &ChangeError) -> (Code, Told) {
    match fault {
        ChangeError::TooLong => (Code::NotUsable, tablet::too_long()),
        ChangeError::Missing
        | ChangeError::OtherText
        | ChangeError::Twice
        | ChangeError::NoSuchPlace
        | ChangeError::Named
        | ChangeError::NotOffered
        | ChangeError::ForGood => (Code::OutOfStep, tablet::out_of_step()),
    }
}

fn not_ready(blocker: &Blocker) -> Told {
    match blocker {
        Blocker::NoChild => before_sealing::no_child(),
        Blocker::NoAdult => before_sealing::no_adult(),
        Blocker::RightsNotShown => before_sealing::rights_not_shown(),
        Blocker::NoOutcome => before_sealing::no_outcome(),
        Blocker::AnswerOpen => before_sealing::answer_open(),
        Blocker::Practice => before_sealing::practice(),
        Blocker::CannotSet(character) => before_sealing::cannot_set(character),
    }
}

fn of_signing(fault: SigningError) -> Told {
    match fault {
        SigningError::NoPlace => signing::no_place(),
        SigningError::RightsNotShown => signing::rights_not_shown(),
        SigningError::NoMark => signing::no_mark(),
        SigningError::NoAnswer => signing::no_answer(),
        SigningError::Confirmed => signing::confirmed(),
        SigningError::NotDrawn => signing::not_drawn(),
        SigningError::NotInAgreement | SigningError::OtherWords | SigningError::NotNow => {
            signing::other_plan()
        }
        SigningError::MustBeShown => signing::must_be_shown(),
        SigningError::NotTheirTurn => signing::not_their_turn(),
        SigningError::NoWitness => signing::no_witness(),
        SigningError::CannotInterpret => signing::cannot_interpret(),
        SigningError::NoName => signing::no_name(),
        SigningError::TooLong => tablet::too_long(),
        SigningError::NeedsInterpreter => signing::needs_interpreter(),
    }
}

fn of_office(code: &RefusalCode) -> Told {
    match code {
        RefusalCode::CodeWrong => refused_by_office::code_wrong(),
        RefusalCode::CodeUsed => refused_by_office::code_used(),
        RefusalCode::CodeExpired => refused_by_office::code_expired(),
        RefusalCode::TooManyTries => refused_by_office::too_many_tries(),
        RefusalCode::Unavailable => refused_by_office::unavailable(),
        RefusalCode::OtherKey => refused_by_office::other_key(),
        RefusalCode::BadRequest
        | RefusalCode::TooLarge
        | RefusalCode::NotFound
        | RefusalCode::NotSigned
        | RefusalCode::UnknownDevice
        | RefusalCode::BadSignature
        | RefusalCode::Replayed
        | RefusalCode::Unknown(_) => refused_by_office::not_understood(),
    }
}
