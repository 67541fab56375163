//! What a person is told when something was not done: what happened, what is safe, what to do. One exhaustive function,
//! so that no error can be added without words for it.

use ipc::Refusal;
use ipc::refusal::Code;
use plan::change::ChangeError;
use plan::gaps::Blocker;
use plan::signing::SigningError;
use record::wire::RefusalCode;

use crate::error::TabletError;
use crate::voice::NoVoice;

/// The words for an error.
pub(crate) fn of(error: &TabletError) -> Refusal {
    let (code, sentence) = code_and_sentence(error);
    Refusal { code, sentence }
}

fn code_and_sentence(error: &TabletError) -> (Code, String) {
    use TabletError as E;
    let (code, sentence) = match error {
        E::Locked => (Code::Locked, "The tablet is locked. Everything is saved. Unlock it to go on."),
        E::WrongPin { wait_s } => return (Code::WrongPin { wait_s: *wait_s }, wrong_pin(*wait_s)),
        E::OfficeOnly => (
            Code::OfficeOnly,
            "There were ten wrong PINs. Everything is safe on this tablet. Ring the office: only they can unlock it now.",
        ),
        E::Pin(fault) => return (Code::NotUsable, fault.to_string()),
        E::NoName => {
            (Code::NotUsable, "There is no name yet. Type your full name, as families will read it.")
        }
        E::Keystore(_) => (
            Code::Other,
            "The key safe of this device does not answer. Everything is safe on this tablet. \
             Sign out of the device and in again, then unlock.",
        ),
        E::SecretGone => (
            Code::OfficeOnly,
            "The key safe of this device no longer holds this tablet’s key. The plans are still on this tablet. \
             Ring the office before you do anything else.",
        ),
        E::EnrolledAlready => (
            Code::NotUsable,
            "This tablet belongs to an office already. Nothing was changed. You can go on working.",
        ),
        E::UserAlready => (
            Code::NotUsable,
            "Someone can unlock this tablet already. Nothing was changed. Go back and unlock it with their PIN.",
        ),
        E::NotEnrolled => (
            Code::NotReady,
            "This tablet belongs to no office yet. Type the line that the office shows. If you did that before, \
             ask the office for a new one.",
        ),
        E::Line(why) => return (Code::NotUsable, why.to_string()),
        E::PlainAddress => (
            Code::NotUsable,
            "The address does not start with https://, so others could read along. Nothing was sent. \
             Ask the office for its https address.",
        ),
        E::OtherOffice => (
            Code::NotUsable,
            "At this address there is another office than the line names. Nothing was set up. \
             Check the line letter by letter, or ask the office for a new one.",
        ),
        E::NotHere => (
            Code::NotHere,
            "That is not on this tablet. Your plans are safe. Go back to the list and choose again.",
        ),
        E::OutOfStep { .. } => (Code::OutOfStep, OUT_OF_STEP),
        E::Change(ChangeError::TooLong) => (
            Code::NotUsable,
            "That text is too long to save. What was there before is safe. Make it shorter and try again.",
        ),
        E::Change(
            ChangeError::Missing
            | ChangeError::OtherText
            | ChangeError::Twice
            | ChangeError::NoSuchPlace
            | ChangeError::Named
            | ChangeError::NotOffered
            | ChangeError::ForGood,
        ) => (Code::OutOfStep, OUT_OF_STEP),
        E::Sealed => (
            Code::Sealed,
            "This plan is sealed and does not change any more. It is safe. Start a new plan for anything new.",
        ),
        E::NotReady(blocker) => return (Code::NotReady, not_ready(blocker)),
        E::Superseded => (
            Code::Superseded,
            "The plan changed after you began to read it together. What was said and signed is kept. \
             Begin reading again: it takes the plan as it is now.",
        ),
        E::WithFamily => (
            Code::WithFamily,
            "The tablet is with the family now. Everything is saved. Take it back with your PIN first.",
        ),
        E::CannotPrint(character) => {
            let sentence = format!(
                "The sign {character} cannot be printed, so these words are not kept yet. \
                 Everything before them is saved. Write it another way."
            );
            return (Code::NotUsable, sentence);
        }
        E::Printer(fault) => (Code::NotUsable, printer::sentence::of_error(fault)),
        E::Signing(fault) => (Code::NotUsable, signing(*fault)),
        E::NotSealed => (Code::NotReady, "This plan is not sealed yet. Everything is saved. Seal it first."),
        E::Paper => (
            Code::Other,
            "The family’s copy could not be made. Everything is saved, also what was signed. \
             Try again. If that does not help, ring the office.",
        ),
        E::Full => (
            Code::Full,
            "There is no room left on this tablet. Everything saved before is safe. Make room, then go on: \
             delete photos, videos or files you do not need.",
        ),
        E::TooNew => (
            Code::TooNew,
            "What is on this tablet was saved by a newer Doorstep. It is safe and was not touched. \
             Update Doorstep on this tablet, then open it again.",
        ),
        E::Damaged { .. } => (
            Code::Damaged,
            "Something saved on this tablet cannot be read. Nothing was deleted. \
             Do not remove Doorstep. Ring the office, they can help.",
        ),
        E::OpenElsewhere => (
            Code::Other,
            "Doorstep is open twice on this tablet. Everything is saved. Close the other window, then try again.",
        ),
        E::NoSuchCommand
        | E::HalfWay
        | E::Record(_)
        | E::UnfitLibrary { .. }
        | E::Database(_)
        | E::File { .. } => (
            Code::Other,
            "That did not work. Everything saved before is safe. Try again. \
             If it happens once more, close Doorstep, open it and go on.",
        ),
        E::NoOffice => (
            Code::NoOffice,
            "The office did not answer. Nothing was changed. Check the connection and try again.",
        ),
        E::OfficeRubbish => (
            Code::OfficeRubbish,
            "The office answered with something this tablet does not understand. Nothing was changed. \
             Check the address, or try from another network.",
        ),
        E::OfficeRefused(code) => return (Code::OfficeRefused, office_refused(code).to_owned()),
    };
    (code, sentence.to_owned())
}

const OUT_OF_STEP: &str = "This plan moved on in the meantime. Everything saved is safe. It is loaded again now: check your last words.";

/// The words for a voice that does not speak.
pub(crate) fn silent(why: &NoVoice) -> Refusal {
    let sentence = match why {
        NoVoice::NothingInstalled => {
            "This tablet has no voice, so it cannot read aloud. Everything is saved. Read it out yourself."
        }
        NoVoice::DoesNotAnswer => {
            "The voice of this tablet does not answer. Everything is saved. Try again, or read it out yourself."
        }
        NoVoice::NotThisLanguage => {
            "This tablet has no voice for this language. Everything is saved. Ask the interpreter to read it out."
        }
        NoVoice::NoSoundDevice => {
            "This tablet has nothing to play sound on. Everything is saved. Read it out yourself."
        }
    };
    Refusal { code: Code::Silent, sentence: sentence.to_owned() }
}

fn wrong_pin(wait_s: u32) -> String {
    let wait = match wait_s {
        0 => "Try again.".to_owned(),
        1 => "Wait 1 second, then try again.".to_owned(),
        seconds if seconds <= 90 => format!("Wait {seconds} seconds, then try again."),
        seconds => format!("Wait {} minutes, then try again.", seconds.div_ceil(60)),
    };
    format!("That is not the PIN. Everything is safe. {wait}")
}

fn not_ready(blocker: &Blocker) -> String {
    let what = match blocker {
        Blocker::NoTitle => "This plan has no name yet. Give it one",
        Blocker::NoChild => "No child is named yet. Add a child",
        Blocker::NoAdult => "No parent or other adult is named yet. Add one",
        Blocker::RightsNotShown => "The family has not seen all of their rights yet. Show them",
        Blocker::NoOutcome => "Nobody of the family has given an answer yet. Any answer is fine. Ask for it",
        Blocker::Practice => {
            return "This is a practice family. It is never sealed and never sent. Start a plan for a family of \
                    your own when you are ready."
                .to_owned();
        }
        Blocker::CannotSet(c) => {
            return format!(
                "The sign {c} cannot be printed. Everything is saved. Write it another way, then read and seal again."
            );
        }
    };
    format!("{what}, then seal. Everything is saved.")
}

const fn signing(fault: SigningError) -> &'static str {
    match fault {
        SigningError::NoPlace => {
            "This person has no place to sign in this plan. Everything is saved. Add them to the plan first."
        }
        SigningError::RightsNotShown => {
            "The family has not seen all of their rights yet. Everything is saved. Show the rights, then go on."
        }
        SigningError::NoMark => "There is no mark yet. Everything is saved. Sign or make a mark, then go on.",
        SigningError::NoAnswer => {
            "There is no answer yet. Everything is saved. Choose an answer, then go on."
        }
        SigningError::Confirmed => "This answer is already given and saved. It does not change any more.",
        SigningError::NotDrawn => {
            "That line could not be kept. The lines before it are saved. Draw it again."
        }
        SigningError::NotInAgreement | SigningError::OtherWords | SigningError::NotNow => {
            "That does not belong to this plan. Everything is saved. Go back and open the plan again."
        }
        SigningError::MustBeShown => {
            "The rights and what the plan is are for everyone. Nothing was left out. Choose something else to leave out."
        }
        SigningError::NotTheirTurn => {
            "The tablet is with somebody else now. Everything is saved. Take it back first, then turn it to this person."
        }
        SigningError::NoWitness => {
            "Nobody is named who saw this. Everything is saved. Choose who saw or heard it: another person, not the same."
        }
        SigningError::CannotInterpret => {
            "Children, family and friends cannot interpret, and an interpreter needs a name. Everything is saved. \
             You can talk the plan through and print it. Signing waits for an interpreter."
        }
        SigningError::NoName => "There is no name yet. Everything is saved. Type the full name, then go on.",
        SigningError::TooLong => {
            "That text is too long to save. What was there before is safe. Make it shorter and try again."
        }
        SigningError::NeedsInterpreter => {
            "Signing waits for an interpreter. Everything is saved. Talk the plan through, or choose another answer."
        }
    }
}

fn office_refused(code: &RefusalCode) -> &'static str {
    match code {
        RefusalCode::CodeWrong => {
            "The office does not know this code. Nothing was set up. Check it group by group, or ask for a new one."
        }
        RefusalCode::CodeUsed => {
            "This code was used for another tablet. Nothing was set up. Ask the office for a new one."
        }
        RefusalCode::CodeExpired => "This code is too old. Nothing was set up. Ask the office for a new one.",
        RefusalCode::TooManyTries => {
            "There were too many wrong codes. Nothing was set up. Wait a minute, then try again."
        }
        RefusalCode::Unavailable => "The office cannot do it now. Nothing was changed. Try again later.",
        RefusalCode::BadRequest
        | RefusalCode::TooLarge
        | RefusalCode::NotFound
        | RefusalCode::NotSigned
        | RefusalCode::UnknownDevice
        | RefusalCode::BadSignature
        | RefusalCode::Replayed
        | RefusalCode::BlobOffset
        | RefusalCode::BlobHash
        | RefusalCode::BlobLength
        | RefusalCode::Unknown(_) => {
            "The office does not take what this tablet sends. Your plans are safe on this tablet. Ring the office."
        }
    }
}
