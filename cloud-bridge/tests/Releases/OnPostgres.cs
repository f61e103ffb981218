using CloudBridge.Tests.Storage;

namespace CloudBridge.Tests.Releases;

/// <summary>The same tests on PostgreSQL.</summary>
[TestClass]
public sealed class ReleaseTestsOnPostgres : ReleaseTests
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
