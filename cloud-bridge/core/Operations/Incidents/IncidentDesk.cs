using CloudBridge.Core.Foundation.Storage;

namespace CloudBridge.Core.Operations.Incidents;

/// <summary>Where people say that they have an incident in hand.</summary>
public sealed class IncidentDesk
{
    /// <summary>Longer notes are refused.</summary>
    public const int NoteLengthMax = 400;

    /// <summary>Longest name of a person.</summary>
    public const int NameLengthMax = 120;

    private readonly Database _database;
    private readonly TimeProvider _clock;
    private readonly Action _afterChange;

    /// <summary>Over a database; <paramref name="afterChange"/> wakes whoever tells open pages.</summary>
    public IncidentDesk(Database database, TimeProvider clock, Action afterChange)
    {
        _database = database;
        _clock = clock;
        _afterChange = afterChange;
    }

    /// <summary>Writes down who has it in hand; null, or why not.</summary>
    public string? Acknowledge(long incidentId, string personName, string? note)
    {
        string text = note?.Trim() ?? "";
        if (text.Length > NoteLengthMax)
        {
            return $"The note has {text.Length} characters: give at most {NoteLengthMax}.";
        }

        long nowUtcMs = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        bool isTaken = _database.Write(connection =>
            IncidentLog.TryAcknowledge(connection, incidentId, personName, StoredText.Of(text), nowUtcMs));
        if (isTaken)
        {
            _afterChange();
            return null;
        }

        return new IncidentArchive(_database).Find(incidentId)?.AcknowledgedBy is string other
            ? $"{other} has this incident in hand already."
            : $"There is no incident {incidentId}.";
    }
}
