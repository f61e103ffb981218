-- What somebody decided about a session that was not billed of itself: billed at the lower of the two amounts ('Lower'), at the bridge's
-- ('Bridge'), or waived ('Waive'), which leaves the session without a bill and with hold_reason 'Waived'. A session is decided once.
CREATE TABLE held_decision (
    charger_id TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    session_id TEXT NOT NULL,
    decision TEXT NOT NULL,
    was_reason TEXT NOT NULL,
    was_detail TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    decided_utc_ms BIGINT NOT NULL,
    PRIMARY KEY (charger_id, sequence)
);
