//! The pages of the office, by what stands behind the `#` of its address: so the browser's own way back works, and a page can be kept.

use ipc::office::people::Me;

use crate::platform::page;
use crate::words::t;

/// One of them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Today,
    Agreements,
    /// One of them, whose record the address names. Lists lead to it.
    Agreement,
    Tablets,
    People,
    Alerts,
    Done,
    You,
}

/// Where an agreement is read.
pub(super) fn address_of(record: &str) -> String {
    format!("#{}/{record}", Place::Agreement.name())
}

/// The record of the agreement that the address names.
pub(super) fn record_in_address() -> Option<String> {
    let address = page::behind_the_address();
    let (_, record) = address.split_once('/').filter(|(place, _)| *place == Place::Agreement.name())?;
    Some(record.to_owned())
}

impl Place {
    /// Those that stand at the top of each page.
    pub(super) const ALL: [Self; 7] =
        [Self::Today, Self::Agreements, Self::Tablets, Self::People, Self::Alerts, Self::Done, Self::You];

    /// The one that the address names, if it names one.
    pub(super) fn in_address() -> Option<Self> {
        let address = page::behind_the_address();
        // Behind the page's name there may be what of it is shown.
        let named = address.split('/').next().unwrap_or_default();
        Self::ALL.into_iter().chain([Self::Agreement]).find(|place| place.name() == named)
    }

    /// The first that somebody has.
    pub(super) fn first_of(me: &Me) -> Self {
        Self::ALL.into_iter().find(|place| place.is_for(me)).unwrap_or(Self::You)
    }

    /// Whether somebody has it: they may ask for what it shows.
    pub(super) fn is_for(self, me: &Me) -> bool {
        me.may(match self {
            Self::Today => "see_today",
            Self::Agreements => "list_agreements",
            Self::Agreement => "read_agreement",
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
            Self::Today => "today",
            Self::Agreements => "agreements",
            Self::Agreement => "agreement",
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
            Self::Today => t("office_today.place"),
            Self::Agreements => t("office.place_agreements"),
            Self::Agreement => t("office.reading"),
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
            Self::Today => t("office_today.title"),
            Self::Agreements => t("office.title"),
            Self::Agreement => t("office.reading"),
            Self::Tablets => t("office.place_tablets"),
            Self::People => t("office.people_title"),
            Self::Alerts => t("office.alerts_title"),
            Self::Done => t("office.place_done"),
            Self::You => t("office.place_you"),
        }
    }
}
