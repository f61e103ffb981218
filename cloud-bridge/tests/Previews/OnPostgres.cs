using CloudBridge.Tests.Storage;

namespace CloudBridge.Tests.Previews;

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
