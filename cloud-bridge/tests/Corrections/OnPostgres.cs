using CloudBridge.Tests.Storage;

namespace CloudBridge.Tests.Corrections;

/// <summary>The same tests on PostgreSQL.</summary>
[TestClass]
public sealed class CorrectionTestsOnPostgres : CorrectionTests
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
