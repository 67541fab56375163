//! Commands as a page sends them: by name and in JSON, none waiting for another that has nothing to do with it.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ipc::Refusal;
use ipc::refusal::Code;
use ipc::visit::{ChangePlan, Command, Lock, Look, NAMES, Saved, SayAloud, Stage, Standing};
use plan::texts::Language as Tongue;
use serde_json::{Value, json};
use tablet::voice::{Language, NoVoice, Said, Sentence, Voice};
use tablet::{Outfit, Tablet};
use tokio::runtime::{Builder, Runtime};

use crate::family::{opened, retitled, written};
use crate::offices::OFFICE;
use crate::world::{World, code};

/// Longer than anything here takes. What has not come by then never comes.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a page hears of one command.
type Answered = Receiver<Result<Value, Refusal>>;

/// What the shell runs on, with the fewest workers a tablet has.
fn two_workers() -> Runtime {
    Builder::new_multi_thread().worker_threads(2).build().unwrap()
}

/// Asks as a page does, and does not wait.
fn ask<C: Command>(runtime: &Runtime, tablet: &Arc<Tablet>, command: &C) -> Answered {
    send(runtime, tablet, C::NAME, json!({ "command": command }))
}

fn send(runtime: &Runtime, tablet: &Arc<Tablet>, name: &str, arguments: Value) -> Answered {
    let (tablet, name) = (Arc::clone(tablet), name.to_owned());
    let (tell, answered) = channel();
    runtime.spawn(async move {
        let answer = tablet.answer(name, arguments).await;
        let _ = tell.send(answer.map(|reply| serde_json::from_str(&reply).unwrap()));
    });
    answered
}

fn answer(answered: &Answered) -> Result<Value, Refusal> {
    answered.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("no answer: something else is waited for"))
}

fn reply<C: Command>(answered: &Answered, _: &C) -> C::Reply {
    serde_json::from_value(answer(answered).unwrap()).unwrap()
}

/// Asks for a command by its name, and waits.
pub(crate) fn asked(tablet: &Arc<Tablet>, name: &str, arguments: Value) -> Result<Value, Refusal> {
    answer(&send(&two_workers(), tablet, name, arguments))
}

/// A voice that has begun a sentence and does not come to its end before it is let go.
struct Hung {
    begun: Sender<()>,
    held: Arc<Mutex<()>>,
}

impl Voice for Hung {
    fn speaks(&self) -> Result<Vec<Language>, NoVoice> {
        Ok(vec![Language::new("en")])
    }

    fn say(&self, _: &Sentence) -> Result<Said, NoVoice> {
        self.begun.send(()).unwrap();
        drop(self.held.lock().unwrap_or_else(PoisonError::into_inner));
        Ok(Said::Whole)
    }

    fn stop(&self) {}
}

fn sentence(words: &str) -> SayAloud {
    SayAloud { words: words.into(), language: Tongue("en".into()), slower: false }
}

#[test]
fn two_readings_at_a_hung_voice_delay_neither_saving_nor_locking() {
    let world = World::new();
    let (begun, readings) = channel();
    let held = Arc::new(Mutex::new(()));
    let voice = Box::new(Hung { begun, held: Arc::clone(&held) });
    let tablet = Arc::new(world.ready_with(&OFFICE, Outfit { voice, ..Outfit::default() }));
    let before = written(&tablet, "The Marsh family");
    let runtime = two_workers();
    // Let go also when this test fails, so that the runtime can end.
    let hold = held.lock().unwrap();

    let say = sentence("You can say no.");
    let aloud = [ask(&runtime, &tablet, &say), ask(&runtime, &tablet, &say)];
    for _ in &aloud {
        readings.recv_timeout(PATIENCE).unwrap();
    }
    let change: ChangePlan = retitled(&before, "The Reed family");
    let saved: Saved = reply(&ask(&runtime, &tablet, &change), &change);
    assert_eq!(saved.revision, before.revision + 1);
    assert_eq!(opened(&tablet, before.plan.id).plan.title, "The Reed family");
    let locked: Standing = reply(&ask(&runtime, &tablet, &Lock::plain()), &Lock::plain());
    assert!(matches!(locked.stage, Stage::Locked { .. }));
    assert!(aloud.iter().all(|answered| answered.try_recv().is_err()), "both are still being read");

    drop(hold);
    for answered in &aloud {
        assert!(reply(answered, &say), "it was said whole");
    }
}

/// A voice with a mistake in it.
struct Broken;

impl Voice for Broken {
    fn speaks(&self) -> Result<Vec<Language>, NoVoice> {
        Err(NoVoice::NothingInstalled)
    }

    fn say(&self, _: &Sentence) -> Result<Said, NoVoice> {
        panic!("a mistake in the voice")
    }

    fn stop(&self) {}
}

#[test]
fn a_command_that_panics_is_refused_and_the_next_is_carried_out() {
    let world = World::new();
    let tablet = Arc::new(world.ready_with(&OFFICE, Outfit { voice: Box::new(Broken), ..Outfit::default() }));
    let runtime = two_workers();
    let answered = ask(&runtime, &tablet, &sentence("You can say no."));
    assert_eq!(code(answer(&answered)), Code::Other);
    reply(&ask(&runtime, &tablet, &Look {}), &Look {});
}

#[test]
fn a_page_is_answered_by_the_names_of_the_contract_and_no_others() {
    let world = World::new();
    let tablet = Arc::new(world.start());
    let refused = |name: &str, arguments: Value| {
        assert_eq!(code(asked(&tablet, name, arguments)), Code::Other, "{name}");
    };
    for name in ["", "Look", "look ", "set_notice", "check_files", "plugin:shell|open"] {
        assert!(!NAMES.contains(&name));
        refused(name, json!({ "command": {} }));
    }
    for arguments in [json!(null), json!({}), json!({ "command": null }), json!({ "command": { "plan": 7 } })]
    {
        refused("open_plan", arguments);
    }
    asked(&tablet, Look::NAME, json!({ "command": {} })).unwrap();
}
