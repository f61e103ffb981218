using CloudBridge.Tests.Ocpi;
using CloudBridge.Tests.Reports;

namespace CloudBridge.Tests.Storage;

/// <summary>The same tests on PostgreSQL.</summary>
[TestClass]
public sealed class ReportTestsOnPostgres : ReportTests
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
public sealed class OcpiCdrListTestsOnPostgres : OcpiCdrListTests
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
