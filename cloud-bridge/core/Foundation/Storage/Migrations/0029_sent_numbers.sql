-- The number of the last message to a charger that may not be sent to it again by somebody else: a tariff, or a command that lasts.
CREATE TABLE charger_sent_number (
    charger_id TEXT NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL
);
