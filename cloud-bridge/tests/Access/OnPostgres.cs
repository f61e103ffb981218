using CloudBridge.Tests.Storage;

namespace CloudBridge.Tests.Access;

/// <summary>The same tests on PostgreSQL.</summary>
[TestClass]
public sealed class BillLinkTestsOnPostgres : BillLinkTests
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
public sealed class SignInTestsOnPostgres : SignInTests
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
public sealed class TokenTestsOnPostgres : TokenTests
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
