-- What became of each copy of an agreement since it was sealed, as its worker's tablet said it last: the family's where `person` is
-- empty, else that of somebody who does not see all of it. `how` is a word of the record's, `at` when it was said by the office's clock, as
-- far as the tablet knew it, and never after it came; `seq` is the number of the record in the tablet's chain. It follows from the
-- signed records like the rest that is kept ready for lists.
CREATE TABLE copy_given (
    tenant    BLOB    NOT NULL,
    agreement BLOB    NOT NULL,
    person    TEXT    NOT NULL,
    name      TEXT    NOT NULL,
    how       TEXT    NOT NULL,
    at        INTEGER NOT NULL,
    said      BLOB    NOT NULL,
    seq       INTEGER NOT NULL,
    PRIMARY KEY (tenant, agreement, person),
    FOREIGN KEY (tenant, agreement) REFERENCES agreement (tenant, record) ON DELETE CASCADE
) STRICT;

-- Copies that were promised for later.
CREATE INDEX copy_owed ON copy_given (tenant, at, agreement) WHERE how = 'later';

-- The record of the agreement that it goes on from, as it says itself: it may not be here, and may be of another case.
ALTER TABLE agreement ADD COLUMN previous BLOB;
CREATE INDEX agreement_after ON agreement (tenant, previous) WHERE previous IS NOT NULL;
