using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Operations.Claims;
using CloudBridge.Core.Operations.Live;
using CloudBridge.Core.Registry.Sites;

namespace CloudBridge.Web.Ocpi;

/// <summary>The sessions that run, by what their chargers told last, and those that are over, by their first bills.</summary>
public sealed class OcpiSessionBook
{
    private readonly IssuedBills _bills;
    private readonly ChargerPlaces _chargers;
    private readonly RunningSessions _running;
    private readonly SessionClaims _claims;
    private readonly LiveBoard _board;

    /// <summary>Over a database and what chargers tell.</summary>
    public OcpiSessionBook(Database database, ChargerPlaces chargers, RunningSessions running, SessionClaims claims, LiveBoard board)
    {
        _bills = new IssuedBills(database);
        _chargers = chargers;
        _running = running;
        _claims = claims;
        _board = board;
    }

    /// <summary>A page of those last updated in a range: those that are over in the order of their bills, then those that run.</summary>
    public IReadOnlyList<string> Read(OcpiParty party, OcpiPaging paging, out long count)
    {
        ArgumentNullException.ThrowIfNull(paging);
        IReadOnlyList<IssuedBill> over = _bills.Read(
            paging.FromUtcMs,
            paging.ToUtcMs,
            paging.Offset,
            paging.Limit,
            out long overCount,
            BillKind.Bill);
        List<RunningSession> running =
        [
            .. Running().Where(one =>
                one.Reading.ReceivedUtcMs >= paging.FromUtcMs && one.Reading.ReceivedUtcMs < paging.ToUtcMs),
        ];
        count = overCount + running.Count;
        return
        [
            .. over.Select(issued => OcpiSessionWriter.Write(party, issued.Bill)),
            .. running.Skip((int)Math.Max(0, paging.Offset - overCount)).Take(paging.Limit - over.Count).Select(one => TextOf(party, one)),
        ];
    }

    /// <summary>All that run and can be told, in order.</summary>
    public IReadOnlyList<RunningSession> Running()
    {
        return
        [
            .. _chargers.All()
                .Where(charger => _board.ReadingOf(charger.ChargerId)?.Session != null)
                .Select(charger => _running.Of(charger.ChargerId))
                .OfType<RunningSession>()
                .Where(OcpiSessionWriter.CanTell),
        ];
    }

    /// <summary>A session that runs, as JSON.</summary>
    public string TextOf(OcpiParty party, RunningSession running)
    {
        ArgumentNullException.ThrowIfNull(running);
        return OcpiSessionWriter.Write(
            party,
            running,
            _chargers.Find(running.ChargerId) ?? new PlacedCharger { ChargerId = running.ChargerId },
            _claims.AccountOf(running.ChargerId, running.Number, running.StartUtcMs));
    }

    /// <summary>The first bill of a session; null while there is none.</summary>
    public Bill? BillOf(string sessionId)
    {
        return _bills.FirstOf(sessionId);
    }
}
