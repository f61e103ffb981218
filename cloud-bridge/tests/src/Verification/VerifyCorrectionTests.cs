using CloudBridge.Core.Billing.Corrections;
using CloudBridge.Core.Billing.Verification;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Tests.Stage.Ingest;

namespace CloudBridge.Tests.Src.Verification;

/// <summary>Bills 1 to 4 of garage-1; 5 to 8 of garage-2 in 2027; bill 2026-000002 is credited by 2027-000005 and its place taken by
/// 2027-000006.</summary>
[TestClass]
public sealed class VerifyCorrectionTests
{
    private static History _healthy = null!;

    [ClassInitialize]
    public static async Task RunABridgeAndCorrectABill(TestContext _)
    {
        _healthy = await History.MakeAsync();
        SetClock clock = new() { Now = new DateTimeOffset(2027, 1, 3, 0, 0, 0, TimeSpan.Zero) };
        Database database = new(_healthy.Path);
        _healthy.Damage(
            "INSERT INTO account (account_id, name, email, address, vat_number, time_zone, added_utc_ms) "
                + "VALUES ('asa', 'Owner', '', '', '', 'UTC', 0)");
        CorrectionResult result = new CorrectionDesk(database, new OperatorSettings(), clock).Correct(
            "2026-000002",
            new CorrectionOrder("Ada", "other party"),
            new BillChange(null, "asa"));
        Assert.AreEqual("2027-000005 2027-000006", $"{result.CreditNote?.Number} {result.Corrected?.Number}", result.Sentence);
    }

    [ClassCleanup]
    public static void Forget()
    {
        _healthy.Dispose();
    }

    [TestMethod]
    public void A_corrected_history_is_healthy()
    {
        Verdict verdict = _healthy.Verify();
        Assert.AreEqual("", string.Join("\n", verdict.Defects));
        Assert.AreEqual(10, verdict.Bills);
    }

    [TestMethod]
    [DataRow(
        "a credit note takes back less",
        "UPDATE bill SET total_incl_minor = -264, body = REPLACE(body, '\"totalInclMinor\":-265', '\"totalInclMinor\":-264') "
            + "WHERE bill_number = '2027-000005'",
        "bill 2027-000005: totalInclMinor is not what bill 2026-000002 has, with the opposite sign"
    )]
    [DataRow(
        "a credit note takes back less energy",
        "UPDATE bill SET energy_milliwatt_hours = -7, body = REPLACE(body, '\"energyMilliwattHours\":-7360000', "
            + "'\"energyMilliwattHours\":-7') WHERE bill_number = '2027-000005'",
        "bill 2027-000005: session.energyMilliwattHours is not what bill 2026-000002 has"
    )]
    [DataRow(
        "a line of a credit note is another",
        "UPDATE bill SET body = REPLACE(body, '\"priceMicros\":300000', '\"priceMicros\":300001') WHERE bill_number = '2027-000005'",
        "bill 2027-000005: lines[0].priceMicros is not what bill 2026-000002 has"
    )]
    [DataRow(
        "a credit note names another bill",
        "UPDATE bill SET corrects_number = '2026-000001', body = REPLACE(body, '\"correctsNumber\":\"2026-000002\"', "
            + "'\"correctsNumber\":\"2026-000001\"') WHERE bill_number = '2027-000005'",
        "bill 2027-000006: takes the place of bill 2026-000002, which no credit note takes back"
    )]
    [DataRow(
        "a credit note is gone",
        "DELETE FROM bill WHERE bill_number = '2027-000005'",
        "bill 2027-000006: takes the place of bill 2026-000002, which no credit note takes back"
    )]
    [DataRow(
        "a corrected bill names a bill that is not there",
        "UPDATE bill SET corrects_number = '2026-000099', body = REPLACE(body, '\"correctsNumber\":\"2026-000002\"', "
            + "'\"correctsNumber\":\"2026-000099\"') WHERE bill_number = '2027-000006'",
        "bill 2027-000006: corrects bill 2026-000099, which is not there"
    )]
    [DataRow(
        "a correction has no reason",
        "UPDATE bill SET body = REPLACE(body, '\"other party\"', 'null') WHERE bill_number = '2027-000005'",
        "bill 2027-000005: says no reason for the correction"
    )]
    [DataRow(
        "a corrected bill has another price",
        "UPDATE bill SET total_incl_minor = 264, body = REPLACE(body, '\"totalInclMinor\":265', '\"totalInclMinor\":264') "
            + "WHERE bill_number = '2027-000006'",
        "bill 2027-000006: its totals are 221 / 264, a fresh pricing gives 221 / 265"
    )]
    [DataRow(
        "a bill says it is a credit note",
        "UPDATE bill SET kind = 'CreditNote', body = REPLACE(body, '\"kind\":\"Bill\"', '\"kind\":\"CreditNote\"') "
            + "WHERE bill_number = '2026-000001'",
        "bill 2026-000001: corrects bill , which is not there"
    )]
    [DataRow(
        "a kind that nobody knows",
        "UPDATE bill SET kind = 'Gift', body = REPLACE(body, '\"kind\":\"Bill\"', '\"kind\":\"Gift\"') WHERE bill_number = '2026-000001'",
        "bill 2026-000001: is neither bill nor credit note nor corrected bill: Gift"
    )]
    public void Planted_damage_is_found_where_it_is(string story, string sql, string defect)
    {
        using History history = _healthy.Copy();
        history.Damage(sql);

        string found = string.Join("\n", history.Verify().Defects);

        StringAssert.Contains(found, defect, story);
    }
}
