//! Why the office did not do what a whole request asked. Stable words; the sentences for people belong to the tablet.

use crate::code::words;
use serde::{Deserialize, Serialize};

words! {
    /// Why a request was refused.
    RefusalCode {
        /// The request cannot be read. Sending it again will not help.
        BadRequest = "bad_request",
        /// The body or the number of records is over the limit. Send less at once.
        TooLarge = "too_large",
        /// There is nothing of this name here.
        NotFound = "not_found",
        /// The headers of a request are missing or cannot be read.
        NotSigned = "not_signed",
        /// The office does not know this device.
        UnknownDevice = "unknown_device",
        /// The request's signature is not this device's.
        BadSignature = "bad_signature",
        /// The office has seen this nonce. Sign the request anew and send it again.
        Replayed = "replayed",
        /// No such enrolment code.
        CodeWrong = "code_wrong",
        /// The enrolment code was used by another tablet.
        CodeUsed = "code_used",
        /// The enrolment code's time is over.
        CodeExpired = "code_expired",
        /// A wrong code, and there were too many of late.
        TooManyTries = "too_many_tries",
        /// What was joined with another key before cannot be joined again with this one.
        OtherKey = "other_key",
        /// The office cannot do it now. Nothing was changed; try again later.
        Unavailable = "unavailable",
    }
}

/// The answer to a refused request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// Why.
    pub code: RefusalCode,
}
