use anyhow::Result;
use tests::examples;
use crate::ready::Ready;

#[test]
fn scratch() -> Result<()> {
    let mut ready = Ready::new()?;
    ready.sign(&examples::plan("marsh")?)?;
    let mut window = ready.window()?;
    ready.office.stop()?;
    window.tap("The Marsh family")?;
    window.tap("Seal and give a copy")?;
    window.see("Everything that has to be there is there.")?;
    window.script("window.heard = []; for (const kind of ['mousedown', 'mouseup', 'click']) document.addEventListener(kind, it => window.heard.push([kind, it.clientX, it.clientY, it.target.outerHTML.slice(0, 60), it.detail]), true)")?;
    window.tap_quickly("#seal", 10)?;
    window.see("Sealed here on")?;
    eprintln!("{:#}", window.script("return window.heard.splice(0)")?);
    eprintln!("{}", window.script("return [scrollX, scrollY, JSON.stringify(document.querySelector('main .button.main').getBoundingClientRect())]")?);
    window.tap_quickly("main .button.main", 10)?;
    eprintln!("{:#}", window.script("return window.heard.splice(0)")?);
    eprintln!("{}", window.script("return [scrollX, scrollY, JSON.stringify(document.querySelector('main .button.main').getBoundingClientRect())]")?);
    Ok(())
}
