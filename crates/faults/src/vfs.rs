//! SQLite's own way to the operating system, with a watched folder's files led through [`crate::file`].

#![expect(unsafe_code, reason = "SQLite speaks to its disk through C functions and pointers")]

use std::ffi::{CStr, c_char, c_int};
use std::mem::size_of;
use std::path::Path;
use std::sync::{Arc, Once};

use rusqlite::ffi::{self, sqlite3_file, sqlite3_vfs};

use crate::fault::Op;
use crate::file::{self, Watch};
use crate::steps::Step;
use crate::watched;

/// Makes every database that is opened from now on come by here.
pub(crate) fn stand_in_between() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: the pointer SQLite gives is to a structure it never frees, and ours is never freed either. All that is not set
        // anew is the operating system's and takes no notice of the structure it is called with.
        unsafe {
            let real = ffi::sqlite3_vfs_find(std::ptr::null());
            if real.is_null() {
                return;
            }
            let mut ours = *real;
            ours.szOsFile += c_int::try_from(file::REAL_AT).unwrap_or(c_int::MAX);
            ours.zName = c"faults".as_ptr();
            ours.pNext = std::ptr::null_mut();
            ours.pAppData = real.cast();
            ours.xOpen = Some(open);
            ours.xDelete = Some(delete);
            ours.xAccess = Some(access);
            ffi::sqlite3_vfs_register(Box::leak(Box::new(ours)), 1);
        }
    });
}

/// The file's place, where somebody watches it.
///
/// # Safety
/// `name` is nothing or a string that ends with a zero.
unsafe fn watch(name: *const c_char) -> Option<Watch> {
    if name.is_null() {
        return None;
    }
    // SAFETY: as the caller promises.
    let name = unsafe { CStr::from_ptr(name) };
    let (folder, file) = watched::watching(Path::new(name.to_str().ok()?))?;
    Some(Watch { folder, file, syncs_folder: false })
}

unsafe extern "C" fn open(
    vfs: *mut sqlite3_vfs,
    name: ffi::sqlite3_filename,
    given: *mut sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    const NEW_JOURNAL: c_int =
        ffi::SQLITE_OPEN_MAIN_JOURNAL | ffi::SQLITE_OPEN_SUPER_JOURNAL | ffi::SQLITE_OPEN_WAL;
    // SAFETY: SQLite calls with what it was registered with, a name that ends with a zero or none, and a place as large as was
    // asked for. The real file lies behind ours in it.
    unsafe {
        (*given).pMethods = std::ptr::null();
        let real_vfs: *mut sqlite3_vfs = (*vfs).pAppData.cast();
        let Some(real_open) = (*real_vfs).xOpen else { return ffi::SQLITE_CANTOPEN };
        let really = || real_open(real_vfs, name, file::real(given), flags, out);
        let makes = flags & ffi::SQLITE_OPEN_CREATE != 0;
        let mut watch = watch(name);
        let code = match &mut watch {
            None => really(),
            Some(watch) => {
                // So does SQLite's way on Unix: the folder of a journal is synced with its first page.
                watch.syncs_folder = makes && flags & NEW_JOURNAL != 0;
                watch.folder.note_before(&watch.file);
                let is_new = !watch.folder.is_there(&watch.file);
                let opened = || {
                    let code = really();
                    let made = is_new && watch.folder.is_there(&watch.file);
                    (code, made.then(|| Step::Made(Arc::clone(&watch.file))))
                };
                watch.folder.goes(Op::Open, opened, || None)
            }
        };
        if code == ffi::SQLITE_OK {
            file::lead_through(given, watch);
        }
        code
    }
}

unsafe extern "C" fn delete(vfs: *mut sqlite3_vfs, name: *const c_char, folder: c_int) -> c_int {
    // SAFETY: as in `open`.
    unsafe {
        let real: *mut sqlite3_vfs = (*vfs).pAppData.cast();
        let Some(real_delete) = (*real).xDelete else { return ffi::SQLITE_IOERR_DELETE };
        let really = || real_delete(real, name, 0);
        let Some(watch) = watch(name) else { return real_delete(real, name, folder) };
        watch.folder.note_before(&watch.file);
        let deleted = || {
            let code = really();
            let step = Step::Deleted { file: Arc::clone(&watch.file), folder: folder != 0 };
            (code, (code == ffi::SQLITE_OK).then_some(step))
        };
        watch.folder.goes(Op::Delete, deleted, || None)
    }
}

unsafe extern "C" fn access(
    vfs: *mut sqlite3_vfs,
    name: *const c_char,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: as in `open`.
    unsafe {
        let real: *mut sqlite3_vfs = (*vfs).pAppData.cast();
        let Some(real_access) = (*real).xAccess else { return ffi::SQLITE_IOERR_ACCESS };
        let really = || real_access(real, name, flags, out);
        match watch(name) {
            None => really(),
            Some(watch) => watch.folder.goes(Op::Access, || (really(), None), || None),
        }
    }
}

const _: () =
    assert!(file::REAL_AT.is_multiple_of(size_of::<u64>()), "the real file lies as SQLite would lay it");
