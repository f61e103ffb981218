using CloudBridge.Tests.Storage;

namespace CloudBridge.Tests.Ingest;

/// <summary>The same tests on PostgreSQL.</summary>
[TestClass]
public sealed class BrokerTestsOnPostgres : BrokerTests
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
public sealed class ChainTestsOnPostgres : ChainTests
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
public sealed class HeldAndQuarantinedTestsOnPostgres : HeldAndQuarantinedTests
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
public sealed class SessionToBillTestsOnPostgres : SessionToBillTests
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
public sealed class StolenRecordTestsOnPostgres : StolenRecordTests
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
