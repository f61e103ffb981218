using CloudBridge.Tests.Storage;

namespace CloudBridge.Tests.Statements;

/// <summary>The same tests on PostgreSQL.</summary>
[TestClass]
public sealed class MonthEndTestsOnPostgres : MonthEndTests
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
public sealed class StatementRunTestsOnPostgres : StatementRunTests
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
