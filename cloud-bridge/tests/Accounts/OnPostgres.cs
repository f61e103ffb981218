using CloudBridge.Tests.Storage;

namespace CloudBridge.Tests.Accounts;

/// <summary>The same tests on PostgreSQL.</summary>
[TestClass]
public sealed class AccountTestsOnPostgres : AccountTests
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
