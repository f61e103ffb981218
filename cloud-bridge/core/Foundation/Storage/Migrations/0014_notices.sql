-- How somebody is told of incidents: an e-mail address, a webhook or a push topic of a person or, without one, of the operator's own systems.
-- Secret: what signs a webhook, or the token of a push server. It is needed in clear to be used, like the chargers' keys in this database.
-- Kinds: "" for those of the role, "*" for all the role may have, or names parted by commas. Quiet hours: minutes of the day in the time zone.
-- Of the link that confirms an e-mail address only the hash is kept.
CREATE TABLE contact (
    contact_id BIGINT NOT NULL PRIMARY KEY,
    person_name TEXT NULL REFERENCES person (person_name) ON DELETE CASCADE,
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    secret TEXT NOT NULL,
    language TEXT NOT NULL,
    kinds TEXT NOT NULL,
    least_severity TEXT NOT NULL,
    quiet_from_minutes BIGINT NULL,
    quiet_until_minutes BIGINT NULL,
    time_zone TEXT NOT NULL,
    is_paused BIGINT NOT NULL,
    confirmed_utc_ms BIGINT NULL,
    confirm_hash TEXT NULL,
    confirm_expires_utc_ms BIGINT NULL,
    added_utc_ms BIGINT NOT NULL
);
CREATE INDEX contact_by_person ON contact (person_name);
CREATE UNIQUE INDEX contact_by_confirm_hash ON contact (confirm_hash);

-- When somebody had an address asked for its confirmation, for a bound on it.
CREATE TABLE contact_question (
    asked_by TEXT NOT NULL,
    asked_utc_ms BIGINT NOT NULL
);
CREATE INDEX contact_question_by_person ON contact_question (asked_by, asked_utc_ms);

-- The last event that was looked at for telling.
CREATE TABLE notice_cursor (
    cursor_id BIGINT NOT NULL PRIMARY KEY,
    event_id BIGINT NOT NULL
);
INSERT INTO notice_cursor (cursor_id, event_id) VALUES (1, 0);

-- What a contact is about to be told together. Hold: "" for soon, Quiet until the quiet hours end, Rate until the next digest.
CREATE TABLE notice_gathering (
    contact_id BIGINT NOT NULL REFERENCES contact (contact_id) ON DELETE CASCADE,
    hold TEXT NOT NULL,
    due_utc_ms BIGINT NOT NULL,
    PRIMARY KEY (contact_id, hold)
);

-- One message to one contact, and what became of it. State: Waiting, Delivered, Dead or Withdrawn. Public id: what the receiver knows it by, the same
-- in a repeat. Claim: which courier is sending it, until when that counts. Numbers are given out under the write lock, so they are in order.
CREATE TABLE notice (
    notice_id BIGINT NOT NULL PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    contact_id BIGINT NOT NULL REFERENCES contact (contact_id) ON DELETE CASCADE,
    purpose TEXT NOT NULL,
    severity TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    link TEXT NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL,
    made_utc_ms BIGINT NOT NULL,
    due_utc_ms BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    claimed_by TEXT NULL,
    claimed_until_utc_ms BIGINT NOT NULL,
    settled_utc_ms BIGINT NULL,
    last_error TEXT NULL
);
CREATE INDEX notice_due ON notice (due_utc_ms) WHERE state = 'Waiting';
CREATE INDEX notice_dead ON notice (notice_id) WHERE state = 'Dead';
CREATE INDEX notice_by_contact ON notice (contact_id, notice_id);
CREATE INDEX notice_by_time ON notice (made_utc_ms);

-- Which event which contact is told: once. Hold: the gathering in which it waits, null when it is decided; without a notice it was not worth one.
CREATE TABLE notice_item (
    contact_id BIGINT NOT NULL REFERENCES contact (contact_id) ON DELETE CASCADE,
    event_id BIGINT NOT NULL,
    incident_id BIGINT NOT NULL,
    hold TEXT NULL,
    notice_id BIGINT NULL,
    PRIMARY KEY (contact_id, event_id)
);
CREATE INDEX notice_item_by_incident ON notice_item (contact_id, incident_id);
CREATE INDEX notice_item_waiting ON notice_item (contact_id, hold) WHERE hold IS NOT NULL;
CREATE INDEX notice_item_by_notice ON notice_item (notice_id);
