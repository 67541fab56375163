//! The sticks that are in this machine now.

use std::collections::BTreeMap;

use sysinfo::{DiskRefreshKind, Disks};
use tablet::Drive;

/// Those that can be taken out and written to, each under a name of its own.
pub(crate) fn here() -> Vec<Drive> {
    // A machine that cannot say has none.
    let Ok(disks) = Disks::new_with_refreshed_list_specifics(DiskRefreshKind::nothing().with_storage())
    else {
        return Vec::new();
    };
    let removable = disks.iter().filter(|disk| disk.is_removable() && !disk.is_read_only());
    let mut named = BTreeMap::new();
    for disk in removable {
        let folder = disk.mount_point();
        // A drive without a label is called by where it is.
        let label = folder.file_name().unwrap_or(disk.name()).to_string_lossy().into_owned();
        let called = if label.trim().is_empty() { folder.display().to_string() } else { label };
        // Two of one name are told apart by where they are.
        let name = if named.contains_key(&called) { folder.display().to_string() } else { called };
        named.insert(name, folder.to_owned());
    }
    named.into_iter().map(|(name, folder)| Drive { name, folder }).collect()
}
