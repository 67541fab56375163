-- A paper that is nobody's, a blank agreement or a leaflet, is printed of a plan that is not sealed yet: it has no copy.

CREATE TABLE print_of_any (
    plan TEXT NOT NULL,
    -- Empty for the whole plan.
    person TEXT NOT NULL,
    form TEXT NOT NULL,
    ticket TEXT NOT NULL,
    printer TEXT NOT NULL,
    -- 'not_sent', 'open' while it may be in the printer, 'over' once it is known how it ended.
    state TEXT NOT NULL CHECK (state IN ('not_sent', 'open', 'over')),
    begun_at TEXT NOT NULL,
    PRIMARY KEY (plan, person, form)
) STRICT, WITHOUT ROWID;

INSERT INTO print_of_any SELECT plan, person, form, ticket, printer, state, begun_at FROM print;

DROP TABLE print;

ALTER TABLE print_of_any RENAME TO print;
