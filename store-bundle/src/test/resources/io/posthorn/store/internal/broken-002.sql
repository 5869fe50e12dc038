CREATE TABLE IF NOT EXISTS broken_more (
    id INTEGER NOT NULL
);
INSERT INTO broken (id) VALUES (2);
INSERT INTO no_such_table (id) VALUES (1);
