-- The tables of the tests, as an earlier version had them.
CREATE TABLE IF NOT EXISTS notes (
    name VARCHAR(100) NOT NULL PRIMARY KEY,
    secret VARCHAR(4000)
);
CREATE TABLE IF NOT EXISTS notes_counter (
    total INTEGER NOT NULL
);
INSERT INTO notes_counter (total) SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM notes_counter);
