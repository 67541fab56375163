//! A keystore whose entries are small: Windows keeps 2,560 bytes in one, and what a tablet knows of its office is longer. A secret
//! lies in as many entries as it takes. The first one names the others by what they hold, so that a secret that is being
//! written over is the old one until the new one is all there.

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::keystore::{Keystore, KeystoreFailed};

/// How many more entries there are, and what their names have in them.
const HEAD: usize = 1 + ID;
const ID: usize = 8;

/// Another keystore, of whose entries none gets longer than `most` bytes.
pub(crate) struct InParts<K> {
    pub(crate) whole: K,
    pub(crate) most: usize,
}

/// The first entry, taken apart.
struct First<'a> {
    more: u8,
    id: &'a [u8],
    begins: &'a [u8],
}

impl<'a> First<'a> {
    fn read(entry: &'a [u8]) -> Result<Self, KeystoreFailed> {
        let (head, begins) = entry.split_at_checked(HEAD).ok_or(KeystoreFailed)?;
        let (more, id) = head.split_first().ok_or(KeystoreFailed)?;
        Ok(First { more: *more, id, begins })
    }

    fn others(&self, name: &str) -> impl Iterator<Item = String> {
        let id: String = self.id.iter().map(|byte| format!("{byte:02x}")).collect();
        (1..=self.more).map(move |number| format!("{name} {id} {number}"))
    }
}

impl<K: Keystore> InParts<K> {
    /// Lets the other entries of an earlier secret go, unless they are those of the one that is there now.
    fn forget_others(&self, name: &str, earlier: Option<&[u8]>, now: &[u8]) -> Result<(), KeystoreFailed> {
        let Some(earlier) = earlier.and_then(|entry| First::read(entry).ok()) else { return Ok(()) };
        if earlier.id == now {
            return Ok(());
        }
        earlier.others(name).try_for_each(|other| self.whole.forget(&other))
    }
}

fn id_of(secret: &[u8]) -> Vec<u8> {
    Sha256::digest(secret).iter().take(ID).copied().collect()
}

impl<K: Keystore> Keystore for InParts<K> {
    fn is_here(&self) -> Result<bool, KeystoreFailed> {
        self.whole.is_here()
    }

    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeystoreFailed> {
        let Some(entry) = self.whole.get(name)? else { return Ok(None) };
        let first = First::read(&entry)?;
        let mut secret = Zeroizing::new(first.begins.to_vec());
        for other in first.others(name) {
            secret.extend_from_slice(&self.whole.get(&other)?.ok_or(KeystoreFailed)?);
        }
        if id_of(&secret) == first.id { Ok(Some(secret)) } else { Err(KeystoreFailed) }
    }

    fn put(&self, name: &str, secret: &[u8]) -> Result<(), KeystoreFailed> {
        let earlier = self.whole.get(name)?;
        let (begins, rest) = secret.split_at(secret.len().min(self.most.saturating_sub(HEAD)));
        let pieces = rest.chunks(self.most);
        let more = u8::try_from(pieces.len()).map_err(|_| KeystoreFailed)?;
        let id = id_of(secret);
        for (other, piece) in (First { more, id: &id, begins }).others(name).zip(pieces) {
            self.whole.put(&other, piece)?;
        }
        let first = Zeroizing::new([&[more], id.as_slice(), begins].concat());
        self.whole.put(name, &first)?;
        self.forget_others(name, earlier.as_deref().map(Vec::as_slice), &id)
    }

    fn forget(&self, name: &str) -> Result<(), KeystoreFailed> {
        let earlier = self.whole.get(name)?;
        self.whole.forget(name)?;
        self.forget_others(name, earlier.as_deref().map(Vec::as_slice), &[])
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Mutex;

    use proptest::prelude::*;
    use proptest::sample::Index;

    use super::*;
    use crate::disk::damage::{damage, damaged};

    /// One whose entries hold twenty bytes, and that ends after so many were written.
    #[derive(Default)]
    struct Small {
        kept: Mutex<BTreeMap<String, Vec<u8>>>,
        writes: Mutex<Option<usize>>,
    }

    impl Keystore for Small {
        fn is_here(&self) -> Result<bool, KeystoreFailed> {
            Ok(true)
        }

        fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeystoreFailed> {
            Ok(self.kept.lock().unwrap().get(name).cloned().map(Into::into))
        }

        fn put(&self, name: &str, secret: &[u8]) -> Result<(), KeystoreFailed> {
            assert!(secret.len() <= 20);
            if let Some(left) = &mut *self.writes.lock().unwrap() {
                *left = left.checked_sub(1).ok_or(KeystoreFailed)?;
            }
            self.kept.lock().unwrap().insert(name.to_owned(), secret.to_owned());
            Ok(())
        }

        fn forget(&self, name: &str) -> Result<(), KeystoreFailed> {
            self.kept.lock().unwrap().remove(name);
            Ok(())
        }
    }

    fn keystore() -> InParts<Small> {
        InParts { whole: Small::default(), most: 20 }
    }

    #[test]
    fn a_secret_of_any_length_is_kept_written_over_and_forgotten_with_all_its_entries() {
        let keystore = keystore();
        assert_eq!(keystore.get("it"), Ok(None));
        for length in [0, 1, 11, 12, 31, 32, 400, 5, 90] {
            let secret: Vec<u8> = (0..=u8::MAX).cycle().take(length).collect();
            for _ in 0..2 {
                keystore.put("it", &secret).unwrap();
                assert_eq!(keystore.get("it").unwrap().unwrap().to_vec(), secret);
            }
            let entries = 1 + length.saturating_sub(11).div_ceil(20);
            assert_eq!(keystore.whole.kept.lock().unwrap().len(), entries, "{length}");
        }
        keystore.forget("it").unwrap();
        assert!(keystore.whole.kept.lock().unwrap().is_empty());
        keystore.put("it", &[7; 20 * 300]).unwrap_err();
    }

    #[test]
    fn a_secret_that_is_written_over_is_the_old_one_until_the_new_one_is_there() {
        for after in 0..4 {
            let keystore = keystore();
            keystore.put("it", &[1; 60]).unwrap();
            *keystore.whole.writes.lock().unwrap() = Some(after);
            keystore.put("it", &[2; 60]).unwrap_err();
            assert_eq!(keystore.get("it").unwrap().unwrap().to_vec(), [1; 60], "{after}");
        }
    }

    proptest! {
        #[test]
        fn a_secret_with_an_entry_that_was_changed_is_none(
            length in 0..70_usize,
            which: Index,
            done in damage(),
        ) {
            let keystore = keystore();
            let secret: Vec<u8> = (0..=u8::MAX).cycle().take(length).collect();
            keystore.put("it", &secret).unwrap();
            let mut kept = keystore.whole.kept.lock().unwrap();
            let at = which.index(kept.len());
            let entry = kept.values_mut().nth(at).unwrap();
            *entry = damaged(entry, &done);
            drop(kept);
            let read = keystore.get("it");
            let is_the_same = read.as_ref().is_ok_and(|it| it.as_ref().is_some_and(|it| **it == secret));
            prop_assert!(is_the_same || (read == Err(KeystoreFailed) && !done.is_empty()), "{:?}", read);
        }
    }

    #[test]
    fn half_a_secret_is_none() {
        let keystore = keystore();
        keystore.put("it", &[1; 60]).unwrap();
        let other = keystore.whole.kept.lock().unwrap().keys().find(|name| *name != "it").cloned().unwrap();
        keystore.whole.forget(&other).unwrap();
        assert_eq!(keystore.get("it"), Err(KeystoreFailed));
    }
}
