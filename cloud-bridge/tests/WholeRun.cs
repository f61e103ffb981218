using CloudBridge.Tests.Stage;
using CloudBridge.Tests.Stage.RealBrowser;
using CloudBridge.Tests.Stage.Storage;

[assembly: Parallelize(Scope = ExecutionScope.ClassLevel, Workers = 4)]

namespace CloudBridge.Tests;

/// <summary>What is started once for all tests ends with the last of them.</summary>
[TestClass]
public static class WholeRun
{
    [AssemblyInitialize]
    public static void Begin(TestContext _)
    {
        RunFolder.Make();
    }

    [AssemblyCleanup]
    public static async Task EndAsync()
    {
        await Chromium.CloseAsync();
        TestDatabase.RemoveTemplates();
        ThrowAwayPostgres.EndShared();
        RunFolder.Remove();
    }
}
