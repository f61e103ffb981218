-- What people released from hold or quarantine, and when. A record that left quarantine is owed a receipt until receipted_utc_ms is set.
CREATE TABLE release_log (
    source TEXT NOT NULL,
    subject TEXT NOT NULL,
    released_utc_ms BIGINT NOT NULL,
    charger_id TEXT NOT NULL,
    was_reason TEXT NOT NULL,
    released_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    outcome TEXT NOT NULL,
    bill_number TEXT NULL,
    receipt_sequence BIGINT NULL,
    receipt_mac TEXT NULL,
    receipted_utc_ms BIGINT NULL,
    PRIMARY KEY (source, subject, released_utc_ms)
);
