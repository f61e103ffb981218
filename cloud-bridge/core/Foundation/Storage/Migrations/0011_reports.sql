-- What the operator pays for energy, as OCPI tariffs; site_id '*' is every site. The highest revision that names a session's site, or every site, and
-- had begun at its plug-in counts.
CREATE TABLE purchase_tariff (
    revision BIGINT NOT NULL PRIMARY KEY,
    site_id TEXT NOT NULL,
    from_utc_ms BIGINT NOT NULL,
    tariff_id TEXT NOT NULL,
    currency TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    ocpi_json TEXT NOT NULL,
    set_utc_ms BIGINT NOT NULL
);

-- What a charger or a site costs each month, whatever is sold. Months are year x 100 + month; the highest revision that had begun counts.
CREATE TABLE fixed_cost (
    revision BIGINT NOT NULL PRIMARY KEY,
    scope TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    from_month INTEGER NOT NULL,
    currency TEXT NOT NULL,
    currency_decimals INTEGER NOT NULL,
    month_minor BIGINT NOT NULL,
    set_utc_ms BIGINT NOT NULL
);

-- What reports need of a bill, in narrow rows and worked out once because a bill never changes. Times and purchase belong to the session, so only its
-- first bill has them. The purchase is purchase_micros and purchase_parts eighteen-millionths of a micro-unit: exact, so that totals are rounded once.
CREATE TABLE bill_fact (
    bill_number TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    start_utc_ms BIGINT NOT NULL,
    end_utc_ms BIGINT NOT NULL,
    charger_id TEXT NOT NULL,
    site_id TEXT NULL,
    tariff_id TEXT NOT NULL,
    currency TEXT NOT NULL,
    currency_decimals INTEGER NOT NULL,
    energy_milliwatt_hours BIGINT NOT NULL,
    excl_minor BIGINT NOT NULL,
    incl_minor BIGINT NOT NULL,
    plugged_ms BIGINT NOT NULL,
    charging_ms BIGINT NOT NULL,
    parking_ms BIGINT NOT NULL,
    lost_ms BIGINT NOT NULL,
    lost_milliwatt_hours BIGINT NOT NULL,
    unpriced_milliwatt_hours BIGINT NOT NULL,
    purchase_micros BIGINT NOT NULL,
    purchase_parts BIGINT NOT NULL
);
CREATE INDEX bill_fact_by_start ON bill_fact (start_utc_ms);

-- A bill divided among the hours of the local day; the hours add up to the bill.
CREATE TABLE bill_hour (
    bill_number TEXT NOT NULL,
    local_hour INTEGER NOT NULL,
    energy_milliwatt_hours BIGINT NOT NULL,
    excl_minor BIGINT NOT NULL,
    incl_minor BIGINT NOT NULL,
    PRIMARY KEY (bill_number, local_hour)
);
