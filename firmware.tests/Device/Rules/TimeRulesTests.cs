using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Firmware.Tests.Device.Rules;

[TestClass]
public class TimeRulesTests
{
    [TestMethod]
    [DataRow("NANO009", "\nvar at = DateTime.Parse(text);")]
    [DataRow("NANO009", "\nbool isDate = DateTime.TryParse(text, out DateTime at);")]
    [DataRow("NANO009", "\nvar at = Convert.ToDateTime(text);")]
    [DataRow("NANO023", "\nvar now = DateTime.Now;")]
    [DataRow("NANO023", "\nvar day = DateTime.Today;")]
    [DataRow("NANO025", "\nThread.CurrentThread.Abort();")]
    [DataRow("NANO025", "\nThread.CurrentThread.Suspend();")]
    public void A_member_that_misleads_is_refused(string id, string statements) =>
        Planted.IsRefused(id, 2, Planted.InMethod(statements));

    [TestMethod]
    [DataRow("\nvar now = DateTime.UtcNow;")]
    [DataRow("\nlong now = Environment.TickCount64;")]
    public void Core_may_not_fetch_the_time_and_Board_may(string statements)
    {
        Planted.IsRefused("NANO023", 2, Planted.InMethod(statements), "Core/Planted.cs");
        Planted.IsAccepted(Planted.InMethod(statements));
    }

    [TestMethod]
    [DataRow("var at = DateTime.FromUnixTimeSeconds(1800000000).AddMilliseconds(5);")]
    [DataRow("bool hasEnded = Thread.CurrentThread.Join(500);")]
    [DataRow("text = DateTime.UnixEpoch.ToString(\"yyyy-MM-ddTHH:mm:ss\");")]
    public void Dates_by_number_and_threads_by_flag_are_accepted(string statements) =>
        Planted.IsAccepted(Planted.InMethod(statements), "Core/Planted.cs");
}
