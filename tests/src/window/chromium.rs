//! What only Chromium can be asked: several pointers at once, its own tools, and the tree a screen reader reads.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use base::base64;
use serde_json::{Value, json};

use super::{Point, Window};

/// One pointer's part of a gesture. All pointers take their first step together, then their second, and so on.
#[derive(Debug, Clone)]
pub struct Hand {
    kind: &'static str,
    name: &'static str,
    steps: Vec<Step>,
}

/// What a pointer does in one moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    /// It moves here, in pixels from the top left corner of what the gesture is on.
    To(Point),
    /// It comes down where it is. A pen presses this much, from 0 to 1.
    Down(f64),
    /// It is lifted.
    Up,
    /// It stays as it is, for this many milliseconds.
    Wait(u64),
}

impl Hand {
    /// A pen. The same name in two gestures is the same pen.
    pub fn pen(steps: Vec<Step>) -> Self {
        Self { kind: "pen", name: "pen", steps }
    }

    /// A finger or a palm. The same name in two gestures is the same one.
    pub fn touch(name: &'static str, steps: Vec<Step>) -> Self {
        Self { kind: "touch", name, steps }
    }

    /// A line from pen-down to pen-up.
    pub fn line(points: &[Point]) -> Vec<Step> {
        let mut steps: Vec<Step> = points.iter().copied().map(Step::To).collect();
        steps.insert(steps.len().min(1), Step::Down(0.5));
        steps.push(Step::Up);
        steps
    }
}

impl Window {
    /// Moves several pointers at once, on something found by a selector. Where one ends down, it stays down.
    pub fn gesture(&self, css: &str, hands: &[Hand]) -> Result<()> {
        let (left, top, _, _) = self.place(css)?;
        let step = |step: &Step| match *step {
            Step::To((x, y)) => json!({
                "type": "pointerMove", "duration": 8, "x": (left + x).round() as i64, "y": (top + y).round() as i64,
            }),
            Step::Down(pressure) => json!({ "type": "pointerDown", "button": 0, "pressure": pressure }),
            Step::Up => json!({ "type": "pointerUp", "button": 0 }),
            Step::Wait(duration) => json!({ "type": "pause", "duration": duration }),
        };
        let hand = |hand: &Hand| {
            json!({
                "type": "pointer", "id": hand.name, "parameters": { "pointerType": hand.kind },
                "actions": hand.steps.iter().map(step).collect::<Vec<_>>(),
            })
        };
        let hands: Vec<Value> = hands.iter().map(hand).collect();
        self.tell("actions", &json!({ "actions": hands })).map(drop)
    }

    /// Gives a command of the Chrome DevTools protocol.
    pub fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        self.tell("goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    /// Gives the browser a thing that keeps passkeys, and that knows who holds it.
    pub fn keep_passkeys(&self) -> Result<()> {
        let thing = json!({
            "protocol": "ctap2", "transport": "internal",
            "hasResidentKey": true, "hasUserVerification": true, "isUserVerified": true,
        });
        self.tell("webauthn/authenticator", &thing).map(drop)
    }

    /// What a screen reader is told, in reading order: roles and names.
    pub fn accessibility_tree(&self) -> Result<Vec<(String, String)>> {
        let tree = self.devtools("Accessibility.getFullAXTree", json!({}))?;
        let nodes = tree["nodes"].as_array().context("no accessibility tree")?;
        let by_id: HashMap<&str, &Value> =
            nodes.iter().filter_map(|node| Some((node["nodeId"].as_str()?, node))).collect();
        let mut told = Vec::new();
        let mut ahead: Vec<&Value> = nodes.first().into_iter().collect();
        while let Some(node) = ahead.pop() {
            let word = |key: &str| node[key]["value"].as_str().unwrap_or_default().to_owned();
            // Boxes of a line repeat the text they are part of.
            if node["ignored"] != true && word("role") != "InlineTextBox" {
                told.push((word("role"), word("name")));
            }
            let children = node["childIds"].as_array().into_iter().flatten();
            ahead.extend(children.rev().filter_map(|id| by_id.get(id.as_str()?)));
        }
        Ok(told)
    }

    /// Keeps a picture of the whole page, also of what is scrolled away.
    pub fn whole_page(&self, file: &Path) -> Result<()> {
        let parameters = json!({ "format": "png", "captureBeyondViewport": true });
        let picture = self.devtools("Page.captureScreenshot", parameters)?;
        let picture = picture["data"].as_str().context("no picture")?;
        Ok(std::fs::write(file, base64::decode(picture).context("the picture is not base64")?)?)
    }

    /// Posts what the driver understands and our client of it does not.
    fn tell(&self, path: &str, body: &Value) -> Result<Value> {
        let session = self.runtime.block_on(self.client()?.session_id())?.context("no session")?;
        let agent: ureq::Agent =
            ureq::Agent::config_builder().http_status_as_error(false).proxy(None).build().into();
        let address = format!("http://127.0.0.1:{}/session/{session}/{path}", self.port);
        let mut answer = agent.post(&address).content_type("application/json").send(body.to_string())?;
        let is_done = answer.status().is_success();
        let mut answer: Value = serde_json::from_reader(answer.body_mut().as_reader())?;
        let value = answer["value"].take();
        if is_done { Ok(value) } else { bail!("{path}: {}", value["message"].as_str().unwrap_or_default()) }
    }
}
