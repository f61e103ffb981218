namespace CloudBridge.Core.Foundation.Storage;

/// <summary>A directory and what lies there: where it is seen, and the system's name of its kind of file system.</summary>
public sealed record Mount(string Directory, string FileSystem);

/// <summary>Where a SQLite file may lie: its locks and its write-ahead log need memory that all who use it share, which ends at the
/// machine.</summary>
/// <remarks>https://sqlite.org/wal.html, "Disadvantages", and https://sqlite.org/howtocorrupt.html, section 2.1.</remarks>
public static class LocalDisk
{
    private static readonly string[] RemoteFileSystems = ["nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "afs", "ceph", "fuse.sshfs"];

    /// <summary>What this machine has mounted; nothing where it does not tell.</summary>
    public static IReadOnlyList<Mount> Mounts()
    {
        try
        {
            return [.. DriveInfo.GetDrives().Where(drive => drive.IsReady).Select(drive => new Mount(drive.Name, drive.DriveFormat))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Why a database cannot lie at a path, as the end of a sentence that begins with its name; null when it can.</summary>
    public static string? FindDefect(string path, IReadOnlyList<Mount> mounts)
    {
        ArgumentNullException.ThrowIfNull(path);
        Mount? mount = mounts
            .Where(one => path.StartsWith(one.Directory.TrimEnd('/') + '/', StringComparison.Ordinal))
            .MaxBy(one => one.Directory.Length);
        return mount != null && RemoteFileSystems.Contains(mount.FileSystem, StringComparer.OrdinalIgnoreCase)
            ? $"lies on another machine's disk ({mount.FileSystem}), where SQLite cannot lock it: "
                + "choose a local disk with --database, or PostgreSQL"
            : null;
    }
}
