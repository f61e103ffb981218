using CloudBridge.Tests.Storage;

namespace CloudBridge.Tests.Live;

/// <summary>The same tests on PostgreSQL.</summary>
[TestClass]
public sealed class LivePagesTestsOnPostgres : LivePagesTests
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

/// <summary>The same tests on PostgreSQL.</summary>
[TestClass]
public sealed class BoardPageTestsOnPostgres : BoardPageTests
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
