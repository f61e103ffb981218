using System.Data.Common;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Registry.Access;
using Dapper;

namespace CloudBridge.Core.Operations.Notices;

/// <summary>Who is told of an event: whose role, account, kinds and severity it fits, and who was told of its beginning.</summary>
internal sealed class Audience
{
    private readonly Dictionary<(long ContactId, int Rank), Delay> _delays = [];
    private readonly DbConnection _connection;
    private readonly long _nowMs;
    private readonly IReadOnlyList<Contact> _contacts;

    /// <summary>The contacts that are used now, inside a transaction.</summary>
    public Audience(DbConnection connection, long nowMs)
    {
        _connection = connection;
        _nowMs = nowMs;
        _contacts = [.. ContactBook.AllIn(connection).Where(contact => contact.IsUsed)];
    }

    /// <summary>Who is told, and how long it is kept for each.</summary>
    public IEnumerable<(Contact Contact, Delay Delay)> Of(IncidentEvent entry, Incident incident)
    {
        return _contacts
            .Where(contact => IsFor(contact, entry, incident))
            .Select(contact => (contact, DelayFor(contact, IncidentSeverity.RankOf(entry.Severity))));
    }

    private bool IsFor(Contact contact, IncidentEvent entry, Incident incident)
    {
        if (!contact.Concerns(incident))
        {
            return false;
        }

        bool isSevere = IncidentSeverity.RankOf(entry.Severity) >= IncidentSeverity.RankOf(contact.LeastSeverity);
        return entry.Action switch
        {
            // Programs that show who does what; people see it on the page.
            IncidentAction.Acknowledged => isSevere
                && contact.Channel == NoticeChannel.Webhook
                && contact.Role == Role.Operator
                && contact.PersonName != entry.PersonName,
            IncidentAction.Cleared => WasTold(contact, entry),
            _ => isSevere,
        };
    }

    // That something is over interests nobody who was not told that it began.
    private bool WasTold(Contact contact, IncidentEvent entry)
    {
        return _connection.ExecuteScalar<long>(
                "SELECT COUNT(*) FROM notice_item WHERE contact_id = @ContactId AND incident_id = @IncidentId AND event_id < @EventId",
                new
                {
                    contact.ContactId,
                    entry.IncidentId,
                    entry.EventId,
                }
            ) > 0;
    }

    private Delay DelayFor(Contact contact, int rank)
    {
        if (!_delays.TryGetValue((contact.ContactId, rank), out Delay? delay))
        {
            delay = Delay.For(_connection, contact, rank, _nowMs);
            _delays[(contact.ContactId, rank)] = delay;
        }

        return delay;
    }
}
