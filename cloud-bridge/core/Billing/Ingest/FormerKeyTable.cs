using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Chargers;

namespace CloudBridge.Core.Billing.Ingest;

/// <summary>Keys of chargers that others have taken the place of.</summary>
public sealed class FormerKeyTable : IDisposable
{
    private readonly PreparedCommand _end;
    private readonly PreparedCommand _note;
    private readonly PreparedCommand _ended;

    /// <summary>Over the writer's connection.</summary>
    public FormerKeyTable(WriterConnection writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _end = new PreparedCommand(writer.Connection, 2, ChargerColumns.EndFormerKeys);
        _note = new PreparedCommand(writer.Connection, 2, ChargerColumns.NoteKeyUsed);
        _ended = new PreparedCommand(
            writer.Connection,
            3,
            "SELECT COUNT(*) FROM charger_former_key WHERE charger_id = @1 AND device_key = @2 "
                + "AND (end_sequence <= @3 OR ended_utc_ms IS NOT NULL)");
    }

    /// <summary>The charger's newest key has proved a record: the former ones prove none from its sequence on.</summary>
    public void End(string chargerId, long sequence, long receivedUtcMs)
    {
        if (_end.Execute(chargerId, sequence) > 0)
        {
            _note.Execute(chargerId, receivedUtcMs);
        }
    }

    /// <summary>Whether a former key is good for a sequence no more, as this transaction sees it: what is in memory may be a moment
    /// old.</summary>
    public bool HasEnded(string chargerId, byte[] deviceKey, long sequence)
    {
        return _ended.Number(chargerId, Convert.ToHexStringLower(deviceKey), sequence) > 0;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _end.Dispose();
        _note.Dispose();
        _ended.Dispose();
    }
}
