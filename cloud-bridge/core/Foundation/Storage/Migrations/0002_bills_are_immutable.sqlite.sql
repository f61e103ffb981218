-- A bill is never changed and never deleted: a correction is a credit note and a new bill.
CREATE TRIGGER IF NOT EXISTS bill_is_not_changed BEFORE UPDATE ON bill BEGIN SELECT RAISE(ABORT, 'a bill is immutable'); END;
CREATE TRIGGER IF NOT EXISTS bill_is_not_deleted BEFORE DELETE ON bill BEGIN SELECT RAISE(ABORT, 'a bill is immutable'); END;
CREATE TRIGGER IF NOT EXISTS bill_line_is_not_changed BEFORE UPDATE ON bill_line BEGIN SELECT RAISE(ABORT, 'a bill is immutable'); END;
CREATE TRIGGER IF NOT EXISTS bill_line_is_not_deleted BEFORE DELETE ON bill_line BEGIN SELECT RAISE(ABORT, 'a bill is immutable'); END;
