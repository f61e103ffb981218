using System.Diagnostics;
using System.Globalization;

namespace CloudBridge.Tests.Stage;

/// <summary>
/// Where everything lies that a run makes and throws away. A bridge waits for the disk at each commit, and hundreds of them take minutes;
/// a folder in memory keeps the same promises for as long as a test lasts. Where there is none, the machine's own place for such files
/// is used.
/// </summary>
internal static class RunFolder
{
    private const string Memory = "/dev/shm";
    private const string Variable = "TMPDIR";
    private const string Prefix = "chargeagent-tests-";
    private const long BytesMin = 2L << 30;

    private static string? _path;

    /// <summary>From here on temporary files are made in memory, also those of programs that are started.</summary>
    public static void Make()
    {
        if (Environment.GetEnvironmentVariable(Variable) != null
            || !Directory.Exists(Memory)
            || new DriveInfo(Memory).AvailableFreeSpace < BytesMin)
        {
            return;
        }

        foreach (string left in Directory.GetDirectories(Memory, Prefix + "*").Where(IsOfNobody))
        {
            Directory.Delete(left, true);
        }

        _path = Path.Combine(Memory, Prefix + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(_path);
        Environment.SetEnvironmentVariable(Variable, _path);
    }

    /// <summary>Gives the memory back.</summary>
    public static void Remove()
    {
        if (_path != null)
        {
            Directory.Delete(_path, true);
        }
    }

    // A run that was killed removes nothing.
    private static bool IsOfNobody(string path)
    {
        int process = int.Parse(Path.GetFileName(path)[Prefix.Length..], CultureInfo.InvariantCulture);
        return !Process.GetProcesses().Any(running => running.Id == process);
    }
}
