-- Lists and checks of many thousand bills: without these each of them reads the whole table, bodies and all.
CREATE INDEX bill_by_session ON bill (session_id);
CREATE INDEX bill_by_currency ON bill (currency, currency_decimals, energy_milliwatt_hours, total_excl_minor, total_incl_minor);
CREATE INDEX charging_session_by_id ON charging_session (session_id);
-- What is more than a notice: nineteen of twenty alerts say that a charge is complete.
CREATE INDEX alert_beyond_notices ON alert (received_utc_ms) WHERE severity <> 'Notice';
