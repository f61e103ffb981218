using System.Globalization;
using CsvHelper;
using Firmware.Core.Ports;
using Firmware.Core.Sessions;

namespace Hardware.Bench.Replay;

/// <summary>Reads recorded sessions from a CSV file. The first thing that is wrong is told with file and line, and nothing is
/// replayed.</summary>
public static class SessionFile
{
    private const double EnergyMaxKilowattHours = 1000;
    private const int SessionCountMax = 1000000;

    private static readonly string[] Columns = ["session_id", "station_id", "connected_utc", "disconnected_utc", "energy_kwh"];

    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        TrackLineNumbers = true,
        TrimWhitespace = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
        MaxRecordSize = 64 * 1024,
    };

    /// <summary>The sessions of each station in order of time; false, and what is wrong where, when the file cannot be used.</summary>
    public static bool TryRead(string path, out IReadOnlyList<RecordedSession[]> stations, out string defect)
    {
        stations = [];
        List<RecordedSession> sessions = [];
        defect = Read(path, sessions) ?? FindOverlap(path, sessions) ?? "";
        if (defect.Length > 0)
        {
            return false;
        }

        stations =
        [
            .. sessions
                .GroupBy(session => session.StationId)
                .Select(station => station.OrderBy(session => session.ConnectedUtcMs).ToArray()),
        ];
        return true;
    }

    private static string? Read(string path, List<RecordedSession> sessions)
    {
        try
        {
            using CsvReader csv = CsvReader.FromFile(path, Options);
            return Read(path, csv, sessions);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"{path}: cannot be read: {exception.Message}";
        }
        catch (CsvFormatException exception)
        {
            return $"{path}:{exception.LineNumber}: is not CSV: {exception.Message}";
        }
    }

    private static string? Read(string path, CsvReader csv, List<RecordedSession> sessions)
    {
        csv.ReadHeader();
        int[] indexes = new int[Columns.Length];
        for (int i = 0; i < Columns.Length; i++)
        {
            if (!csv.TryGetFieldIndex(Columns[i], out indexes[i]))
            {
                return $"{path}:1: column {Columns[i]} is missing; needed are {string.Join(", ", Columns)}";
            }
        }

        HashSet<string> ids = new(StringComparer.Ordinal);
        while (csv.Read())
        {
            string[] fields = [.. indexes.Select(csv.GetString)];
            string? defect = ReadRow(fields, (int)csv.LineNumber, ids, sessions);
            if (defect != null)
            {
                return $"{path}:{csv.LineNumber}: {defect}";
            }
        }

        return sessions.Count == 0 ? $"{path}:1: there is no session in the file" : null;
    }

    private static string? ReadRow(string[] fields, int line, HashSet<string> ids, List<RecordedSession> sessions)
    {
        int missing = Array.FindIndex(fields, string.IsNullOrEmpty);
        if (missing >= 0)
        {
            return $"{Columns[missing]} is empty";
        }
        if (!ids.Add(fields[0]))
        {
            return $"session_id {fields[0]} stands in the file twice";
        }
        if (!Topics.IsChargerId(fields[1]))
        {
            return $"station_id \"{fields[1]}\" cannot be a charger id: 1 to 36 of A-Z a-z 0-9 . _ -";
        }
        if (!TryTime(fields[2], out long connectedMs))
        {
            return NoTime(Columns[2], fields[2]);
        }
        if (!TryTime(fields[3], out long disconnectedMs))
        {
            return NoTime(Columns[3], fields[3]);
        }
        if (disconnectedMs <= connectedMs)
        {
            return "disconnected_utc is not after connected_utc";
        }
        if (disconnectedMs - connectedMs > PeriodLedger.DurationMaxMs)
        {
            return $"the session is longer than {PeriodLedger.DurationMaxMs / 86400000} days";
        }
        if (!double.TryParse(fields[4], NumberStyles.Float, CultureInfo.InvariantCulture, out double energy) || !double.IsFinite(energy))
        {
            return $"energy_kwh \"{fields[4]}\" is not a number";
        }
        if (energy < 0)
        {
            return $"energy_kwh is negative: {fields[4]}";
        }
        if (energy > EnergyMaxKilowattHours)
        {
            return $"energy_kwh is above {EnergyMaxKilowattHours}: {fields[4]}";
        }
        if (sessions.Count == SessionCountMax)
        {
            return $"there are more than {SessionCountMax} sessions";
        }

        RecordedSession session = new(fields[0], fields[1], connectedMs, disconnectedMs, (long)Math.Round(energy * 1e6), line);
        if (session.PowerWatts > StationReplay.RatedPowerWatts)
        {
            return $"{fields[4]} kWh in {session.DurationMs / 60000} minutes is {session.PowerWatts / 1000:F1} kW; at most "
                + $"{StationReplay.RatedPowerWatts / 1000} kW can be replayed";
        }
        sessions.Add(session);
        return null;
    }

    private static string? FindOverlap(string path, List<RecordedSession> sessions)
    {
        RecordedSession? before = null;
        foreach (
            RecordedSession session in sessions
                .OrderBy(session => session.StationId, StringComparer.Ordinal)
                .ThenBy(session => session.ConnectedUtcMs))
        {
            if (before?.StationId == session.StationId && session.ConnectedUtcMs - before.DisconnectedUtcMs < StationReplay.PauseMinMs)
            {
                return $"{path}:{session.Line}: session {session.Id} begins before session {before.Id} of line {before.Line} has ended at "
                    + $"station {session.StationId}; {StationReplay.PauseMinMs / 1000} s must lie between them";
            }

            before = session;
        }

        return null;
    }

    private static bool TryTime(string text, out long utcMs)
    {
        bool isTime = DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTimeOffset time);
        utcMs = time.ToUnixTimeMilliseconds();
        return isTime && time.Year is >= 2000 and < 2100;
    }

    private static string NoTime(string column, string text)
    {
        return $"{column} \"{text}\" is not a time like 2019-03-01T14:24:58Z";
    }
}
