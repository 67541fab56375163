-- The last print of each copy: the ticket the printer knows it by, on which printer, and what is known of its end. Written
-- before anything is sent, so that a copy is not printed twice after a broken line or a start in between.

CREATE TABLE print (
    plan TEXT NOT NULL,
    -- Empty for the whole plan.
    person TEXT NOT NULL,
    ticket TEXT NOT NULL,
    printer TEXT NOT NULL,
    -- 'not_sent', 'open' while it may be in the printer, 'over' once it is known how it ended.
    state TEXT NOT NULL CHECK (state IN ('not_sent', 'open', 'over')),
    begun_at TEXT NOT NULL,
    PRIMARY KEY (plan, person),
    FOREIGN KEY (plan, person) REFERENCES copy (plan, person)
) STRICT, WITHOUT ROWID;
