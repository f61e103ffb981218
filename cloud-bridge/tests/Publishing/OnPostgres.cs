using CloudBridge.Tests.Storage;

namespace CloudBridge.Tests.Publishing;

/// <summary>The same tests on PostgreSQL.</summary>
[TestClass]
public sealed class AssignmentTestsOnPostgres : AssignmentTests
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
public sealed class TariffRenewalTestsOnPostgres : TariffRenewalTests
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
