using CloudBridge.Tests.Storage;

namespace CloudBridge.Tests.Api;

/// <summary>The same tests on PostgreSQL.</summary>
[TestClass]
public sealed class ApiTestsOnPostgres : ApiTests
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
