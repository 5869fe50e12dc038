-- One row per account: an application at an authority, and the seed that its refresh token grew from.
CREATE TABLE IF NOT EXISTS oauth_account (
    id VARCHAR(64) NOT NULL PRIMARY KEY, -- SHA-256 over authority, tenant, client id and seed
    name VARCHAR(255), -- of the page OAuth 2.0 account; null for fields on other pages
    authority VARCHAR(1000) NOT NULL,
    tenant VARCHAR(255) NOT NULL,
    client_id VARCHAR(255) NOT NULL,
    grant_type VARCHAR(100) NOT NULL,
    refresh_token VARCHAR, -- sealed; null while the seed is the newest
    version BIGINT NOT NULL, -- grows with every refresh
    created_at BIGINT NOT NULL, -- all times are milliseconds since 1970
    refreshed_at BIGINT,
    rotated_at BIGINT, -- when the refresh token came
    lease_owner VARCHAR(100), -- who is asking the authority at this moment
    lease_until BIGINT, -- by the database's clock
    failed_at BIGINT,
    failure_kind VARCHAR(40),
    failure_code VARCHAR(255),
    failure_correlation_id VARCHAR(255),
    failure_message VARCHAR
);

CREATE TABLE IF NOT EXISTS oauth_access_token (
    id VARCHAR(64) NOT NULL PRIMARY KEY,
    account_id VARCHAR(64) NOT NULL REFERENCES oauth_account (id) ON DELETE CASCADE,
    scopes VARCHAR NOT NULL, -- blank-separated
    proof VARCHAR(64) NOT NULL, -- hash of the secret it was asked for with, so that a changed one is tried at once
    token VARCHAR NOT NULL, -- sealed
    fetched_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX IF NOT EXISTS oauth_access_token_account ON oauth_access_token (account_id);
