//! Codes of six digits that change every half minute, as apps show them (RFC 6238 with SHA-1): what is told an app once, and
//! whether a code is right. The secret is made from the office's key and from what the database keeps, so that neither alone
//! gives codes.

use crate::OfficeKey;
use chrono::{DateTime, Utc};
use totp_rs::{Builder, Secret, Totp};

/// What the database keeps of a source of codes.
pub(crate) type Drawn = [u8; 16];

/// A person's source of codes.
pub(crate) struct Codes(Totp);

impl Codes {
    pub(crate) fn of(key: &OfficeKey, drawn: &Drawn) -> Self {
        Self(totp(key.secret_of_codes(drawn)))
    }

    /// The secret in the letters that apps read.
    pub(crate) fn secret(&self) -> String {
        self.0.secret().to_base32()
    }

    /// The half minute, counted from 1970, whose code this is; none if it is wrong or of another time. One before and one after count,
    /// for clocks that are off.
    pub(crate) fn step_of(&self, code: &str, now: DateTime<Utc>) -> Option<i64> {
        let digits: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
        self.0.check(&digits, seconds(now)).and_then(|step| i64::try_from(step).ok())
    }
}

/// The code that an app shows which was told this secret; none if that is no secret. For whoever has no app at hand: a drill, a test.
#[must_use]
pub fn code_at(secret: &str, now: DateTime<Utc>) -> Option<String> {
    let secret = Secret::try_from_base32(secret).ok()?;
    Some(totp(secret).generate(seconds(now)).to_string())
}

/// An app reads it from a link or a picture. The name is the office's, the other who signs in.
pub(crate) fn link(secret: &str, office: &str, login: &str) -> String {
    let (office, login) = (escaped(office), escaped(login));
    format!("otpauth://totp/{office}:{login}?secret={secret}&issuer={office}")
}

fn totp(secret: impl Into<Secret>) -> Totp {
    Builder::new().with_secret(secret).build_noncompliant()
}

fn seconds(now: DateTime<Utc>) -> u64 {
    u64::try_from(now.timestamp()).unwrap_or_default()
}

fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let letter = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, cut to six digits.
        let secret = Secret::from(*b"12345678901234567890").to_base32();
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert_eq!(code_at(&secret, at(seconds)).as_deref(), Some(code));
        }
        assert_eq!(code_at("not base32!", at(59)), None);
    }

    #[test]
    fn a_code_counts_half_a_minute_before_and_after() {
        let key = OfficeKey::from_seed(&[3; 32]);
        let codes = Codes::of(&key, &[7; 16]);
        let code = code_at(&codes.secret(), at(3_000)).unwrap();
        let (first, last) = code.split_at(3);
        let spaced = format!("{first} {last}");
        for (seconds, step) in
            [(2_940, None), (2_970, Some(100)), (3_029, Some(100)), (3_059, Some(100)), (3_060, None)]
        {
            assert_eq!(codes.step_of(&code, at(seconds)), step, "{seconds}");
        }
        assert_eq!(codes.step_of(&spaced, at(3_000)), Some(100));
        assert_eq!(codes.step_of("", at(3_000)), None);
        assert_ne!(Codes::of(&key, &[8; 16]).secret(), codes.secret());
    }

    #[test]
    fn a_link_holds_names_as_apps_read_them() {
        let wanted = "otpauth://totp/Brindlewood%20Children%E2%80%99s:ros?secret=ABC&issuer=Brindlewood%20Children%E2%80%99s";
        assert_eq!(link("ABC", "Brindlewood Children’s", "ros"), wanted);
    }
}
