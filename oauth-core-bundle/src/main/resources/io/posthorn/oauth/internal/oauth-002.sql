-- The one sign-in of each account that waits for its person.
CREATE TABLE IF NOT EXISTS oauth_sign_in (
    id VARCHAR(64) NOT NULL PRIMARY KEY, -- that of the account, which may have no row yet
    state VARCHAR(100) NOT NULL,
    verifier VARCHAR NOT NULL, -- sealed
    redirect VARCHAR(2000) NOT NULL,
    scopes VARCHAR NOT NULL, -- blank-separated
    expires_at BIGINT NOT NULL, -- milliseconds since 1970
    used_at BIGINT -- when its answer came; it takes one only
);
