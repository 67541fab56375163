-- A copy can be printed and saved in several forms: 'signed', 'short', 'large', or 'beside' and the tag of a language.
-- Each print of each form has its own ticket.

CREATE TABLE print_of_form (
    plan TEXT NOT NULL,
    -- Empty for the whole plan.
    person TEXT NOT NULL,
    form TEXT NOT NULL,
    ticket TEXT NOT NULL,
    printer TEXT NOT NULL,
    -- 'not_sent', 'open' while it may be in the printer, 'over' once it is known how it ended.
    state TEXT NOT NULL CHECK (state IN ('not_sent', 'open', 'over')),
    begun_at TEXT NOT NULL,
    PRIMARY KEY (plan, person, form),
    FOREIGN KEY (plan, person) REFERENCES copy (plan, person)
) STRICT, WITHOUT ROWID;

INSERT INTO print_of_form (plan, person, form, ticket, printer, state, begun_at)
SELECT plan, person, 'signed', ticket, printer, state, begun_at FROM print;

DROP TABLE print;

ALTER TABLE print_of_form RENAME TO print;

-- In which form a copy was saved last.
ALTER TABLE copy ADD COLUMN saved_form TEXT;

UPDATE copy SET saved_form = 'signed' WHERE file IS NOT NULL;
