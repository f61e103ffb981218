using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Tests.Stage.Ingest;
using CloudBridge.Tests.Stage.Storage;

namespace CloudBridge.Tests.Core.Chargers;

/// <summary>A number is above every one before, whatever a clock says.</summary>
[TestClass]
public class SentNumbersTests
{
    [TestMethod]
    public void Numbers_begin_at_the_time_and_count_up_for_each_charger_also_when_the_clock_is_set_back()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("chargeagent-");
        try
        {
            Database database = new(Path.Combine(directory.FullName, "numbers.db"));
            database.Migrate();
            SetClock clock = new() { Now = DateTimeOffset.FromUnixTimeMilliseconds(1772452800000) };
            SentNumbers numbers = new(database, clock);

            Assert.AreEqual(1772452800000, numbers.Next("c1"));
            Assert.AreEqual(1772452800001, numbers.Next("c1"));
            Assert.AreEqual(1772452800000, numbers.Next("c2"));
            clock.Now = clock.Now.AddDays(-400);
            Assert.AreEqual(1772452800002, new SentNumbers(database, clock).Next("c1"));
            clock.Now = DateTimeOffset.FromUnixTimeMilliseconds(1772452900000);
            Assert.AreEqual(1772452900000, numbers.Next("c1"));
            TestDatabase.CloseIdle(database.Name);
        }
        finally
        {
            directory.Delete(true);
        }
    }
}
