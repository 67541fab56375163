//! Everyone can use every screen: axe finds no fault in light or dark colours, nothing scrolls sideways at 200 % text, and
//! the screens for writing can be used with the keyboard alone.

use anyhow::Result;
use tests::axe::Looked;
use tests::examples;

use crate::ready::Ready;

#[test]
fn writing() -> Result<()> {
    let ready = Ready::new()?;
    ready.write(&examples::plan("one-child")?)?;
    let mut window = ready.window()?;
    let mut looked = Looked::default();
    looked.screen(&window, "plans")?;
    looked.keyboard(&mut window, "plans")?;
    window.close()?;
    looked.end()
}
