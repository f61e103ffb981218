-- Which documents of an account go to its e-mail address, and from which instant of issue on: what was issued before is not sent afterwards.
ALTER TABLE account ADD COLUMN mailed_documents TEXT NOT NULL DEFAULT 'none';
ALTER TABLE account ADD COLUMN mailed_from_utc_ms BIGINT NULL;

-- The contact of an account's documents; added_utc_ms is the account's mailed_from_utc_ms.
ALTER TABLE contact ADD COLUMN account_id TEXT NULL REFERENCES account (account_id);
CREATE UNIQUE INDEX contact_by_account ON contact (account_id) WHERE account_id IS NOT NULL;

-- The bill or statement that a message brings, as bill/NUMBER or statement/NUMBER; empty for none.
ALTER TABLE notice ADD COLUMN document TEXT NOT NULL DEFAULT '';

-- Which documents were put into the outbox: each once, and longer than the message is kept.
CREATE TABLE document_notice (
    document TEXT NOT NULL PRIMARY KEY,
    notice_id BIGINT NOT NULL,
    made_utc_ms BIGINT NOT NULL
);
CREATE INDEX statement_by_issue ON statement (issued_utc_ms);
