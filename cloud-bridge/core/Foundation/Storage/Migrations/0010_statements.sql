-- Monthly statements: one for each account, currency and month that has anything on it. A bill, credit note or corrected bill stands on one statement at
-- most. The body is the whole statement as canonical JSON; the columns beside it are for lists.
CREATE TABLE statement_serial (
    series TEXT NOT NULL,
    statement_year INTEGER NOT NULL,
    last_serial BIGINT NOT NULL,
    PRIMARY KEY (series, statement_year)
);

CREATE TABLE statement (
    statement_number TEXT NOT NULL PRIMARY KEY,
    series TEXT NOT NULL,
    statement_year INTEGER NOT NULL,
    serial BIGINT NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (account_id),
    currency TEXT NOT NULL,
    currency_decimals INTEGER NOT NULL,
    month TEXT NOT NULL,
    issued_utc_ms BIGINT NOT NULL,
    until_utc_ms BIGINT NOT NULL,
    session_count BIGINT NOT NULL,
    energy_milliwatt_hours BIGINT NOT NULL,
    total_excl_minor BIGINT NOT NULL,
    total_incl_minor BIGINT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (series, statement_year, serial),
    UNIQUE (account_id, currency, month)
);
CREATE INDEX statement_by_month ON statement (month, statement_number);

CREATE TABLE statement_bill (
    bill_number TEXT NOT NULL PRIMARY KEY REFERENCES bill (bill_number),
    statement_number TEXT NOT NULL REFERENCES statement (statement_number),
    position INTEGER NOT NULL,
    UNIQUE (statement_number, position)
);

-- Beside the statement, because one that was issued without a key can be signed later. DER in base64; the public key in PEM, as it was that day.
CREATE TABLE statement_signature (
    statement_number TEXT NOT NULL PRIMARY KEY REFERENCES statement (statement_number),
    signature TEXT NOT NULL,
    public_key TEXT NOT NULL,
    signed_utc_ms BIGINT NOT NULL
);
