-- Who may see and do what. Of passwords, tokens and sign-in links only hashes are kept.
-- A person's stamp changes with the password: a browser that carries an older one is signed out.
CREATE TABLE person (
    person_name TEXT NOT NULL PRIMARY KEY,
    role TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    stamp TEXT NOT NULL,
    added_utc_ms BIGINT NOT NULL
);

CREATE TABLE sign_in_link (
    token_hash TEXT NOT NULL PRIMARY KEY,
    person_name TEXT NOT NULL REFERENCES person (person_name) ON DELETE CASCADE,
    expires_utc_ms BIGINT NOT NULL
);

CREATE TABLE api_token (
    token_name TEXT NOT NULL PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    added_utc_ms BIGINT NOT NULL
);

-- Secrets that the bridge makes for itself: keys of cookies and forms, the key of bill links. Bridges that share a database share them.
CREATE TABLE server_key (
    key_name TEXT NOT NULL PRIMARY KEY,
    content TEXT NOT NULL
);
