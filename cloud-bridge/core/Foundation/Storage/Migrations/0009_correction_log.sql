-- Who issued a credit note or a corrected bill. The reason is on the document itself; the name is for the operators alone.
CREATE TABLE correction_log (
    bill_number TEXT NOT NULL PRIMARY KEY REFERENCES bill (bill_number),
    corrected_by TEXT NOT NULL
);
