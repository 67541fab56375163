//! The post beside whoever is in: opened with the keystore's key while nobody is, or with that in a file where there is no keystore;
//! with a worker's while somebody is; made again when it is lost. Trouble with it keeps nobody from their plans.

use std::fs;
use std::path::{Path, PathBuf};

use record::wire::CodeOf;
use record::{ClosingKey, Head};
use zeroize::Zeroizing;

use super::manifest::role_word;
use crate::disk;
use crate::error::{Result, TabletError};
use crate::keys::file::KeyFile;
use crate::keys::secret::Secret;
use crate::state::{Door, Open, Shared, State};
use crate::store::Enrolment;
use crate::store::post::{POST_FILE, Post};
use crate::store::records::Records;
use crate::sync::down::Reader;
use crate::sync::letters::Sender;

/// What the key of the post is called in the keystore.
const POST_KEY: &str = "post";
/// The file in the data folder that its key lies in where there is no keystore. Whoever has the disk can then send in the tablet's
/// name and see when and how much was sealed, and reads nothing of any family.
pub(super) const POST_KEY_FILE: &str = "post.key";

/// Opens the post while nobody is in, where that can be done.
pub(crate) fn open_by_itself(shared: &Shared) -> Result<()> {
    if !is_there(shared) {
        return Ok(());
    }
    let Some(key) = kept_key(shared)? else { return Ok(()) };
    // A tablet that is closed opens none, and takes the store no more.
    shared.courier.open_with(|| {
        shared.only_one.claim_at_once(&shared.folders.data)?;
        Post::open(&shared.folders.data, &key)
    })
}

/// Its key, where it is kept for when nobody is in. In a file also where a keystore has come since and nobody was in yet.
fn kept_key(shared: &Shared) -> Result<Option<Secret>> {
    let in_keystore = if shared.has_keystore()? {
        shared.keystore.get(&shared.secret_name(POST_KEY)).map_err(TabletError::Keystore)?
    } else {
        None
    };
    let kept = in_keystore.or_else(|| fs::read(key_file(shared)).ok().map(Zeroizing::new));
    Ok(kept.and_then(|bytes| bytes.as_slice().try_into().ok()).map(Secret::new))
}

/// Makes it for a tablet that has just joined. One that is there, from another joining, is put aside.
pub(super) fn make(shared: &Shared, enrolment: &Enrolment) -> Result<()> {
    let key = enrolment.post_key()?;
    shared.courier.make_anew(|| {
        set_aside(shared)?;
        Post::create(&shared.folders.data, &key, &enrolment.proved()?)
    })?;
    keep_key(shared, &key);
    Ok(())
}

/// Makes it again where it is damaged. What colleagues have on its way goes on being sent as far as it can be read; what it cannot,
/// each of them makes ready again when they come in.
fn make_again(shared: &Shared, open: &Open) -> Result<()> {
    let key = open.enrolment.post_key()?;
    shared.courier.make_anew(|| {
        let aside = set_aside(shared)?;
        let mut post = Post::create(&shared.folders.data, &key, &open.enrolment.proved()?)?;
        let taken = Post::open_aside(&aside, &key).and_then(|mut old| {
            post.take_over(&mut old, open.user)?;
            old.close()
        });
        if let Err(error) = taken {
            tracing::error!(%error, "what colleagues have on its way waits for them");
        }
        Ok(post)
    })?;
    keep_key(shared, &key);
    Ok(())
}

/// Brings the post and the worker who is in together: the later place at the office holds for both, what has a receipt is known
/// as safe, what has no letters gets some, what the office wrote is read.
///
/// # Errors
/// When a newer program wrote the post. Other trouble with it keeps nobody from their plans.
pub(super) fn meet(shared: &Shared, open: &mut Open) -> Result<()> {
    match bring_together(shared, open) {
        Err(TabletError::TooNew) => Err(TabletError::TooNew),
        Err(error) => {
            tracing::warn!(%error, "the post is not ready");
            Ok(())
        }
        Ok(()) => Ok(()),
    }
}

fn bring_together(shared: &Shared, open: &mut Open) -> Result<()> {
    let key = open.enrolment.post_key()?;
    let read = shared.courier.open_with(|| Post::open(&shared.folders.data, &key));
    let read =
        read.and_then(|()| shared.courier.with(|post| Ok((post.proved_place()?, post.rows().map(drop)?))));
    let read = if shared.courier.takes_damage() { Err(TabletError::Damaged { what: "post" }) } else { read };
    match read {
        Ok((place, ())) => {
            keep_key(shared, &key);
            // One that this tablet did not write names another office, or hands out its codes to somebody.
            match place.by(&open.key) {
                Some(place) => open.enrolment.place = open.enrolment.place.clone().or_later(place),
                None => tracing::error!("the place in the post is not this tablet's"),
            }
            let place = open.enrolment.proved()?;
            shared.courier.with(|post| post.put_place(&place))?;
            open.records.put_enrolment(&open.enrolment)?;
        }
        // What passes, such as a full disk, is no reason to lose what lies ready.
        Err(TabletError::Damaged { .. }) => make_again(shared, open)?,
        Err(error) => return Err(error),
    }
    // That it waits longer in the post is no reason to keep back what goes to the office.
    if let Err(error) = take_down(shared, open) {
        tracing::warn!(%error, "what the office wrote is not read yet");
        // A damaged page may have made the whole connection useless for the others.
        open.records.mend()?;
    }
    make_ready(shared, open)
}

/// Tells what this worker's changes are to be closed to, and reads those that came.
fn take_down(shared: &Shared, open: &Open) -> Result<()> {
    let Open { user, profile, enrolment, records, opening, key, .. } = open;
    let reader = Reader { user: *user, place: &enrolment.place, opening };
    reader.tell_key((profile.name.as_str(), role_word(profile.role)), key, &shared.courier)?;
    reader.take_in(records, &shared.courier)
}

/// What came since the last command, for whoever is in: receipts, and what the office lost.
pub(crate) fn take_news(shared: &Shared, state: &mut State) {
    if let Door::Open(open) = &mut state.door
        && shared.courier.takes_news()
        && let Err(error) = meet(shared, open)
    {
        tracing::warn!(%error, "nothing new of the post");
    }
}

/// Closes to the office what has no letters yet, and keeps the receipts that came.
fn make_ready(shared: &Shared, open: &mut Open) -> Result<()> {
    let (sender, records) = sender(shared, open);
    sender.make_ready(records, &shared.courier)
}

/// Closes the newest record to the office.
pub(super) fn put_newest(shared: &Shared, open: &mut Open) -> Result<()> {
    let head = open.records.head()?.ok_or(TabletError::Damaged { what: "record" })?;
    let (sender, records) = sender(shared, open);
    let put = sender.put(records, &shared.courier, head);
    shared.courier.has_new();
    put
}

/// The letters of what of a record can be read, and whether that is all of it; none where the record itself cannot be.
pub(super) fn readable(shared: &Shared, open: &mut Open, head: Head) -> Result<Option<(Vec<u8>, bool)>> {
    let sender = Sender { user: open.user, place: &open.enrolment.place, environment: &*shared.environment };
    sender.close_readable(&mut open.records, head)
}

/// The next key for a code told by telephone, and the code's number: above all that lie in key files. It is used up by being
/// asked for.
pub(super) fn next_unlock_key(shared: &Shared, open: &mut Open) -> Result<Option<(u32, ClosingKey)>> {
    let used = codes(shared).into_iter().map(|code| code.number).max();
    let place = &mut open.enrolment.place;
    let next = std::iter::from_fn(|| place.take_unlock_key()).find(|(number, _)| Some(*number) > used);
    open.records.put_enrolment(&open.enrolment)?;
    // The post learns it when it is there: of two places that with fewer numbers left holds.
    let place = open.enrolment.proved()?;
    if let Err(error) = shared.courier.with(|post| post.put_place(&place)) {
        tracing::warn!(%error, "the post does not know yet that a number is used");
    }
    Ok(next)
}

/// Whose the codes by telephone are, as far as key files can be read. Asked by the sending thread as well, which does not have the
/// tablet in hand.
pub(crate) fn codes(shared: &Shared) -> Vec<CodeOf> {
    let folders = shared.folders.users().unwrap_or_default();
    let files = folders.into_iter().filter_map(|folder| KeyFile::look(&folder).ok());
    let code = |file: KeyFile| Some(CodeOf { number: file.phone_slot()?.number, user: file.user });
    files.filter_map(code).collect()
}

/// Whether there is a post.
pub(crate) fn is_there(shared: &Shared) -> bool {
    shared.folders.data.join(POST_FILE).exists()
}

/// What makes records ready, and where they are read from.
fn sender<'a>(shared: &'a Shared, open: &'a mut Open) -> (Sender<'a>, &'a mut Records) {
    let Open { user, enrolment, records, .. } = open;
    (Sender { user: *user, place: &enrolment.place, environment: &*shared.environment }, records)
}

/// Keeps the key for when nobody is in. Without it sending goes on only once somebody was in; that is no reason to stop. A keystore
/// that does not answer is not taken for none.
fn keep_key(shared: &Shared, key: &Secret) {
    let kept = match shared.has_keystore() {
        Ok(true) => keep_in_keystore(shared, key),
        Ok(false) => keep_in_file(&key_file(shared), key),
        Err(error) => Err(error),
    };
    if let Err(error) = kept {
        tracing::warn!(%error, "the key of the post is not kept for when nobody is in");
    }
}

/// From then on it lies in no file.
fn keep_in_keystore(shared: &Shared, key: &Secret) -> Result<()> {
    let name = shared.secret_name(POST_KEY);
    let is_kept =
        shared.keystore.get(&name).ok().flatten().is_some_and(|kept| kept.as_slice() == key.as_slice());
    if !is_kept {
        shared.keystore.put(&name, key.as_slice()).map_err(TabletError::Keystore)?;
    }
    let file = key_file(shared);
    if file.exists() { fs::remove_file(file).map_err(TabletError::file("removing a file")) } else { Ok(()) }
}

fn keep_in_file(path: &Path, key: &Secret) -> Result<()> {
    let is_kept = fs::read(path).map(Zeroizing::new).is_ok_and(|kept| kept.as_slice() == key.as_slice());
    if !is_kept {
        disk::write(path, key.as_slice())?;
    }
    for_its_owner_alone(path)
}

/// Beside that, nobody else may look into the folder.
#[cfg(unix)]
fn for_its_owner_alone(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let alone = fs::Permissions::from_mode(0o600);
    fs::set_permissions(path, alone).map_err(TabletError::file("writing a file"))
}

/// Elsewhere the rights of the folder hold for what is in it.
#[cfg(not(unix))]
fn for_its_owner_alone(_path: &Path) -> Result<()> {
    Ok(())
}

fn key_file(shared: &Shared) -> PathBuf {
    shared.folders.data.join(POST_KEY_FILE)
}

/// Its log goes with it, or the new one would be taken for it. Where it lies from then on.
fn set_aside(shared: &Shared) -> Result<PathBuf> {
    let aside = format!("aside-{}-{POST_FILE}", shared.environment.now().timestamp_millis());
    for ending in ["-shm", "-wal", ""] {
        let found = shared.folders.data.join(format!("{POST_FILE}{ending}"));
        if found.exists() {
            let aside = shared.folders.data.join(format!("{aside}{ending}"));
            fs::rename(&found, aside).map_err(TabletError::file("setting a database aside"))?;
        }
    }
    Ok(shared.folders.data.join(aside))
}
