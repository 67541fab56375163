//! What each printer with an encrypted line is known by.

use printer::{Pin, Printer};
use rusqlite::{Connection, OptionalExtension};

use crate::error::Result;
use crate::store::text;

/// Writes the key of a printer in the place of an earlier one.
pub(crate) fn put(connection: &Connection, printer: &Printer, pin: Pin) -> Result<()> {
    connection.execute(
        "INSERT INTO printer_key (printer, pin) VALUES (?1, ?2) \
         ON CONFLICT (printer) DO UPDATE SET pin = excluded.pin",
        (printer.to_string(), pin.to_string()),
    )?;
    Ok(())
}

/// The key of a printer: its own, or else that of any printer on the same device, one on the same port first; ports and paths
/// are what anyone can announce. One that cannot be read is not taken for none: then any other would be believed.
pub(crate) fn read(connection: &Connection, printer: &Printer) -> Result<Option<Pin>> {
    let of_device = printers(connection)?.into_iter().filter(|known| known.is_on_the_device_of(printer));
    let nearest = of_device.min_by_key(|known| (known != printer, !known.is_on_the_port_of(printer)));
    let Some(known) = nearest else { return Ok(None) };
    let sql = "SELECT pin FROM printer_key WHERE printer = ?1";
    let pin = connection.query_row(sql, [known.to_string()], |row| row.get::<_, String>(0)).optional()?;
    pin.map(|pin| text::parse(&pin, "printer key")).transpose()
}

/// The printers that are known by a key.
pub(crate) fn printers(connection: &Connection) -> Result<Vec<Printer>> {
    let mut found = connection.prepare("SELECT printer FROM printer_key ORDER BY printer")?;
    let found = found.query_map((), |row| row.get::<_, String>(0))?;
    found.map(|printer| text::parse(&printer?, "printer key")).collect()
}
