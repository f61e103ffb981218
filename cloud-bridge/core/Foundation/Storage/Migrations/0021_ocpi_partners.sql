-- OCPI parties that this bridge is connected to, or was. token_hash is of the token that the partner shows, next_token_hash of one that it
-- shall show from a handshake on that is under way; their_token is shown to it, so it cannot be a hash. roles, endpoints and modules as
-- JSON and words. sender and sender_until_utc_ms say which bridge pushes to it now.
CREATE TABLE ocpi_partner (
    partner_name TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL,
    token_hash TEXT NULL UNIQUE,
    next_token_hash TEXT NULL UNIQUE,
    their_token TEXT NOT NULL,
    their_url TEXT NOT NULL,
    roles TEXT NOT NULL,
    endpoints TEXT NOT NULL,
    modules TEXT NOT NULL,
    added_utc_ms BIGINT NOT NULL,
    registered_utc_ms BIGINT NULL,
    refused BIGINT NOT NULL,
    refused_utc_ms BIGINT NULL,
    refused_text TEXT NOT NULL,
    missed BIGINT NOT NULL,
    failing_since_utc_ms BIGINT NULL,
    failing_text TEXT NOT NULL,
    sender TEXT NOT NULL,
    sender_until_utc_ms BIGINT NOT NULL
);

-- What partners were last shown of an object: a hash of it without its times, and since when it is so, which is its last_updated.
CREATE TABLE ocpi_shown (
    kind TEXT NOT NULL,
    object_id TEXT NOT NULL,
    hash TEXT NOT NULL,
    updated_utc_ms BIGINT NOT NULL,
    PRIMARY KEY (kind, object_id)
);

-- Which objects a partner has yet to be told of, in order of position. The revision counts up when the object changes again meanwhile.
CREATE TABLE ocpi_push (
    partner_name TEXT NOT NULL REFERENCES ocpi_partner (partner_name),
    kind TEXT NOT NULL,
    object_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    next_utc_ms BIGINT NOT NULL,
    PRIMARY KEY (partner_name, kind, object_id)
);
CREATE INDEX ocpi_push_order ON ocpi_push (partner_name, position);

-- What a connector can deliver, where an operator has said it: empty and null where what is usual for its type holds.
ALTER TABLE charger ADD COLUMN connector_format TEXT NOT NULL DEFAULT '';
ALTER TABLE charger ADD COLUMN power_type TEXT NOT NULL DEFAULT '';
ALTER TABLE charger ADD COLUMN max_volts BIGINT NULL;
ALTER TABLE charger ADD COLUMN max_amps BIGINT NULL;

-- Whether partners may show the site to everybody.
ALTER TABLE site ADD COLUMN is_published BIGINT NOT NULL DEFAULT 1;
