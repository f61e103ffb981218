using CloudBridge.Core.Foundation.Storage;

namespace Hardware.Bench.Season;

/// <summary>The database as a file: whether something is there already, and how half a season goes away again.</summary>
public sealed class SeasonFile
{
    private readonly string _text;
    private bool _isMade;

    /// <summary>A path, or the connection string of a PostgreSQL database.</summary>
    public SeasonFile(string text)
    {
        _text = text;
        Name = IsFile ? Path.GetFullPath(text) : new Database(text).Name;
    }

    /// <summary>The database in words for a person.</summary>
    public string Name { get; }

    private bool IsFile => !_text.Contains('=', StringComparison.Ordinal);

    /// <summary>Whether a file is there that is not empty.</summary>
    public bool IsTaken()
    {
        return IsFile && File.Exists(_text) && new FileInfo(_text).Length > 0;
    }

    /// <summary>From now on what is in it is this season's.</summary>
    public void OnMade()
    {
        _isMade = true;
    }

    /// <summary>Removes what was made, and says in a sentence what is left.</summary>
    public string Remove()
    {
        if (!_isMade)
        {
            return "Nothing was written.";
        }

        if (!IsFile)
        {
            return $"Half a season is in {Name}: drop the database before the next try.";
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        try
        {
            foreach (string end in new[] { "", "-wal", "-shm" })
            {
                File.Delete(_text + end);
            }

            return $"Half a season is no use: {Name} was removed.";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"Half a season is left in {Name}: remove it.";
        }
    }
}
