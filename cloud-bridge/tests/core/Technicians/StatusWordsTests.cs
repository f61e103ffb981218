using CloudBridge.Core.Foundation.Words;
using Firmware.Core.Connector;

namespace CloudBridge.Tests.Core.Technicians;

[TestClass]
public sealed class StatusWordsTests
{
    [TestMethod]
    [DataRow(true, "Available", "Free", "good")]
    [DataRow(true, "Charging", "Charging", "good")]
    [DataRow(true, "SuspendedEV", "Vehicle waits", "notice")]
    [DataRow(true, "Unavailable", "Out of service", "warning")]
    [DataRow(true, "Faulted", "Out of order", "critical")]
    [DataRow(false, "Charging", "Offline", "silent")]
    [DataRow(null, null, "Not seen yet", "notice")]
    [DataRow(true, "Hovering", "Hovering", "notice")]
    [DataRow(true, "", "Not known", "notice")]
    public void A_status_has_one_name_and_one_colour(bool? isOnline, string? status, string name, string colour)
    {
        StatusWord word = StatusWords.Of(isOnline, status);

        Assert.AreEqual(name, word.Name);
        Assert.AreEqual(colour, word.Class);
    }

    [TestMethod]
    public void Every_status_that_a_charger_can_send_has_a_meaning_and_a_name_of_its_own()
    {
        string[] statuses = [.. Enum.GetValues<ConnectorStatus>().Select(ConnectorStatusName.Of)];

        Assert.HasCount(7, statuses.Select(status => StatusWords.Of(true, status).Name).Distinct().ToList());
        Assert.IsTrue(statuses.All(status => StatusWords.Of(true, status).Meaning.Length > 0));
    }
}
