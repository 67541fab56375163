//! The Debian packages the project leans on: one table, what of it is missing, and installing that.

use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::process;
use crate::progress::say;

pub(crate) struct Package {
    name: &'static str,
    purpose: &'static str,
}

/// For every command.
pub(crate) const NEEDED: &[Package] = &[
    Package { name: "build-essential", purpose: "compiles SQLCipher and links" },
    Package { name: "perl", purpose: "configures the OpenSSL inside SQLCipher" },
    Package { name: "pkg-config", purpose: "finds the window's libraries" },
    Package { name: "libwebkit2gtk-4.1-dev", purpose: "the app's window" },
    Package { name: "libspeechd-dev", purpose: "the voices that read aloud" },
    Package { name: "libclang1-14", purpose: "reads how those voices are called" },
    Package { name: "libclang-common-14-dev", purpose: "what that reading starts from" },
    Package { name: "libasound2-dev", purpose: "plays recordings" },
    Package { name: "speech-dispatcher", purpose: "speaks" },
    Package { name: "speech-dispatcher-espeak-ng", purpose: "the voice it speaks with" },
    Package { name: "espeak-ng", purpose: "tells tests where that voice keeps its languages" },
    Package { name: "pulseaudio", purpose: "a speaker that tests listen to" },
    Package { name: "pulseaudio-utils", purpose: "the ear they listen with" },
    Package { name: "webkit2gtk-driver", purpose: "drives that window in tests" },
    Package { name: "xvfb", purpose: "a screen for tests" },
    Package { name: "openbox", purpose: "lets tests put a window away on that screen" },
    Package {
        name: "dbus",
        purpose: "a bus for the key store, for finding printers and for a made-up sleep",
    },
    Package { name: "gnome-keyring", purpose: "the key store" },
    Package { name: "poppler-utils", purpose: "reads the printed pages back" },
    Package { name: "cups-ipp-utils", purpose: "a printer that tests print on" },
    Package { name: "cups-daemon", purpose: "a print server that tests print through" },
    Package { name: "avahi-daemon", purpose: "lets that printer be found on the network" },
    Package { name: "libharfbuzz-bin", purpose: "draws the words that printed ones are compared with" },
    Package { name: "qpdf", purpose: "checks the files of printed pages" },
    Package { name: "python3-cryptography", purpose: "what a second client of the office is written with" },
    Package { name: "faketime", purpose: "moves the clock of an office that tests leave alone for weeks" },
    Package { name: "postgresql", purpose: "a server that tests keep an office's records on" },
    Package { name: "chromium", purpose: "shows the office's page in tests" },
    Package { name: "chromium-driver", purpose: "drives that page" },
];

/// For `windows` besides.
pub(crate) const FOR_WINDOWS: &[Package] = &[
    Package { name: "gcc-mingw-w64-x86-64", purpose: "compiles SQLCipher for Windows, and links" },
    Package { name: "g++-mingw-w64-x86-64", purpose: "compiles what of it is C++" },
    Package { name: "wine", purpose: "runs what was built" },
    Package { name: "wine64", purpose: "the part of it that runs programs of 64 bits" },
];

/// Installs what is missing where that is allowed; otherwise stops with the line that does it.
pub(crate) fn install_missing(needed: &'static [Package]) -> Result<()> {
    let mut question = Command::new("dpkg-query");
    question.args(["-W", "-f=${Package} ${Status}\\n"]).args(needed.iter().map(|package| package.name));
    // It ends badly as soon as one package is unknown, so only its answer counts.
    let Ok(output) = question.output() else {
        let names: Vec<&str> = needed.iter().map(|package| package.name).collect();
        say(&format!(
            "This is not Debian. What Debian calls {} has to be here; not checked",
            names.join(", ")
        ));
        return Ok(());
    };
    let missing = missing_in(needed, &String::from_utf8_lossy(&output.stdout));
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
    let Some(rights) = Rights::held() else {
        let names = names.join(" ");
        bail!(
            "Packages are missing and this account may not install them; nothing was changed. \
             Run this line, then the same command again:\n\n  \
             sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}\n"
        );
    };
    for package in &missing {
        say(&format!("installing {} ({})", package.name, package.purpose));
    }
    rights.refresh_package_lists();
    let mut install = rights.apt_get();
    install.args(["-qq", "install", "-y", "--no-install-recommends"]).args(&names);
    process::answer(&mut install).context(
        "Some packages could not be installed. Nothing of the project was touched. Put right what apt-get \
         names here, then run the same command again",
    )?;
    Ok(())
}

fn missing_in(needed: &'static [Package], listing: &str) -> Vec<&'static Package> {
    let installed: Vec<&str> =
        listing.lines().filter_map(|line| line.strip_suffix(" ok installed")?.split(' ').next()).collect();
    needed.iter().filter(|package| !installed.contains(&package.name)).collect()
}

/// How packages may be installed by this account.
pub(crate) enum Rights {
    Root,
    SudoWithoutPassword,
}

impl Rights {
    pub(crate) fn held() -> Option<Self> {
        if process::answer(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0") {
            Some(Self::Root)
        } else if process::works("sudo", &["-n", "true"]) {
            Some(Self::SudoWithoutPassword)
        } else {
            None
        }
    }

    /// Failing is fine: the lists on the machine may still do, and what follows says so if not.
    pub(crate) fn refresh_package_lists(&self) {
        say("asking Debian which packages there are");
        drop(process::answer(self.apt_get().args(["-qq", "update"])));
    }

    fn apt_get(&self) -> Command {
        let mut command = match self {
            Self::Root => {
                let mut apt_get = Command::new("apt-get");
                apt_get.env("DEBIAN_FRONTEND", "noninteractive");
                apt_get
            }
            Self::SudoWithoutPassword => {
                let mut sudo = Command::new("sudo");
                sudo.args(["-n", "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
                sudo
            }
        };
        command.args(["-o", "DPkg::Lock::Timeout=300"]);
        command
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_packages_that_are_fully_installed_count() {
        let all: String =
            NEEDED.iter().map(|package| format!("{} install ok installed\n", package.name)).collect();
        assert!(missing_in(NEEDED, &all).is_empty(), "nothing is missing when all are installed");

        let removed = all.replace("xvfb install ok installed", "xvfb deinstall ok config-files");
        let unknown = removed.replace("perl install ok installed\n", "");
        let names: Vec<&str> = missing_in(NEEDED, &unknown).iter().map(|package| package.name).collect();
        assert_eq!(names, ["perl", "xvfb"], "one was removed, one was never there");
    }

    #[test]
    fn a_package_whose_name_begins_alike_does_not_stand_in() {
        let names: Vec<&str> =
            missing_in(NEEDED, "perl-base install ok installed").iter().map(|package| package.name).collect();
        assert!(names.contains(&"perl"));
    }
}
