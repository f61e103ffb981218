using CloudBridge.Tests.Storage;

namespace CloudBridge.Tests.HomeAssistant;

/// <summary>The same tests on PostgreSQL.</summary>
[TestClass]
public sealed class HomeCommandTestsOnPostgres : HomeCommandTests
{
    [TestInitialize]
    public void Choose()
    {
        TestDatabase.ChoosePostgres();
    }

    [TestCleanup]
    public void Leave()
    {
        TestDatabase.IsPostgres = false;
    }
}
