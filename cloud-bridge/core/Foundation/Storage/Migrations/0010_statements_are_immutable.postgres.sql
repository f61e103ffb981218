-- A statement is never changed and never deleted: what comes later stands on the next one.
CREATE FUNCTION refuse_statement_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a statement is immutable'; END $$;
CREATE TRIGGER statement_is_not_changed BEFORE UPDATE OR DELETE ON statement FOR EACH ROW EXECUTE FUNCTION refuse_statement_change();
CREATE TRIGGER statement_is_not_truncated BEFORE TRUNCATE ON statement FOR EACH STATEMENT EXECUTE FUNCTION refuse_statement_change();
CREATE TRIGGER statement_bill_is_not_changed BEFORE UPDATE OR DELETE ON statement_bill FOR EACH ROW EXECUTE FUNCTION refuse_statement_change();
CREATE TRIGGER statement_bill_is_not_truncated BEFORE TRUNCATE ON statement_bill FOR EACH STATEMENT EXECUTE FUNCTION refuse_statement_change();
CREATE TRIGGER statement_signature_is_not_changed BEFORE UPDATE OR DELETE ON statement_signature FOR EACH ROW EXECUTE FUNCTION refuse_statement_change();
CREATE TRIGGER statement_signature_is_not_truncated BEFORE TRUNCATE ON statement_signature FOR EACH STATEMENT EXECUTE FUNCTION refuse_statement_change();
