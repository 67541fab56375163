//! What a worker is told about printing. Every function is exhaustive, so that nothing can be added without words for it.

use ipc::Told;
use ipc::told::{print_goes, print_trouble};
use printer::{Ended, Failure, PrinterError, Progress, Trouble};

/// What stopped a print.
pub(crate) fn of_error(error: &PrinterError) -> Told {
    use PrinterError as E;
    match error {
        E::NoAddress => print_trouble::no_address(),
        E::NotAnAddress => print_trouble::not_an_address(),
        E::WebPage => print_trouble::web_page(),
        E::Encrypted => print_trouble::encrypted(),
        E::NoLine => print_trouble::no_line(),
        E::LineGone => print_trouble::line_gone(),
        E::OtherKey => print_trouble::other_key(),
        E::NoNetwork => print_trouble::no_network(),
        E::NoSuchName => print_trouble::no_such_name(),
        E::NotReached => print_trouble::not_reached(),
        E::WrongPlace => print_trouble::wrong_place(),
        E::NotIpp => print_trouble::not_ipp(),
        E::NeedsPassword => print_trouble::needs_password(),
        E::NotAccepting => print_trouble::not_accepting(),
        E::NoFormat => print_trouble::no_format(),
        E::NotDrawn => print_trouble::not_drawn(),
        E::NoA4 => print_trouble::no_a4(),
        E::Quota => print_trouble::quota(),
        E::Busy => print_trouble::busy(),
        E::Stopped => print_trouble::stopped(),
        E::Refused { .. } => print_trouble::refused(),
        E::Unknown => print_trouble::unknown(),
        E::Unsure => print_trouble::unsure(),
        E::JobGone => print_trouble::job_gone(),
        E::TooLate => print_trouble::too_late(),
    }
}

/// How a print goes.
pub(crate) fn of_progress(progress: Progress) -> Told {
    match progress {
        Progress::Waiting => print_goes::waiting(),
        Progress::Printing => print_goes::printing(),
        Progress::Held(Trouble::PaperOut) => print_trouble::held_paper_out(),
        Progress::Held(Trouble::PaperJam) => print_trouble::held_paper_jam(),
        Progress::Held(Trouble::CoverOpen) => print_trouble::held_cover_open(),
        Progress::Held(Trouble::InkOut) => print_trouble::held_ink_out(),
        Progress::Held(Trouble::Paused) => print_trouble::held_paused(),
        Progress::Held(Trouble::NotThere) => print_trouble::held_not_there(),
        Progress::Held(Trouble::Other) => print_trouble::held_other(),
    }
}

/// How a print ended.
pub(crate) fn of_end(ended: Ended) -> Told {
    match ended {
        Ended::Printed => print_goes::printed(),
        Ended::Canceled => print_trouble::canceled(),
        Ended::Failed(Failure::Document) => print_trouble::failed_document(),
        Ended::Failed(Failure::Trouble(Trouble::PaperOut)) => print_trouble::failed_paper_out(),
        Ended::Failed(Failure::Trouble(Trouble::PaperJam)) => print_trouble::failed_paper_jam(),
        Ended::Failed(Failure::Trouble(Trouble::CoverOpen)) => print_trouble::failed_cover_open(),
        Ended::Failed(Failure::Trouble(Trouble::InkOut)) => print_trouble::failed_ink_out(),
        Ended::Failed(Failure::Trouble(Trouble::NotThere)) => print_trouble::failed_not_there(),
        Ended::Failed(Failure::Trouble(Trouble::Paused | Trouble::Other)) => print_trouble::failed_other(),
        Ended::Failed(Failure::NotSaid) => print_trouble::failed_not_said(),
        Ended::Lost => print_trouble::lost(),
        Ended::Forgotten => print_trouble::forgotten(),
        Ended::LeftAlone => print_goes::left_alone(),
    }
}
