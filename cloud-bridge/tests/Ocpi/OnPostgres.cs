using CloudBridge.Tests.Storage;

namespace CloudBridge.Tests.Ocpi;

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
