//! What has to be on a machine before anything can be built. Says nothing when it is all there.
//!
//! Which packages is in `system_packages`, how the interface's standard library is had in `wasm_std`.

use anyhow::Result;

use crate::places::Places;
use crate::system_packages;
use crate::wasm_std::WasmStd;

pub(crate) fn prepare(places: &Places) -> Result<WasmStd> {
    system_packages::install_missing(system_packages::NEEDED)?;
    WasmStd::provide(places)
}
