-- What the store knows of itself. Run whenever a database is opened.
CREATE TABLE IF NOT EXISTS posthorn_schema (
    name VARCHAR(100) NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS posthorn_sealed (
    schema_name VARCHAR(100) NOT NULL,
    table_name VARCHAR(100) NOT NULL,
    key_name VARCHAR(100) NOT NULL,
    column_name VARCHAR(100) NOT NULL,
    PRIMARY KEY (table_name, column_name)
);
CREATE TABLE IF NOT EXISTS posthorn_key (
    id VARCHAR(100) NOT NULL PRIMARY KEY
);
