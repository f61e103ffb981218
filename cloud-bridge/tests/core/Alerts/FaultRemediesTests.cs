using CloudBridge.Core.Operations.Incidents.Rules;
using Firmware.Core.Faults;

namespace CloudBridge.Tests.Core.Alerts;

[TestClass]
public sealed class FaultRemediesTests
{
    [TestMethod]
    public void Every_fault_of_the_table_has_cause_check_and_remedy()
    {
        for (int code = 0; code < FaultTable.Count; code++)
        {
            string vendorCode = FaultTable.VendorCodeOf((FaultCode)code);
            FaultRemedy? remedy = FaultRemedies.Find(vendorCode);
            Assert.IsNotNull(remedy, vendorCode);
            Assert.IsTrue(remedy.Cause.Length > 20 && remedy.Check.Length > 20 && remedy.Remedy.Length > 20, vendorCode);
        }

        Assert.HasCount(FaultTable.Count, FaultRemedies.All);
    }

    [TestMethod]
    public void The_text_is_plain_without_marks_of_the_page()
    {
        Assert.StartsWith(
            "Mend wire or supply; switch the board off and on if the bus hangs.",
            FaultRemedies.Find("PowerMeterFailure")!.Remedy);
        Assert.EndsWith("and the unit calibrated again.", FaultRemedies.Find("PowerMeterFailure")!.Remedy);
        Assert.Contains("if it stays, measure the switch", FaultRemedies.Find("EnclosureOpen")!.Check.ToLowerInvariant());
        Assert.IsFalse(FaultRemedies.All.Any(remedy => (remedy.Cause + remedy.Check + remedy.Remedy).AsSpan().IndexOfAny("`[*") >= 0));
    }

    [TestMethod]
    public void An_unknown_code_has_none()
    {
        Assert.IsNull(FaultRemedies.Find("FluxCapacitor"));
        Assert.IsNull(FaultRemedies.Find(null));
    }
}
