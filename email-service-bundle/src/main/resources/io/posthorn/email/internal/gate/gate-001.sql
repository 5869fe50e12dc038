-- One row per mailbox that was ever sent from. Whoever changes anything of a mailbox locks it.
CREATE TABLE IF NOT EXISTS gate_mailbox (
    id VARCHAR(400) NOT NULL PRIMARY KEY, -- its address in lower case, or HOST:PORT
    rest_until BIGINT NOT NULL, -- all times are milliseconds since 1970; 0 for never
    rest_cause VARCHAR NOT NULL,
    refusals INTEGER NOT NULL, -- in a row
    wanted_until BIGINT NOT NULL, -- until when a node waits for a connection that others may lie on
    wanted_by VARCHAR(100) NOT NULL
);

CREATE TABLE IF NOT EXISTS gate_message (
    id VARCHAR(100) NOT NULL PRIMARY KEY, -- begins with the process
    mailbox VARCHAR(400) NOT NULL,
    counts_until BIGINT NOT NULL -- of one on its way: the end of its lease and a minute
);

CREATE INDEX IF NOT EXISTS gate_message_mailbox ON gate_message (mailbox);

CREATE TABLE IF NOT EXISTS gate_recipients (
    mailbox VARCHAR(400) NOT NULL,
    bucket BIGINT NOT NULL, -- when its ten minutes began
    recipients BIGINT NOT NULL,
    PRIMARY KEY (mailbox, bucket)
);

CREATE TABLE IF NOT EXISTS gate_slot (
    id VARCHAR(100) NOT NULL PRIMARY KEY, -- begins with the process
    mailbox VARCHAR(400) NOT NULL,
    lease_until BIGINT NOT NULL
);

CREATE INDEX IF NOT EXISTS gate_slot_mailbox ON gate_slot (mailbox);
