-- What the office's clock said when it last answered, and when that was on the machine's own clock, which counts from the start
-- that is named. So that a clock of the tablet that is wrong is known without an office, after a start too.
CREATE TABLE clock (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    said TEXT NOT NULL,
    -- Half the width of the doubt about it.
    err_ms INTEGER NOT NULL CHECK (err_ms >= 0),
    boot TEXT NOT NULL,
    at_ns INTEGER NOT NULL CHECK (at_ns >= 0)
) STRICT;
