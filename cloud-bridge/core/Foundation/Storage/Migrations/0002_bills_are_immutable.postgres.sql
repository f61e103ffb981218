-- A bill is never changed and never deleted: a correction is a credit note and a new bill.
CREATE FUNCTION refuse_bill_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a bill is immutable'; END $$;
CREATE TRIGGER bill_is_not_changed BEFORE UPDATE OR DELETE ON bill FOR EACH ROW EXECUTE FUNCTION refuse_bill_change();
CREATE TRIGGER bill_is_not_truncated BEFORE TRUNCATE ON bill FOR EACH STATEMENT EXECUTE FUNCTION refuse_bill_change();
CREATE TRIGGER bill_line_is_not_changed BEFORE UPDATE OR DELETE ON bill_line FOR EACH ROW EXECUTE FUNCTION refuse_bill_change();
CREATE TRIGGER bill_line_is_not_truncated BEFORE TRUNCATE ON bill_line FOR EACH STATEMENT EXECUTE FUNCTION refuse_bill_change();
