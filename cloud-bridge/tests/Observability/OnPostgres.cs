using CloudBridge.Tests.Storage;

namespace CloudBridge.Tests.Observability;

/// <summary>The same tests on PostgreSQL.</summary>
[TestClass]
public sealed class MetricsTestsOnPostgres : MetricsTests
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
public sealed class ReadinessTestsOnPostgres : ReadinessTests
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
