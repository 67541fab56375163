//! The pages of the office, by what stands behind the `#` of its address: so the browser's own way back works, and a page can be kept.

use ipc::office::people::Me;

use crate::platform::page;
use crate::words::t;

/// One of them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Agreements,
    Tablets,
    People,
    Alerts,
    Done,
    You,
}

impl Place {
    pub(super) const ALL: [Self; 6] =
        [Self::Agreements, Self::Tablets, Self::People, Self::Alerts, Self::Done, Self::You];

    /// The one that the address names, if it names one.
    pub(super) fn in_address() -> Option<Self> {
        let named = page::behind_the_address();
        Self::ALL.into_iter().find(|place| place.name() == named)
    }

    /// The first that somebody has.
    pub(super) fn first_of(me: &Me) -> Self {
        Self::ALL.into_iter().find(|place| place.is_for(me)).unwrap_or(Self::You)
    }

    /// Whether somebody has it: they may ask for what it shows.
    pub(super) fn is_for(self, me: &Me) -> bool {
        me.may(match self {
            Self::Agreements => "list_agreements",
            Self::Tablets => "see_tablets",
            Self::People => "see_people",
            Self::Alerts => "see_alerts",
            Self::Done => "read_access",
            Self::You => "see_sessions",
        })
    }

    /// Its name in the address.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Agreements => "agreements",
            Self::Tablets => "tablets",
            Self::People => "people",
            Self::Alerts => "alerts",
            Self::Done => "done",
            Self::You => "you",
        }
    }

    /// What leads to it.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Agreements => t("office.place_agreements"),
            Self::Tablets => t("office.place_tablets"),
            Self::People => t("office.place_people"),
            Self::Alerts => t("office.place_alerts"),
            Self::Done => t("office.place_done"),
            Self::You => t("office.place_you"),
        }
    }

    /// Its heading.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Agreements => t("office.title"),
            Self::Tablets => t("office.place_tablets"),
            Self::People => t("office.people_title"),
            Self::Alerts => t("office.alerts_title"),
            Self::Done => t("office.place_done"),
            Self::You => t("office.place_you"),
        }
    }
}
