using CloudBridge.Tests.Storage;

namespace CloudBridge.Tests.Notices;

/// <summary>The same tests on PostgreSQL.</summary>
[TestClass]
public sealed class PlannerTestsOnPostgres : PlannerTests
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
public sealed class WebhookTestsOnPostgres : WebhookTests
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
public sealed class ContactTestsOnPostgres : ContactTests
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
public sealed class KillTestsOnPostgres : KillTests
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
