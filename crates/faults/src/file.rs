//! An open file: ours in front, the operating system's behind it in the same piece of memory.

#![expect(unsafe_code, reason = "SQLite speaks to its disk through C functions and pointers")]

use std::ffi::{c_int, c_void};
use std::mem::size_of;
use std::sync::Arc;

use rusqlite::ffi::{self, sqlite3_file, sqlite3_int64, sqlite3_io_methods};

use crate::fault::Op;
use crate::steps::Step;
use crate::watched::Watched;

/// Where the operating system's file begins.
pub(crate) const REAL_AT: usize = size_of::<Ours>().next_multiple_of(size_of::<u64>());

/// What a failed write has left of a page: this many bytes, or nothing of a shorter one.
const HALF: usize = 2048;

#[repr(C)]
struct Ours {
    base: sqlite3_file,
    /// Null where nobody watches it.
    watch: *mut Watch,
}

/// Who watches a file.
pub(crate) struct Watch {
    pub(crate) folder: Arc<Watched>,
    pub(crate) file: Arc<str>,
    /// The next sync is one of its folder, too.
    pub(crate) syncs_folder: bool,
}

/// The second version: what maps a file into memory is left out, since nobody could count it.
static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

/// The operating system's file behind ours.
///
/// # Safety
/// `given` is a place of the size that was asked of SQLite.
pub(crate) unsafe fn real(given: *mut sqlite3_file) -> *mut sqlite3_file {
    // SAFETY: the place is longer than that.
    unsafe { given.cast::<u8>().add(REAL_AT).cast() }
}

/// Has an open file go through this module.
///
/// # Safety
/// `given` is a place of the size that was asked of SQLite, and the real file in it is open.
pub(crate) unsafe fn lead_through(given: *mut sqlite3_file, watch: Option<Watch>) {
    let watch = watch.map_or(std::ptr::null_mut(), |watch| Box::into_raw(Box::new(watch)));
    // SAFETY: it begins with room for ours.
    unsafe {
        given.cast::<Ours>().write(Ours { base: sqlite3_file { pMethods: &raw const METHODS }, watch })
    };
}

/// Calls the operating system's function of this name.
macro_rules! really {
    ($given:expr, $name:ident, $without:expr $(, $more:expr)*) => {{
        let real = real($given);
        match (*(*real).pMethods).$name {
            Some(function) => function(real $(, $more)*),
            None => $without,
        }
    }};
}

/// An operation that leaves no step.
///
/// # Safety
/// `given` is a file that went through [`lead_through`] and is not closed.
unsafe fn plainly(given: *mut sqlite3_file, op: Op, really: impl FnOnce() -> c_int) -> c_int {
    // SAFETY: as the caller promises.
    match unsafe { (*given.cast::<Ours>()).watch.as_ref() } {
        None => really(),
        Some(watch) => watch.folder.goes(op, || (really(), None), || None),
    }
}

/// An operation that leaves one.
///
/// # Safety
/// As of [`plainly`].
unsafe fn noted(
    given: *mut sqlite3_file,
    op: Op,
    really: impl FnOnce() -> c_int,
    step: impl FnOnce(Arc<str>) -> Step,
) -> c_int {
    // SAFETY: as the caller promises.
    let Some(watch) = (unsafe { (*given.cast::<Ours>()).watch.as_ref() }) else { return really() };
    let done = || {
        let code = really();
        (code, (code == ffi::SQLITE_OK).then(|| step(Arc::clone(&watch.file))))
    };
    watch.folder.goes(op, done, || None)
}

// SAFETY, for each function below: SQLite calls it with a file that `open` led through here and that it has not closed, and with
// pointers to as much as it says. What is handed on is handed on as it came.

unsafe extern "C" fn close(given: *mut sqlite3_file) -> c_int {
    // SAFETY: see above; the watch was boxed in `lead_through` and is taken back once.
    unsafe {
        let watch = (*given.cast::<Ours>()).watch;
        if !watch.is_null() {
            drop(Box::from_raw(watch));
        }
        let code = really!(given, xClose, ffi::SQLITE_OK);
        (*given).pMethods = std::ptr::null();
        code
    }
}

unsafe extern "C" fn read(
    given: *mut sqlite3_file,
    into: *mut c_void,
    length: c_int,
    at: sqlite3_int64,
) -> c_int {
    // SAFETY: see above.
    unsafe { plainly(given, Op::Read, || really!(given, xRead, ffi::SQLITE_IOERR_READ, into, length, at)) }
}

unsafe extern "C" fn write(
    given: *mut sqlite3_file,
    from: *const c_void,
    length: c_int,
    at: sqlite3_int64,
) -> c_int {
    // SAFETY: see above.
    unsafe {
        let really = |length: c_int| really!(given, xWrite, ffi::SQLITE_IOERR_WRITE, from, length, at);
        let Some(watch) = (*given.cast::<Ours>()).watch.as_ref() else { return really(length) };
        let step = |length: c_int| {
            let length = usize::try_from(length).unwrap_or(0);
            let bytes = std::slice::from_raw_parts(from.cast::<u8>(), length).to_vec();
            Step::Written { file: Arc::clone(&watch.file), at: usize::try_from(at).unwrap_or(0), bytes }
        };
        let half = c_int::try_from(HALF).unwrap_or(0);
        watch.folder.goes(
            Op::Write,
            || {
                let code = really(length);
                (code, (code == ffi::SQLITE_OK).then(|| step(length)))
            },
            // A disk that fails has often written a part.
            || (length > half && really(half) == ffi::SQLITE_OK).then(|| step(half)),
        )
    }
}

unsafe extern "C" fn truncate(given: *mut sqlite3_file, length: sqlite3_int64) -> c_int {
    let step = |file| Step::Cut { file, length: usize::try_from(length).unwrap_or(0) };
    // SAFETY: see above.
    unsafe {
        noted(given, Op::Truncate, || really!(given, xTruncate, ffi::SQLITE_IOERR_TRUNCATE, length), step)
    }
}

unsafe extern "C" fn sync(given: *mut sqlite3_file, flags: c_int) -> c_int {
    // SAFETY: see above. Nobody else has this file's watch while SQLite syncs it.
    unsafe {
        let Some(watch) = (*given.cast::<Ours>()).watch.as_mut() else {
            return really!(given, xSync, ffi::SQLITE_IOERR_FSYNC, flags);
        };
        let folder = watch.syncs_folder;
        let step = Step::Synced { file: Arc::clone(&watch.file), folder };
        let failed = Step::NotSynced(Arc::clone(&watch.file));
        let code = watch.folder.goes(Op::Sync, || (ffi::SQLITE_OK, Some(step)), || Some(failed));
        watch.syncs_folder = folder && code != ffi::SQLITE_OK;
        code
    }
}

unsafe extern "C" fn size(given: *mut sqlite3_file, out: *mut sqlite3_int64) -> c_int {
    // SAFETY: see above.
    unsafe { plainly(given, Op::Size, || really!(given, xFileSize, ffi::SQLITE_IOERR_FSTAT, out)) }
}

unsafe extern "C" fn lock(given: *mut sqlite3_file, level: c_int) -> c_int {
    // SAFETY: see above.
    unsafe { plainly(given, Op::Lock, || really!(given, xLock, ffi::SQLITE_OK, level)) }
}

unsafe extern "C" fn unlock(given: *mut sqlite3_file, level: c_int) -> c_int {
    // SAFETY: see above.
    unsafe { really!(given, xUnlock, ffi::SQLITE_OK, level) }
}

unsafe extern "C" fn check_reserved_lock(given: *mut sqlite3_file, out: *mut c_int) -> c_int {
    // SAFETY: see above.
    unsafe { really!(given, xCheckReservedLock, ffi::SQLITE_IOERR_CHECKRESERVEDLOCK, out) }
}

unsafe extern "C" fn control(given: *mut sqlite3_file, what: c_int, with: *mut c_void) -> c_int {
    // SAFETY: see above.
    unsafe { really!(given, xFileControl, ffi::SQLITE_NOTFOUND, what, with) }
}

unsafe extern "C" fn sector_size(given: *mut sqlite3_file) -> c_int {
    // SAFETY: see above.
    unsafe { really!(given, xSectorSize, 0) }
}

unsafe extern "C" fn characteristics(given: *mut sqlite3_file) -> c_int {
    // SAFETY: see above.
    unsafe { really!(given, xDeviceCharacteristics, 0) }
}

unsafe extern "C" fn shm_map(
    given: *mut sqlite3_file,
    region: c_int,
    size: c_int,
    extends: c_int,
    out: *mut *mut c_void,
) -> c_int {
    // SAFETY: see above. Where it fails SQLite reads nothing through `out`.
    unsafe {
        plainly(given, Op::Share, || {
            really!(given, xShmMap, ffi::SQLITE_IOERR_SHMMAP, region, size, extends, out)
        })
    }
}

unsafe extern "C" fn shm_lock(given: *mut sqlite3_file, from: c_int, count: c_int, flags: c_int) -> c_int {
    // SAFETY: see above.
    unsafe { really!(given, xShmLock, ffi::SQLITE_IOERR_SHMLOCK, from, count, flags) }
}

unsafe extern "C" fn shm_barrier(given: *mut sqlite3_file) {
    // SAFETY: see above.
    unsafe { really!(given, xShmBarrier, ()) }
}

unsafe extern "C" fn shm_unmap(given: *mut sqlite3_file, deletes: c_int) -> c_int {
    // SAFETY: see above.
    unsafe { really!(given, xShmUnmap, ffi::SQLITE_OK, deletes) }
}
