-- Words that were being typed and are nothing yet. `of_what` is what they are typed for, in JSON; each has one row at most.

CREATE TABLE draft (
    of_what TEXT PRIMARY KEY,
    words TEXT NOT NULL CHECK (words <> '')
) STRICT, WITHOUT ROWID;
