-- When the connection with a partner ended; null while it has not, and of one that ended before this was kept.
ALTER TABLE ocpi_partner ADD COLUMN ended_utc_ms BIGINT NULL;
