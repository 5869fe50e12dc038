-- One row per mail that an endpoint has taken up. All times are milliseconds since 1970.
CREATE TABLE IF NOT EXISTS endpoint_mail (
    id VARCHAR(40) NOT NULL PRIMARY KEY, -- of its invocation
    endpoint VARCHAR(200) NOT NULL,
    folder VARCHAR(64) NOT NULL, -- SHA-256 of mailbox and folder
    validity BIGINT NOT NULL, -- UIDVALIDITY; 0 with POP3
    uid VARCHAR(80) NOT NULL,
    identity VARCHAR(64), -- SHA-256 of Message-ID, From, Date and Subject; null without a Message-ID
    state VARCHAR(12) NOT NULL,
    attempt INTEGER NOT NULL, -- invocations that have begun
    spared INTEGER NOT NULL, -- those before it was last released from quarantine
    disturbed INTEGER NOT NULL, -- how often it could not be read
    done VARCHAR NOT NULL, -- which of its attachments have been answered, with commas
    next_try BIGINT,
    claim VARCHAR(80), -- who works on it just now
    claimed_until BIGINT, -- by the database's clock
    facts VARCHAR, -- sealed: sender, subject and cause, a line each
    created_at BIGINT NOT NULL,
    ended_at BIGINT
);

CREATE UNIQUE INDEX IF NOT EXISTS endpoint_mail_uid ON endpoint_mail (folder, validity, uid);
CREATE UNIQUE INDEX IF NOT EXISTS endpoint_mail_identity ON endpoint_mail (folder, identity);
CREATE INDEX IF NOT EXISTS endpoint_mail_state ON endpoint_mail (folder, state);

-- Whose endpoint a person has paused.
CREATE TABLE IF NOT EXISTS endpoint_pause (
    folder VARCHAR(64) NOT NULL PRIMARY KEY
);
