using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Tariffs.Ocpi;
using Dapper;

namespace CloudBridge.Core.Tariffs.Publishing;

/// <summary>Tariffs that are being written: kept whether or not they are good yet, and charged by nobody until they are
/// published.</summary>
public sealed class TariffDrafts
{
    /// <summary>At most so many are kept, so that nobody fills the database with texts.</summary>
    public const int CountMax = 200;

    private const string Select =
        "SELECT draft_number AS Number, ocpi_json AS OcpiJson, time_zone AS TimeZone, changed_utc_ms AS "
            + "ChangedUtcMs, changed_by AS ChangedBy FROM tariff_draft";

    private readonly Database _database;
    private readonly TimeProvider _clock;

    /// <summary>The drafts in a database.</summary>
    public TariffDrafts(Database database, TimeProvider clock)
    {
        _database = database;
        _clock = clock;
    }

    /// <summary>All drafts, the last changed first.</summary>
    public IReadOnlyList<TariffDraft> List()
    {
        using DbConnection connection = _database.Open();
        return [.. connection.Query<TariffDraft>(Select + " ORDER BY changed_utc_ms DESC, draft_number DESC")];
    }

    /// <summary>A draft; null when there is none of this number.</summary>
    public TariffDraft? Find(long number)
    {
        using DbConnection connection = _database.Open();
        return connection.QueryFirstOrDefault<TariffDraft>(Select + " WHERE draft_number = @number", new { number });
    }

    /// <summary>Keeps a new draft, however defective; null, with what is wrong, when it is too long or there are too many.</summary>
    public TariffDraft? Add(string ocpiJson, string timeZone, string by, out string defect)
    {
        string found = DefectOf(ocpiJson);
        TariffDraft? added = found.Length > 0 ? null : _database.Write(connection =>
        {
            if (connection.ExecuteScalar<long>("SELECT COUNT(*) FROM tariff_draft") >= CountMax)
            {
                found = $"there are {CountMax} drafts already: publish or delete some";
                return null;
            }

                    TariffDraft draft = new()
                    {
                        Number = 1 + connection.ExecuteScalar<long>("SELECT COALESCE(MAX(draft_number), 0) FROM tariff_draft"),
                        OcpiJson = ocpiJson,
                        TimeZone = timeZone,
                        ChangedUtcMs = _clock.GetUtcNow().ToUnixTimeMilliseconds(),
                        ChangedBy = by,
                    };
                    connection.Execute(
                        "INSERT INTO tariff_draft (draft_number, ocpi_json, time_zone, changed_utc_ms, changed_by) "
                            + "VALUES (@Number, @OcpiJson, @TimeZone, @ChangedUtcMs, @ChangedBy)",
                        draft);
                    return draft;
                });
        defect = found;
        return added;
    }

    /// <summary>Changes a draft; false, with what is wrong, when it is too long or not there.</summary>
    public bool TryChange(long number, string ocpiJson, string timeZone, string by, out string defect)
    {
        defect = DefectOf(ocpiJson);
        if (defect.Length > 0)
        {
            return false;
        }

        using DbConnection connection = _database.Open();
        int changed = connection.Execute(
            "UPDATE tariff_draft SET ocpi_json = @ocpiJson, time_zone = @timeZone, changed_utc_ms = @nowUtcMs, changed_by = @by "
                + "WHERE draft_number = @number",
            new { number, ocpiJson, timeZone, by, nowUtcMs = _clock.GetUtcNow().ToUnixTimeMilliseconds() });
        defect = changed == 1 ? "" : $"there is no draft {number}: somebody has published or deleted it";
        return changed == 1;
    }

    /// <summary>Deletes a draft; false when it is not there.</summary>
    public bool TryDelete(long number)
    {
        using DbConnection connection = _database.Open();
        return connection.Execute("DELETE FROM tariff_draft WHERE draft_number = @number", new { number }) == 1;
    }

    private static string DefectOf(string ocpiJson)
    {
        return ocpiJson.Length > OcpiTariffReader.BytesMax
                ? $"the text has {ocpiJson.Length} characters; at most {OcpiTariffReader.BytesMax} are taken"
            : ocpiJson.Contains('\0', StringComparison.Ordinal) ? "the text is no text: it holds zero bytes"
            : "";
    }
}

/// <summary>A tariff that is being written.</summary>
public sealed record TariffDraft
{
    /// <summary>Its number.</summary>
    public long Number { get; init; }

    /// <summary>The text, which may be defective.</summary>
    public string OcpiJson { get; init; } = "";

    /// <summary>The zone of its times of day.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>When last changed, unix ms.</summary>
    public long ChangedUtcMs { get; init; }

    /// <summary>By whom.</summary>
    public string ChangedBy { get; init; } = "";
}
