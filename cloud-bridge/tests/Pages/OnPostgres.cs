using CloudBridge.Tests.Storage;

namespace CloudBridge.Tests.Pages;

/// <summary>The same tests on PostgreSQL.</summary>
[TestClass]
public sealed class PagesTestsOnPostgres : PagesTests
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
