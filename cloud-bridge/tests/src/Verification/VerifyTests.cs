using CloudBridge.Commands;
using CloudBridge.Core.Billing.Verification;
using CloudBridge.Tests.Stage;

namespace CloudBridge.Tests.Src.Verification;

[TestClass]
public sealed class VerifyTests
{
    private static History _healthy = null!;

    [ClassInitialize]
    public static async Task RunABridge(TestContext _)
    {
        _healthy = await History.MakeAsync();
    }

    [ClassCleanup]
    public static void Forget()
    {
        _healthy.Dispose();
    }

    [TestMethod]
    public void A_healthy_database_gives_no_defect_and_says_what_was_checked()
    {
        CommandRun run = CommandRun.Of(VerifyCommand.Create(), "--database", _healthy.Path);

        Assert.AreEqual(
            "Healthy: 2 chargers, 10 records, 9 sessions (1 held), 8 bills with 8 lines, 0 statements, 1 "
                + "tariffs, 1 messages in quarantine, 0 releases.",
            string.Join("\n", run.Lines));
        Assert.AreEqual(0, run.ExitCode);
    }

    [TestMethod]
    [DataRow(
        "a record is gone",
        "DELETE FROM durable_record WHERE charger_id = 'garage-1' AND sequence = 3",
        "garage-1 record 4: record 3 before it is missing"
    )]
    [DataRow(
        "the first records are gone",
        "DELETE FROM durable_record WHERE charger_id = 'garage-2' AND sequence <= 2",
        "garage-2 record 3: records 1 to 2 before it are missing"
    )]
    [DataRow(
        "a code was changed",
        "UPDATE durable_record SET mac = '00' || SUBSTR(mac, 3) WHERE charger_id = 'garage-1' AND sequence = 2",
        "garage-1 record 3: the chain is broken"
    )]
    [DataRow(
        "a link was changed",
        "UPDATE durable_record SET previous_mac = 'ff' || SUBSTR(previous_mac, 3) WHERE charger_id = 'garage-1' AND sequence = 2",
        "garage-1 record 2: the chain is broken"
    )]
    [DataRow(
        "the chain forks",
        "UPDATE durable_record SET previous_mac = (SELECT previous_mac FROM durable_record WHERE charger_id = 'garage-1' "
            + "AND sequence = 3) WHERE charger_id = 'garage-1' AND sequence = 4",
        "garage-1 record 4: the chain forks: it follows the same record as record 3 does"
    )]
    [DataRow(
        "a message was changed",
        "UPDATE charging_session SET message = REPLACE(message, '\"durationMs\":3600000', '\"durationMs\":3600001') "
            + "WHERE session_id = 'garage-1-2'",
        "garage-1 record 2: its code does not prove the stored message"
    )]
    [DataRow(
        "an alert was changed",
        "UPDATE alert SET message = REPLACE(message, '230000', '230001') WHERE source = 'charger'",
        "garage-1 record 5: its code does not prove the stored message"
    )]
    [DataRow("an alert is gone", "DELETE FROM alert WHERE source = 'charger'", "garage-1 record 5: its alert is gone")]
    [DataRow(
        "the key was changed",
        "UPDATE charger SET device_key = REPLACE(device_key, SUBSTR(device_key, 1, 2), '5a') WHERE charger_id = 'garage-2'",
        "garage-2 record 1: its code does not prove the stored message"
    )]
    [DataRow(
        "the content hash was changed",
        "UPDATE durable_record SET content_hash = 'ff' || SUBSTR(content_hash, 3) WHERE charger_id = 'garage-2' AND sequence = 4",
        "garage-2 record 4: its content hash is not that of the stored message"
    )]
    [DataRow(
        "the register fell",
        "UPDATE charging_session SET register_start_milliwatt_hours = 7359999 WHERE session_id = 'garage-1-2'",
        "session garage-1-2: the register falls: it begins at 7359999 mWh, session 1 ended at 7360000 mWh"
    )]
    [DataRow(
        "energy is in no session",
        "UPDATE charging_session SET register_start_milliwatt_hours = 7360005 WHERE session_id = 'garage-1-2'",
        "session garage-1-2: 5 mWh are in no session"
    )]
    [DataRow(
        "a session is gone",
        "DELETE FROM charging_session WHERE session_id = 'garage-2-3'",
        "session garage-2-4: 1000000 mWh are in no session: it begins at 3000000 mWh, session 2 ended at 2000000 mWh"
    )]
    [DataRow("a bill is gone", "DELETE FROM bill WHERE bill_number = '2026-000002'", "bills 2026: number 2 is missing before 3")]
    [DataRow(
        "the bill of a session is gone",
        "DELETE FROM bill WHERE bill_number = '2026-000002'",
        "session garage-1-2: is neither held nor billed"
    )]
    [DataRow(
        "the last bills are gone",
        "DELETE FROM bill WHERE bill_number IN ('2027-000003', '2027-000004')",
        "bills 2027: numbers 3 to 4 are missing at the end: the counter stands at 4"
    )]
    [DataRow(
        "the counter went back",
        "UPDATE bill_serial SET last_serial = 2 WHERE bill_year = 2027",
        "bills 2027: the counter stands at 2, below the last bill 4: a number would be given twice"
    )]
    [DataRow(
        "a total was changed",
        "UPDATE bill SET total_incl_minor = total_incl_minor - 1 WHERE bill_number = '2026-000001'",
        "bill 2026-000001: its totals are 221 / 265 in its body and 221 / 264 in its columns"
    )]
    [DataRow(
        "a line was changed",
        "UPDATE bill_line SET excl_minor = excl_minor + 1 WHERE bill_number = '2026-000001'",
        "bill 2026-000001: line 1 is not what its body says"
    )]
    [DataRow(
        "a line is gone",
        "DELETE FROM bill_line WHERE bill_number = '2026-000003'",
        "bill 2026-000003: has 0 lines, and 1 in its body"
    )]
    [DataRow(
        "sums do not add up",
        "UPDATE bill SET body = REPLACE(body, '\"totalExclMinor\":221', '\"totalExclMinor\":220') WHERE bill_number = '2026-000001'",
        "bill 2026-000001: its lines add up to 221 + 44 VAT, its totals are 220 + 45"
    )]
    [DataRow(
        "energy on a bill was changed",
        "UPDATE bill SET energy_milliwatt_hours = 736, body = REPLACE(body, '\"energyMilliwattHours\":7360000', "
            + "'\"energyMilliwattHours\":736') WHERE bill_number = '2026-000001'",
        "bill 2026-000001: session.energyMilliwattHours is not what the session's record and the tariff give"
    )]
    [DataRow(
        "a time on a bill was changed",
        "UPDATE bill SET body = REPLACE(body, '\"endReason\":\"EVDisconnected\"', '\"endReason\":\"Other\"') "
            + "WHERE bill_number = '2027-000001'",
        "bill 2027-000001: session.endReason is not what"
    )]
    [DataRow(
        "a bill was turned to another session",
        "UPDATE bill SET session_id = 'garage-9-1' WHERE bill_number = '2026-000001'",
        "bill 2026-000001: there is no billed session garage-9-1"
    )]
    [DataRow(
        "a tariff's text was changed",
        "UPDATE tariff SET ocpi_json = REPLACE(ocpi_json, '0.30', '0.29')",
        "tariff simple version 1: its text was changed"
    )]
    [DataRow(
        "a tariff's prices were changed",
        "UPDATE tariff SET device_json = REPLACE(device_json, '300000', '290000')",
        "tariff simple version 1: its device form has other prices or conditions than its text"
    )]
    [DataRow(
        "bills no longer follow from the tariff",
        "UPDATE tariff SET device_json = REPLACE(device_json, '300000', '290000')",
        "bill 2026-000001: its session cannot be billed: CostDiffers"
    )]
    [DataRow(
        "a hold was taken away",
        "UPDATE charging_session SET hold_reason = NULL WHERE hold_reason IS NOT NULL",
        "session garage-1-5: is neither held nor billed"
    )]
    [DataRow(
        "a billed session is held",
        "UPDATE charging_session SET hold_reason = 'CostDiffers', hold_detail = 'x' WHERE session_id = 'garage-1-1'",
        "session garage-1-1: is held and billed"
    )]
    [DataRow(
        "a made-up hold",
        "UPDATE charging_session SET hold_reason = 'Friend' WHERE hold_reason IS NOT NULL",
        "session garage-1-5: is held with the reason 'Friend'"
    )]
    [DataRow("quarantine was changed", "UPDATE quarantine SET payload = '{\"version\":3}'", "its payload was changed: it has another hash")]
    [DataRow(
        "quarantine holds more than a quota",
        "INSERT INTO quarantine (charger_id, topic, content_hash, reason, detail, payload, first_utc_ms, last_utc_ms, times_seen, "
            + "quota_of) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 501) "
            + "SELECT 'garage-1', 'session', i, 'WrongMac', '', '', 1, 1, 1, 'garage-1' FROM n",
        "quarantine garage-1: holds 502 messages, more than the 500 it is bounded to"
    )]
    [DataRow("quarantine without a reason", "UPDATE quarantine SET reason = ''", "the reason '' is none of the bridge's")]
    public void Damage_is_found_and_named(string damage, string sql, string line)
    {
        using History history = _healthy.Copy();
        history.Damage(sql);

        CommandRun run = CommandRun.Of(VerifyCommand.Create(), "--database", history.Path);

        Assert.IsTrue(run.Lines.Any(found => found.Contains(line, StringComparison.Ordinal)), $"{damage}:\n{run.Output}");
        Assert.AreEqual(1, run.ExitCode);
        StringAssert.Contains(run.Lines[^1], " in 2 chargers, ");
    }

    [TestMethod]
    public void A_database_that_is_not_there_is_refused_and_not_made()
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".db");

        CommandRun run = CommandRun.Of(VerifyCommand.Create(), "--database", path);

        Assert.AreEqual(2, run.ExitCode);
        StringAssert.Contains(run.Output, "is not there: name it with --database");
        Assert.IsFalse(File.Exists(path));
    }

    [TestMethod]
    public void What_the_columns_cannot_hold_is_a_defect_and_no_stack_trace()
    {
        using History history = _healthy.Copy();
        history.Damage("UPDATE charging_session SET register_end_milliwatt_hours = 'much' WHERE session_id = 'garage-1-1'");

        CommandRun run = CommandRun.Of(VerifyCommand.Create(), "--database", history.Path);

        Assert.AreEqual(1, run.ExitCode);
        Assert.AreEqual(2, run.Lines.Length, run.Output);
    }

    [TestMethod]
    public void Nothing_is_written_while_verifying()
    {
        using History history = _healthy.Copy();
        byte[] before = File.ReadAllBytes(history.Path);

        Verdict verdict = history.Verify();

        Assert.AreEqual(0, verdict.DefectCount);
        CollectionAssert.AreEqual(before, File.ReadAllBytes(history.Path));
    }
}
