//! A place where somebody stops until a test lets them go on.

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};

use crate::sending::LONG;

/// Where the first one who comes by stops. All others pass.
#[derive(Default)]
pub(crate) struct Gate(Mutex<Option<(Sender<()>, Receiver<()>)>>);

/// Knows when somebody stands at the gate. Dropped, it lets them pass.
pub(crate) struct Keeper {
    came: Receiver<()>,
    _shut: Sender<()>,
}

impl Gate {
    /// A gate that is shut.
    pub(crate) fn shut() -> (Self, Keeper) {
        let gate = Self::default();
        let keeper = gate.close();
        (gate, keeper)
    }

    /// Shuts it for the next one.
    pub(crate) fn close(&self) -> Keeper {
        let ((come, came), (shut, opened)) = (channel(), channel());
        *self.0.lock().unwrap() = Some((come, opened));
        Keeper { came, _shut: shut }
    }

    pub(crate) fn pass(&self) {
        let shut = self.0.lock().unwrap().take();
        if let Some((come, opened)) = shut {
            // The keeper may be gone already; then it is open.
            let _ = come.send(());
            let _ = opened.recv();
        }
    }
}

impl Keeper {
    /// Waits until somebody stands there.
    pub(crate) fn wait(&self) {
        self.came.recv_timeout(LONG).unwrap();
    }

    pub(crate) fn open(self) {}
}
