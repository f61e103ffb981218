using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CloudBridge.Tests.Src.Chaos;

/// <summary>A copy of the bridge beside the tests, into whose code a defect is put before it is started.</summary>
internal sealed class BrokenBridge : IDisposable
{
    private const string CoreName = "CloudBridge.Core.dll";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chargeagent-broken-");

    private BrokenBridge(Action<ModuleDefinition> spoil)
    {
        // What a bridge needs stands where the tests do; folders beside are theirs.
        foreach (string file in Directory.GetFiles(AppContext.BaseDirectory))
        {
            File.CreateSymbolicLink(Path.Combine(_directory.FullName, Path.GetFileName(file)), file);
        }

        foreach (string folder in Directory.GetDirectories(AppContext.BaseDirectory))
        {
            Directory.CreateSymbolicLink(Path.Combine(_directory.FullName, Path.GetFileName(folder)), folder);
        }

        // The host looks for libraries where the program really is.
        Replace("cloud-bridge.dll");
        Replace("cloud-bridge.deps.json");
        Replace("cloud-bridge.runtimeconfig.json");
        string core = Path.Combine(_directory.FullName, CoreName);
        File.Delete(core);
        using ModuleDefinition module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, CoreName));
        spoil(module);
        module.Write(core);
    }

    /// <summary>The bridge's program.</summary>
    public string Program => Path.Combine(_directory.FullName, "cloud-bridge.dll");

    /// <summary>It does not find that it has taken a record before.</summary>
    public static BrokenBridge ThatTakesRepeats()
    {
        return new BrokenBridge(module =>
        {
            MethodDefinition find = MethodOf(module, "CloudBridge.Core.Billing.Ingest.RecordTable", "Find");
            find.Body = new MethodBody(find);
            ILProcessor code = find.Body.GetILProcessor();
            code.Emit(OpCodes.Ldnull);
            code.Emit(OpCodes.Ret);
        });
    }

    public void Dispose()
    {
        _directory.Delete(recursive: true);
    }

    private static MethodDefinition MethodOf(ModuleDefinition module, string type, string name)
    {
        return module.GetType(type).Methods.First(method => method.Name == name && method.HasBody);
    }

    private void Replace(string name)
    {
        string path = Path.Combine(_directory.FullName, name);
        File.Delete(path);
        File.Copy(Path.Combine(AppContext.BaseDirectory, name), path);
    }
}
