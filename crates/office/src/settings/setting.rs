//! The settings there are, by their names. What may stand in each, and what it is without being said, is one level up.

/// One thing that can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    Data,
    Database,
    Listen,
    PublicAddress,
    Pages,
    TrustedProxy,
    TlsCertificate,
    TlsKey,
    ListenInside,
    Log,
    Ballast,
    DiskWarning,
    DatabaseLines,
    DatabaseCa,
    KeyFile,
    KeepYears,
    KeepUntilAge,
    Passwords,
    OpenidIssuer,
    OpenidClient,
    OpenidSecretFile,
    OpenidLogin,
}

impl Setting {
    pub(super) const ALL: [Self; 22] = [
        Self::Data,
        Self::KeyFile,
        Self::Database,
        Self::DatabaseCa,
        Self::DatabaseLines,
        Self::Listen,
        Self::PublicAddress,
        Self::TrustedProxy,
        Self::TlsCertificate,
        Self::TlsKey,
        Self::ListenInside,
        Self::Pages,
        Self::Log,
        Self::Ballast,
        Self::DiskWarning,
        Self::KeepYears,
        Self::KeepUntilAge,
        Self::Passwords,
        Self::OpenidIssuer,
        Self::OpenidClient,
        Self::OpenidSecretFile,
        Self::OpenidLogin,
    ];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Database => "database",
            Self::Listen => "listen",
            Self::PublicAddress => "public_address",
            Self::Pages => "pages",
            Self::TrustedProxy => "trusted_proxy",
            Self::TlsCertificate => "tls_certificate",
            Self::TlsKey => "tls_key",
            Self::ListenInside => "listen_inside",
            Self::Log => "log",
            Self::Ballast => "ballast",
            Self::DiskWarning => "disk_warning",
            Self::DatabaseLines => "database_lines",
            Self::DatabaseCa => "database_ca",
            Self::KeyFile => "key_file",
            Self::KeepYears => "keep_years",
            Self::KeepUntilAge => "keep_until_age",
            Self::Passwords => "passwords",
            Self::OpenidIssuer => "openid_issuer",
            Self::OpenidClient => "openid_client",
            Self::OpenidSecretFile => "openid_secret_file",
            Self::OpenidLogin => "openid_login",
        }
    }

    /// Whether it may be written as a number.
    pub(super) const fn is_number(self) -> bool {
        matches!(
            self,
            Self::Ballast | Self::DiskWarning | Self::DatabaseLines | Self::KeepYears | Self::KeepUntilAge
        )
    }

    /// Whether it may be written as true or false.
    pub(super) const fn is_yes_or_no(self) -> bool {
        matches!(self, Self::Passwords)
    }

    /// Whether it names a file or a folder.
    pub(super) const fn is_a_place(self) -> bool {
        matches!(
            self,
            Self::Data
                | Self::KeyFile
                | Self::DatabaseCa
                | Self::TlsCertificate
                | Self::TlsKey
                | Self::Pages
                | Self::OpenidSecretFile
        )
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}
