//! What was typed into fields for days and is none yet. It is there again when somebody comes back to them.

use std::collections::BTreeMap;

use leptos::prelude::*;

/// Day, month and year as they were typed, by the id of their fields. What is one day has one id: of each goal its own.
pub(crate) type HalfTyped = BTreeMap<String, [String; 3]>;

/// What was typed and is no day yet.
#[derive(Clone, Copy)]
pub(crate) struct HalfDays {
    typed: StoredValue<HalfTyped>,
    changed: Callback<HalfTyped>,
}

impl HalfDays {
    /// Nothing yet. `changed` hears of all of it whenever something else stands in a field.
    pub(crate) fn new(changed: impl Fn(HalfTyped) + Send + Sync + 'static) -> Self {
        Self { typed: StoredValue::new(HalfTyped::new()), changed: Callback::new(changed) }
    }

    /// Begins with what was typed in a plan that is opened.
    pub(crate) fn begin(self, typed: HalfTyped) {
        self.typed.set_value(typed);
    }

    /// Forgets all of it, with the plan it was typed in.
    pub(crate) fn forget(self) {
        self.begin(HalfTyped::new());
    }

    /// What was typed into one field.
    pub(super) fn of(self, id: &str) -> Option<[String; 3]> {
        self.typed.with_value(|all| all.get(id).cloned())
    }

    /// This stands in a field and is no day yet; nothing where it is one.
    pub(super) fn keep(self, id: &str, typed: Option<[String; 3]>) {
        if self.of(id) == typed {
            return;
        }
        self.typed.update_value(|all| match typed {
            Some(typed) => _ = all.insert(id.to_owned(), typed),
            None => _ = all.remove(id),
        });
        self.changed.run(self.typed.get_value());
    }
}
