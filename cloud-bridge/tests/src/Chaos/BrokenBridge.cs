using Microsoft.Data.Sqlite;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace CloudBridge.Tests.Src.Chaos;

/// <summary>A copy of the bridge beside the tests, into whose code a defect is put before it is started.</summary>
internal sealed class BrokenBridge : IDisposable
{
    private const string CoreName = "CloudBridge.Core.dll";

    // Long enough for a receipt to reach its charger.
    private const int CommitMs = 50;

    // Of so many commits one fails, as on a disk that is full for a moment.
    private const int CommitsPerFailure = 4;

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

    /// <summary>It sends its receipts before the transaction is durable, which now and then it does not become.</summary>
    public static BrokenBridge ThatAcknowledgesBeforeItCommits()
    {
        return new BrokenBridge(AcknowledgeBeforeCommit);
    }

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

    private static void AcknowledgeBeforeCommit(ModuleDefinition module)
    {
        MethodDefinition commit = MethodOf(module, "CloudBridge.Core.Billing.Ingest.IngestWriter", "Commit");
        commit.Body.SimplifyMacros();
        ILProcessor code = commit.Body.GetILProcessor();
        Instruction outcomeSet = CallOf(commit, "set_Outcome");
        Instruction told = CallOf(commit, "Invoke");
        FieldReference afterCommit = (FieldReference)commit.Body.Instructions.First(instruction =>
            instruction.Operand is FieldReference { Name: "_afterCommit" }).Operand;
        VariableDefinition outcome = new(((MethodReference)outcomeSet.Operand).Parameters[0].ParameterType);
        commit.Body.Variables.Add(outcome);
        code.InsertBefore(outcomeSet, code.Create(OpCodes.Dup));
        code.InsertBefore(outcomeSet, code.Create(OpCodes.Stloc, outcome));
        Instruction[] telling =
        [
            code.Create(OpCodes.Ldarg_0),
            code.Create(OpCodes.Ldfld, afterCommit),
            code.Create(OpCodes.Ldloc, outcome),
            code.Create(OpCodes.Callvirt, (MethodReference)told.Operand),
        ];
        Instruction last = outcomeSet;
        foreach (Instruction instruction in telling)
        {
            code.InsertAfter(last, instruction);
            last = instruction;
        }

        // The store is on the stack already.
        Instruction stored = CallOf(commit, "Commit");
        Instruction[] failing =
        [
            code.Create(OpCodes.Ldc_I4, CommitMs),
            code.Create(OpCodes.Call, module.ImportReference(typeof(Thread).GetMethod(nameof(Thread.Sleep), [typeof(int)]))),
            code.Create(OpCodes.Call, module.ImportReference(typeof(Random).GetProperty(nameof(Random.Shared))!.GetMethod)),
            code.Create(OpCodes.Ldc_I4, CommitsPerFailure),
            code.Create(OpCodes.Callvirt, module.ImportReference(typeof(Random).GetMethod(nameof(Random.Next), [typeof(int)]))),
            code.Create(OpCodes.Brtrue, stored),
            code.Create(OpCodes.Ldstr, "the disk is full for a moment"),
            code.Create(OpCodes.Ldc_I4, SQLitePCL.raw.SQLITE_FULL),
            code.Create(
                OpCodes.Newobj,
                module.ImportReference(typeof(SqliteException).GetConstructor([typeof(string), typeof(int)]))),
            code.Create(OpCodes.Throw),
        ];
        foreach (Instruction instruction in failing)
        {
            code.InsertBefore(stored, instruction);
        }

        commit.Body.OptimizeMacros();
    }

    private static Instruction CallOf(MethodDefinition method, string name)
    {
        return method.Body.Instructions.First(instruction => instruction.Operand is MethodReference called && called.Name == name);
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
