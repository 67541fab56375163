//! What an agreement is called on paper and on the phone: eight letters cut from its plan's id and one that tells a letter
//! that was misheard or two that changed places.

use std::fmt;
use std::str::FromStr;

use base::crockford;

use crate::ids::PlanId;

/// So many bytes of the id, its last: random, forty bits. Of 100,000 plans two share one with a probability below 1 in 200.
const BYTES: usize = 5;

/// Its letters, with the one that checks them.
const LENGTH: usize = 9;

/// A reference such as `FSP-7F3A-92C1-K`. Its letters are Crockford's, which leave out those that are mistaken for others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Reference([u8; BYTES]);

/// What was typed or heard is no reference: other letters, too few or too many, or the check letter does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a reference of a plan")]
pub struct NotAReference;

impl From<PlanId> for Reference {
    fn from(plan: PlanId) -> Self {
        let id = plan.uuid();
        let last = id.as_bytes().last_chunk().copied();
        Self(last.unwrap_or_default())
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FSP-{}-{}", crockford::encode(&self.0), char::from(check_letter(&self.0)))
    }
}

impl FromStr for Reference {
    type Err = NotAReference;

    /// Reads it however it was typed: small letters, O for 0, I or L for 1, with or without dashes and the first three
    /// letters.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text: String = text.chars().filter(|it| it.is_alphanumeric()).collect::<String>().to_uppercase();
        // Its own letters may begin so too.
        let letters = text.strip_prefix("FSP").filter(|rest| rest.len() >= LENGTH).unwrap_or(&text);
        let letters = letters.replace('O', "0").replace(['I', 'L'], "1");
        let (letters, last) =
            letters.split_at_checked(letters.len().saturating_sub(1)).ok_or(NotAReference)?;
        let bytes = crockford::decode(letters).ok_or(NotAReference)?;
        let is_whole = last.bytes().eq([check_letter(&bytes)]);
        if is_whole { Ok(Self(bytes)) } else { Err(NotAReference) }
    }
}

const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

fn check_letter(bytes: &[u8; BYTES]) -> u8 {
    LETTERS.get(usize::from(check(bytes))).copied().unwrap_or_default()
}

/// The check letter's value: the sum of the letters in the field of 32 elements (x⁵ + x² + 1), each times another power of
/// x. No single letter and no two neighbours can change without changing it.
fn check(bytes: &[u8; BYTES]) -> u8 {
    let bits = bytes.iter().fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
    (0..8)
        .map(|at| u8::try_from(bits >> (5 * at) & 31).unwrap_or_default())
        .fold(0, |sum, letter| times_x(sum ^ letter))
}

const fn times_x(value: u8) -> u8 {
    let twice = value << 1;
    if twice & 32 == 0 { twice } else { twice ^ 0b10_0101 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_is_cut_from_the_last_of_the_id() {
        let reference = Reference::from(PlanId::new(0, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 13]));
        assert_eq!(reference.to_string(), "FSP-0000-000D-V");
        assert_eq!("fsp 0000 OOOd v".parse(), Ok(reference));
        assert_eq!("0000000dv".parse(), Ok(reference));
        for named_alike in [Reference([0x7e, 0x6c, 0, 0, 0]), Reference([0, 0, 0, 63, 54])] {
            let whole = named_alike.to_string();
            assert!(whole.replace('-', "").get(3..).unwrap().contains("FSP"), "{whole}");
            assert_eq!(whole.parse(), Ok(named_alike));
            assert_eq!(whole.strip_prefix("FSP-").unwrap().parse(), Ok(named_alike));
        }
        for other in [
            "",
            "F",
            "FSP",
            "FSP-0000-000D",
            "FSP-0000-000D-TT",
            "FSP-0000-00UD-T",
            "żółw",
            "FSP-0000-000É-T",
        ] {
            assert_eq!(other.parse::<Reference>(), Err(NotAReference), "{other}");
        }
    }

    proptest! {
        #[test]
        fn one_letter_or_two_neighbours_changed_are_noticed(bytes: [u8; 5], at in 0_usize..9, other in 0_usize..32) {
            let whole = Reference(bytes).to_string().replacen("FSP", "", 1).replace('-', "");
            prop_assert_eq!(whole.parse(), Ok(Reference(bytes)));
            let mut changed = whole.clone().into_bytes();
            changed[at] = LETTERS[other];
            let changed = String::from_utf8(changed).unwrap();
            prop_assert!(changed == whole || changed.parse::<Reference>().is_err());
            let mut turned = whole.clone().into_bytes();
            turned.swap(at.min(7), at.min(7) + 1);
            let turned = String::from_utf8(turned).unwrap();
            prop_assert!(turned == whole || turned.parse::<Reference>().is_err());
        }
    }
}
