//! Passwords: whether one will do, what is kept of it, and whether one is right. They are worked on one at a time and in the same
//! memory, for each takes 19 MiB and strangers may bring as many as they like.

use crate::environment::random;
use crate::{Environment, OfficeError};
use argon2::password_hash::phc::{Output, ParamsString, Salt};
use argon2::{Algorithm, Argon2, Block, Params, PasswordHash, Version};
use std::sync::{Mutex, PoisonError};

/// Letters in a password.
const LENGTHS: std::ops::RangeInclusive<usize> = 12..=200;
/// Memory in KiB, rounds, lanes: what OWASP asks of Argon2id at the least.
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);
const HASH_BYTES: usize = 32;

/// Kept, because what is given back to the machine and taken again by another thread is not the same memory.
static MEMORY: Mutex<Vec<Block>> = Mutex::new(Vec::new());

/// Whether a password will do. Words that others have guessed are not looked for: the code beside it is asked too.
pub(crate) fn will_do(password: &str) -> bool {
    LENGTHS.contains(&password.chars().count()) && !password.chars().any(char::is_control)
}

/// What is kept of a password: a PHC string.
pub(crate) fn kept(password: &str, environment: &dyn Environment) -> Result<String, OfficeError> {
    let salt: [u8; 16] = random(environment)?;
    let params = cost().ok_or(OfficeError::Password)?;
    let kept = || -> Option<PasswordHash> {
        Some(PasswordHash {
            algorithm: Algorithm::Argon2id.ident(),
            version: Some(Version::V0x13.into()),
            params: ParamsString::try_from(&params).ok()?,
            salt: Some(Salt::new(&salt).ok()?),
            hash: Some(worked(password, &salt, &params)?),
        })
    };
    kept().map(|kept| kept.to_string()).ok_or(OfficeError::Password)
}

/// Whether it is the password of which this is kept. Where nothing is kept it is wrong, after the same work.
pub(crate) fn is_right(password: &str, kept: Option<&str>) -> Result<bool, OfficeError> {
    // A longer one is nobody's, and is not worked on at its length.
    let password = password.get(..password.len().min(1024)).unwrap_or_default();
    let is_right = || -> Option<bool> {
        let Some(kept) = kept else {
            worked(password, &[0; 16], &cost()?)?;
            return Some(false);
        };
        let kept = PasswordHash::new(kept).ok()?;
        let params = Params::try_from(&kept).ok()?;
        // These are compared in the same time wherever they differ.
        Some(kept.hash == Some(worked(password, &kept.salt?, &params)?))
    };
    is_right().ok_or(OfficeError::Password)
}

fn cost() -> Option<Params> {
    let (memory, rounds, lanes) = COST;
    Params::new(memory, rounds, lanes, Some(HASH_BYTES)).ok()
}

fn worked(password: &str, salt: &[u8], params: &Params) -> Option<Output> {
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
    let mut hash = [0; HASH_BYTES];
    let mut memory = MEMORY.lock().unwrap_or_else(PoisonError::into_inner);
    memory.resize(params.block_count(), Block::default());
    let worked = argon2.hash_password_into_with_memory(password.as_bytes(), salt, &mut hash, &mut memory[..]);
    worked.ok().and_then(|()| Output::new(&hash).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::System;

    #[test]
    fn a_password_is_right_where_it_is_the_one() {
        let kept = kept("a heron on the weir", &System).unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(is_right("a heron on the weir", Some(&kept)).unwrap());
        assert!(!is_right("a heron on the wall", Some(&kept)).unwrap());
        assert!(!is_right("a heron on the weir", None).unwrap());
        assert!(!is_right(&"é".repeat(5000), Some(&kept)).unwrap());
    }

    #[test]
    fn a_short_one_will_not_do() {
        assert!(will_do("twelve is ok") && !will_do("eleven is n") && !will_do(&"a".repeat(201)));
        assert!(!will_do("a heron on\nthe weir"));
    }
}
