-- What each printer with an encrypted line is known by: the hash of the key it proved when it first answered, or of the one
-- that a person took for its own since.

CREATE TABLE printer_key (
    -- Its address.
    printer TEXT PRIMARY KEY,
    pin TEXT NOT NULL CHECK (length(pin) = 64)
) STRICT, WITHOUT ROWID;
