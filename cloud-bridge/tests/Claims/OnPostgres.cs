using CloudBridge.Tests.Storage;

namespace CloudBridge.Tests.Claims;

/// <summary>The same tests on PostgreSQL.</summary>
[TestClass]
public sealed class ClaimTestsOnPostgres : ClaimTests
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
