//! The post beside whoever is in: opened with the keystore's key while nobody is, with a worker's while somebody is, made again
//! when it is lost. Trouble with it keeps nobody from their plans.

use record::wire::CodeOf;
use record::{ClosingKey, Head};

use crate::error::{Result, TabletError};
use crate::keys::file::KeyFile;
use crate::keys::secret::Secret;
use crate::state::{Door, Open, Shared, State};
use crate::store::Enrolment;
use crate::store::post::{POST_FILE, Post};
use crate::store::records::Records;
use crate::sync::letters::Sender;

/// What the key of the post is called in the keystore.
const POST_KEY: &str = "post";

/// Opens the post while nobody is in, where that can be done.
pub(crate) fn open_by_itself(shared: &Shared) -> Result<()> {
    if !is_there(shared) || !shared.has_keystore()? {
        return Ok(());
    }
    shared.only_one.claim(&shared.folders.data)?;
    let kept = shared.keystore.get(&shared.secret_name(POST_KEY)).map_err(TabletError::Keystore)?;
    match kept.map(|bytes| <[u8; 32]>::try_from(bytes.as_slice()).map(Secret::new)) {
        Some(Ok(key)) => shared.courier.open_with(|| Post::open(&shared.folders.data, &key)),
        Some(Err(_)) | None => Ok(()),
    }
}

/// Makes it for a tablet that has just joined. One that is there, from another joining, is put aside.
pub(super) fn make(shared: &Shared, enrolment: &Enrolment) -> Result<()> {
    let key = enrolment.post_key()?;
    shared.courier.make_anew(|| {
        set_aside(shared)?;
        Post::create(&shared.folders.data, &key, &enrolment.place)
    })?;
    keep_key(shared, &key);
    Ok(())
}

/// Brings the post and the worker who is in together: the later place at the office holds for both, what has a receipt is known
/// as safe, what has no letters gets some.
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
    let read = read.and_then(|()| shared.courier.with(|post| Ok((post.place()?, post.rows().map(drop)?))));
    let read = if shared.courier.takes_damage() { Err(TabletError::Damaged { what: "post" }) } else { read };
    match read {
        Ok((place, ())) => {
            keep_key(shared, &key);
            open.enrolment.place = open.enrolment.place.clone().or_later(place);
            shared.courier.with(|post| post.put_place(&open.enrolment.place))?;
            open.records.put_enrolment(&open.enrolment)?;
        }
        // What passes, such as a full disk, is no reason to lose what lies ready.
        Err(TabletError::Damaged { .. }) => make(shared, &open.enrolment)?,
        Err(error) => return Err(error),
    }
    make_ready(shared, open)
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
    if let Err(error) = shared.courier.with(|post| post.put_place(&open.enrolment.place)) {
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

/// Without it there, sending goes on only once somebody was in; that is no reason to stop.
fn keep_key(shared: &Shared, key: &Secret) {
    if !shared.has_keystore().unwrap_or(false) {
        return;
    }
    let name = shared.secret_name(POST_KEY);
    let is_kept =
        shared.keystore.get(&name).ok().flatten().is_some_and(|kept| kept.as_slice() == key.as_slice());
    if !is_kept && shared.keystore.put(&name, key.as_slice()).is_err() {
        tracing::warn!("the key of the post is not in the keystore");
    }
}

/// Its log goes with it, or the new one would be taken for it.
fn set_aside(shared: &Shared) -> Result<()> {
    let aside = format!("aside-{}-{POST_FILE}", shared.environment.now().timestamp_millis());
    for ending in ["-shm", "-wal", ""] {
        let found = shared.folders.data.join(format!("{POST_FILE}{ending}"));
        if found.exists() {
            let aside = shared.folders.data.join(format!("{aside}{ending}"));
            std::fs::rename(&found, aside).map_err(TabletError::file("setting a database aside"))?;
        }
    }
    Ok(())
}
