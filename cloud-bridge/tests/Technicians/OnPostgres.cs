using CloudBridge.Tests.Storage;

namespace CloudBridge.Tests.Technicians;

/// <summary>The same tests on PostgreSQL.</summary>
[TestClass]
public sealed class ServicePageTestsOnPostgres : ServicePageTests
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
