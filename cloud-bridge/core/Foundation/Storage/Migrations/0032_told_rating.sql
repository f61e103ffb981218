-- What a charger tells of its own rating; null before it has told one that can be. What an operator has set goes before it.
ALTER TABLE charger ADD COLUMN told_milliamps BIGINT NULL;
ALTER TABLE charger ADD COLUMN told_milliwatts BIGINT NULL;
