using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Chargers;

namespace CloudBridge.Core.Billing.Ingest;

/// <summary>Keys of chargers that others have taken the place of.</summary>
public sealed class FormerKeyTable : IDisposable
{
    private readonly PreparedCommand _end;
    private readonly PreparedCommand _note;

    /// <summary>Over the writer's connection.</summary>
    public FormerKeyTable(WriterConnection writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _end = new PreparedCommand(writer.Connection, 2, ChargerColumns.EndFormerKeys);
        _note = new PreparedCommand(writer.Connection, 2, ChargerColumns.NoteKeyUsed);
    }

    /// <summary>The charger's newest key has proved a record: the former ones prove none from its sequence on.</summary>
    public void End(string chargerId, long sequence, long receivedUtcMs)
    {
        _end.Execute(chargerId, sequence);
        _note.Execute(chargerId, receivedUtcMs);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _end.Dispose();
        _note.Dispose();
    }
}
