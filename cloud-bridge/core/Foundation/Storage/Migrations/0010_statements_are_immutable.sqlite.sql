-- A statement is never changed and never deleted: what comes later stands on the next one.
CREATE TRIGGER statement_is_not_changed BEFORE UPDATE ON statement BEGIN SELECT RAISE(ABORT, 'a statement is immutable'); END;
CREATE TRIGGER statement_is_not_deleted BEFORE DELETE ON statement BEGIN SELECT RAISE(ABORT, 'a statement is immutable'); END;
CREATE TRIGGER statement_bill_is_not_changed BEFORE UPDATE ON statement_bill BEGIN SELECT RAISE(ABORT, 'a statement is immutable'); END;
CREATE TRIGGER statement_bill_is_not_deleted BEFORE DELETE ON statement_bill BEGIN SELECT RAISE(ABORT, 'a statement is immutable'); END;
CREATE TRIGGER statement_signature_is_not_changed BEFORE UPDATE ON statement_signature BEGIN SELECT RAISE(ABORT, 'a statement is immutable'); END;
CREATE TRIGGER statement_signature_is_not_deleted BEFORE DELETE ON statement_signature BEGIN SELECT RAISE(ABORT, 'a statement is immutable'); END;
