-- Who issues bills, for the sites of each country: '' stands where no other is named, and has the series of the numbers. It is here so
-- that whoever issues by command issues as the bridge does.
CREATE TABLE issuer (
    country_code TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    city TEXT NOT NULL,
    postal_code TEXT NOT NULL,
    address_country_code TEXT NOT NULL,
    vat_number TEXT NOT NULL,
    vat_absence_reason TEXT NOT NULL,
    iban TEXT NOT NULL,
    email TEXT NOT NULL,
    bill_number_prefix TEXT NOT NULL
);
