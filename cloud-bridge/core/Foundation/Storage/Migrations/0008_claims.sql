-- The number of a charger's label, counted up when it is renewed: the code on an older label then claims nothing.
ALTER TABLE charger ADD COLUMN label_number BIGINT NOT NULL DEFAULT 1;

-- Which person claimed a session for the account.
ALTER TABLE session_claim ADD COLUMN person_name TEXT NOT NULL DEFAULT '';

CREATE INDEX session_claim_by_account ON session_claim (account_id, claimed_utc_ms);
CREATE INDEX account_charger_by_account ON account_charger (account_id);
CREATE INDEX charger_by_site ON charger (site_id);
