//! Memory that a program gives back is wiped: a word or a key that stood there once is in no other piece of the program, and nobody
//! reads it who takes the machine. For a program that has plans in it.
//!
//! What is still in use is not touched, and neither is what other processes hold. The databases' own memory is wiped by a setting of
//! theirs, in `tablet`.

/// What hands out this program's memory: what it is given back it fills with zeros.
///
/// ```
/// #[global_allocator]
/// static MEMORY: wiped::Memory = wiped::MEMORY;
/// ```
pub type Memory = zeroizing_alloc::ZeroAlloc<std::alloc::System>;

/// The one [`Memory`] there is.
pub const MEMORY: Memory = zeroizing_alloc::ZeroAlloc(std::alloc::System);

/// From now on what the C libraries of this process give back is wiped as well, but for pieces of up to a kilobyte that one thread
/// takes again at once. Asked once, when the program begins. Where the C library has no such setting, nothing happens.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(unsafe_code, reason = "the C library is told in its own words")]
pub fn wipe_what_c_libraries_give_back() {
    /// Any but zero.
    const WIPED_WITH: libc::c_int = 0x5a;
    // SAFETY: sets one number that the C library reads with each piece it is given back. Nothing is pointed to.
    unsafe { libc::mallopt(libc::M_PERTURB, WIPED_WITH) };
}

/// Here there is no such setting.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub const fn wipe_what_c_libraries_give_back() {}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::fs::File;
    use std::os::unix::fs::FileExt;

    #[global_allocator]
    static MEMORY: super::Memory = super::MEMORY;

    /// Read from outside, as somebody reads it who takes the machine.
    #[test]
    fn what_was_given_back_stands_there_no_more() {
        let memory = File::open("/proc/self/mem").unwrap();
        for length in [24, 700, 9_000] {
            let word = vec![0xa7_u8; length];
            let at = word.as_ptr() as u64;
            let read = || {
                let mut found = vec![0; 8];
                // Behind what the system's own lists keep at the beginning of a piece.
                memory.read_exact_at(&mut found, at + 16).unwrap();
                found
            };
            assert_eq!(read(), [0xa7; 8], "{length}");
            drop(word);
            assert_ne!(read(), [0xa7; 8], "{length}");
        }
    }
}
