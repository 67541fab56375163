//! Pens, fingers and palms, in Chromium.

use anyhow::{Result, ensure};
use plan::ink::{Pointer, is_tiny};
use serde_json::{Value, json};
use tests::bridge;
use tests::process::until;
use tests::window::{Hand, Point, Step, Window};

use super::{go_to_the_pad, ready, strokes};
use crate::acknowledged;

fn across(y: f64) -> Vec<Point> {
    (0..16).map(|n| (60.0 + f64::from(n) * 12.0, y)).collect()
}

/// A hand that rests on the glass from the first step, or from a later one, and shifts a little.
fn palm(from: usize, steps: usize) -> Hand {
    let mut rest = vec![Step::Wait(0); from];
    rest.extend([Step::To((320.0, 190.0)), Step::Down(0.5)]);
    rest.extend((from..steps).map(|n| Step::To((320.0 + n as f64, 191.0))));
    rest.push(Step::Up);
    Hand::touch("palm", rest)
}

/// Waits until so many happenings of the sitting were answered as kept.
fn kept(window: &Window, count: usize) -> Result<()> {
    until("it is kept", || Ok((acknowledged::happenings(window)? >= count).then_some(())))
}

#[test]
fn of_a_palm_and_a_pen_only_the_pens_lines_are_kept() -> Result<()> {
    let (ready, plan) = ready()?;
    let mut window = bridge::open(&ready)?;
    go_to_the_pad(&mut window)?;
    // At once, because a touch that has been drawing for a second is no palm, and a busy machine takes steps slowly.
    let first = Hand::pen([vec![Step::Wait(0); 2], Hand::line(&across(60.0))].concat());
    window.gesture("canvas", &[palm(0, 24), first])?;
    kept(&window, 1)?;
    window.gesture("canvas", &[Hand::pen(Hand::line(&across(90.0))), palm(5, 24)])?;
    kept(&window, 2)?;
    // The pen is over the glass; a hand comes down first.
    let hovering = [across(110.0).into_iter().map(Step::To).collect(), Hand::line(&across(120.0))].concat();
    window.gesture("canvas", &[Hand::pen(hovering), palm(8, 40)])?;
    kept(&window, 3)?;
    window.glance("t4-palm-and-pen")?;
    window.close()?;
    let strokes = strokes(&ready, plan)?;
    let by: Vec<(Pointer, usize)> = strokes.iter().map(|it| (it.pointer, it.points.len())).collect();
    ensure!(by.len() == 3, "three lines of a pen, not {by:?}");
    ensure!(by.iter().all(|it| it.0 == Pointer::Pen && it.1 >= 16), "three whole lines of a pen, not {by:?}");
    Ok(())
}

#[test]
fn a_finger_draws_lines_and_dots_and_takes_them_back() -> Result<()> {
    let (ready, plan) = ready()?;
    let mut window = bridge::open(&ready)?;
    go_to_the_pad(&mut window)?;
    let finger = |steps| [Hand::touch("finger", steps)];
    for y in [50.0, 70.0] {
        window.gesture("canvas", &finger(Hand::line(&across(y))))?;
    }
    kept(&window, 2)?;
    window.tap("Undo")?;
    kept(&window, 3)?;
    window.tap("Start again")?;
    kept(&window, 4)?;
    window.gesture("canvas", &finger(Hand::line(&[(80.0, 80.0)])))?;
    kept(&window, 5)?;
    ensure!(drawn(&window)? > 0, "a dot is seen");
    window.glance("t4-a-dot")?;
    // Two fingers: one line, of the one that came first.
    let second = Hand::touch("second", [vec![Step::Wait(0); 3], Hand::line(&across(150.0))].concat());
    window.gesture("canvas", &[Hand::touch("finger", Hand::line(&across(100.0))), second])?;
    kept(&window, 6)?;
    // A line the system takes away.
    let touch = |kind: &str, points: Value| {
        window.devtools("Input.dispatchTouchEvent", json!({ "type": kind, "touchPoints": points }))
    };
    let (left, top, _, _) = window.place("canvas")?;
    touch("touchStart", json!([{ "x": left + 90.0, "y": top + 180.0 }]))?;
    touch("touchMove", json!([{ "x": left + 190.0, "y": top + 185.0 }]))?;
    touch("touchCancel", json!([]))?;
    kept(&window, 7)?;
    window.close()?;
    let strokes = strokes(&ready, plan)?;
    let [dot, line, cut] = strokes.as_slice() else {
        anyhow::bail!("{} lines instead of three", strokes.len())
    };
    ensure!(is_tiny(std::slice::from_ref(dot)), "the dot: {dot:?}");
    ensure!(line.points.len() >= 16 && line.points.iter().all(|it| (it.y - 2646).abs() < 60), "{line:?}");
    ensure!(cut.points.len() >= 2 && !is_tiny(std::slice::from_ref(cut)), "{cut:?}");
    ensure!(strokes.iter().all(|it| it.pointer == Pointer::Touch), "a finger is a finger");
    Ok(())
}

fn drawn(window: &Window) -> Result<u64> {
    let script = "const pad = document.querySelector('canvas');
        const pixels = pad.getContext('2d').getImageData(0, 0, pad.width, pad.height).data;
        return pixels.filter((value, at) => at % 4 === 3 && value > 0).length";
    Ok(window.script(script)?.as_u64().unwrap_or_default())
}

#[test]
fn nothing_done_on_the_pad_moves_the_page() -> Result<()> {
    let (ready, plan) = ready()?;
    let mut window = bridge::open(&ready)?;
    window.turn((960, 600))?;
    go_to_the_pad(&mut window)?;
    window.script(
        "window.menus = []; addEventListener('contextmenu', it => menus.push(it.defaultPrevented))",
    )?;
    let swipe = |by: Point| -> Vec<Point> {
        (0..12).map(f64::from).map(|n| (130.0 + n * by.0, 130.0 + n * by.1)).collect()
    };
    let pinch =
        || [("one", -6.0), ("two", 9.0)].map(|(name, by)| Hand::touch(name, Hand::line(&swipe((by, 0.0)))));
    // What stands over the pad is in sight as well, and there is more of the page above and below.
    window.script("document.querySelector('canvas').scrollIntoView({ block: 'end' })")?;
    let before = page(&window)?;
    for by in [(0.0, -9.0), (0.0, 9.0), (14.0, 0.0), (-9.0, 0.0), (8.0, -8.0)] {
        window.gesture("canvas", &[Hand::touch("finger", Hand::line(&swipe(by)))])?;
        assert_eq!(page(&window)?, before, "a swipe by {by:?}");
    }
    window.gesture("canvas", &pinch())?;
    assert_eq!(page(&window)?, before, "a pinch");
    for _ in 0..2 {
        window.gesture("canvas", &[Hand::touch("finger", Hand::line(&[(130.0, 130.0)]))])?;
    }
    assert_eq!(page(&window)?, before, "a double tap");
    let long = vec![Step::To((130.0, 130.0)), Step::Down(0.5), Step::Wait(1200), Step::Up];
    window.gesture("canvas", &[Hand::touch("finger", long)])?;
    assert_eq!(page(&window)?, before, "a long press");
    for (sideways, down, control) in [(0.0, 240.0, 0), (-240.0, 0.0, 0), (0.0, -240.0, 2)] {
        wheel(&window, "canvas", (sideways, down), control)?;
        assert_eq!(page(&window)?, before, "a wheel by {sideways}, {down}");
    }
    let menus = window.script("return menus")?;
    ensure!(menus.as_array().is_some_and(|all| all.iter().all(|it| it == true)), "no menu: {menus}");
    kept(&window, 9)?;
    window.glance("t5-swipes-pinches-and-taps-on-the-pad")?;

    // The same beside the pad does move the page, so the page could have been moved.
    let beside = |by: Point| -> Vec<Point> {
        (0..12).map(f64::from).map(|n| (130.0 + n * by.0, 10.0 + n * by.1)).collect()
    };
    let apart = [("one", -6.0), ("two", 9.0)];
    let pinch = apart.map(|(name, by)| Hand::touch(name, Hand::line(&beside((by, 0.0)))));
    window.gesture("h2 + p", &pinch)?;
    until("the page is zoomed", || Ok((page(&window)?["scale"] != before["scale"]).then_some(())))?;
    window.devtools("Emulation.resetPageScaleFactor", json!({}))?;
    window.gesture("h2 + p", &[Hand::touch("finger", Hand::line(&beside((0.0, 9.0))))])?;
    until("the page is scrolled", || Ok((page(&window)?["scroll"] != before["scroll"]).then_some(())))?;
    window.close()?;
    assert_eq!(strokes(&ready, plan)?.len(), 9, "each of them was a line as well");
    Ok(())
}

/// Where the page is, after it had the time for two frames to move.
fn page(window: &Window) -> Result<Value> {
    window.painted()?;
    window.script(
        "return { scroll: [scrollX, scrollY, visualViewport.offsetLeft, visualViewport.offsetTop],
            scale: visualViewport.scale, history: history.length, location: location.href,
            selected: String(getSelection()), heading: document.querySelector('h1').textContent }",
    )
}

fn wheel(window: &Window, css: &str, (across, down): Point, modifiers: u32) -> Result<()> {
    let (left, top, _, _) = window.place(css)?;
    let parameters = json!({
        "type": "mouseWheel", "x": left + 20.0, "y": top + 20.0,
        "deltaX": across, "deltaY": down, "modifiers": modifiers,
    });
    window.devtools("Input.dispatchMouseEvent", parameters).map(drop)
}
