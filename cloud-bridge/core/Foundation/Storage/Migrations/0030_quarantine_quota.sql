-- Whose quota a message takes room of: its charger's, or '*' for all that nobody has added. What was there before takes none.
ALTER TABLE quarantine ADD COLUMN quota_of TEXT NOT NULL DEFAULT '';
CREATE INDEX quarantine_by_quota ON quarantine (quota_of);

-- Messages that somebody has taken out of quarantine for good: what they were, how often they came, who did it and why. Their content is
-- gone, but for its hash.
CREATE TABLE quarantine_discard (
    charger_id TEXT NOT NULL,
    topic TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    discarded_utc_ms BIGINT NOT NULL,
    was_reason TEXT NOT NULL,
    was_detail TEXT NOT NULL,
    first_utc_ms BIGINT NOT NULL,
    last_utc_ms BIGINT NOT NULL,
    times_seen BIGINT NOT NULL,
    discarded_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (charger_id, topic, content_hash, discarded_utc_ms)
);
CREATE INDEX quarantine_discard_by_time ON quarantine_discard (discarded_utc_ms);
