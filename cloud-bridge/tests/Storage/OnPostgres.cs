using CloudBridge.Tests.Access;
using CloudBridge.Tests.Api;
using CloudBridge.Tests.Ingest;
using CloudBridge.Tests.Ocpi;
using CloudBridge.Tests.Pages;
using CloudBridge.Tests.Previews;
using CloudBridge.Tests.Publishing;
using CloudBridge.Tests.Releases;

namespace CloudBridge.Tests.Storage;

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
public sealed class ApiTestsOnPostgres : ApiTests
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

/// <summary>The same tests on PostgreSQL.</summary>
[TestClass]
public sealed class ReleaseTestsOnPostgres : ReleaseTests
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

/// <summary>The same tests on PostgreSQL.</summary>
[TestClass]
public sealed class OcpiTariffListTestsOnPostgres : OcpiTariffListTests
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
public sealed class WhatIfTestsOnPostgres : WhatIfTests
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
