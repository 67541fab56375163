//! What tests of the whole product share: a stage with everything running on it, a window to act in, and the scripted
//! visit. Nothing here is faked: the office, the keystore, the display and the window are the real ones. In `bridge` alone,
//! Chromium stands where the app's window would.

pub mod axe;
pub mod books;
pub mod bridge;
pub mod browser;
pub mod examples;
pub mod families;
pub mod figures;
pub mod hand;
pub mod inbox;
pub mod large;
pub mod memory;
mod noted;
pub mod paper;
pub mod process;
pub mod ready;
pub mod secrets;
pub mod short;
pub mod sound;
pub mod stage;
pub mod visit;
pub mod window;
pub mod writing;
