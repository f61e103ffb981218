using CloudBridge.Tests.Storage;

namespace CloudBridge.Tests.Documents;

/// <summary>The same tests on PostgreSQL.</summary>
[TestClass]
public sealed class BillDocumentTestsOnPostgres : BillDocumentTests
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
