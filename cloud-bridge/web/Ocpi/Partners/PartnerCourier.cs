using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Foundation.Work;
using CloudBridge.Core.Operations.Live;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Core.Registry.Partners;
using Firmware.Core.Messaging;

namespace CloudBridge.Web.Ocpi.Partners;

/// <summary>
/// Looks what has changed of all that partners are told, queues it, and keeps a lane for each partner that is registered. While there is
/// none it looks at nothing else.
/// </summary>
public sealed partial class PartnerCourier : IAsyncDisposable
{
    // A session's energy and cost go out this often while it runs.
    private const long ProgressMs = 60000;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookForTheFirst = TimeSpan.FromSeconds(3);

    private readonly PushLaneParts _parts;
    private readonly OcpiLocationBook _locations;
    private readonly OcpiTariffBook _tariffs;
    private readonly OcpiSessionBook _sessions;
    private readonly ShownObjects _shown;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly WorkLoop _loop;
    private readonly string _name = Secret.New(12);
    private readonly Dictionary<string, PushLane> _lanes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long AtUtcMs, LiveSession Session)> _progress = new(StringComparer.Ordinal);

    /// <summary>Over all books; not started.</summary>
    public PartnerCourier(
        PushLaneParts parts,
        OcpiLocationBook locations,
        OcpiTariffBook tariffs,
        OcpiSessionBook sessions,
        ShownObjects shown,
        TimeProvider clock,
        ILogger<PartnerCourier> log)
    {
        _parts = parts;
        _locations = locations;
        _tariffs = tariffs;
        _sessions = sessions;
        _shown = shown;
        _clock = clock;
        _log = log;
        _loop = new WorkLoop("partners", LookAsync, Look, log, parts.WallClock);
    }

    /// <summary>Beats each time it looks.</summary>
    public Heartbeat? Heartbeat { get; init; }

    /// <summary>Looks and tells from now on.</summary>
    public void Start()
    {
        _loop.Heartbeat = Heartbeat;
        _loop.Start();
    }

    /// <summary>Ends all lanes, and leaves the partners to other bridges.</summary>
    public async ValueTask DisposeAsync()
    {
        await _loop.DisposeAsync();
        await Task.WhenAll(_lanes.Values.Select(lane => lane.DisposeAsync().AsTask()));
        if (_lanes.Count > 0)
        {
            LeavePartners();
        }
    }

    private async Task<TimeSpan?> LookAsync(CancellationToken cancellationToken)
    {
        List<Partner> partners = [.. _parts.Partners.All().Where(partner => partner.IsRegistered)];
        await KeepLanesAsync(partners);
        if (partners.Count == 0 || OcpiParty.Of(_parts.Party) is not OcpiParty party)
        {
            return LookForTheFirst;
        }

        // A damaged tariff must not keep CDRs from being told. Tariffs come before the locations that name them.
        await _loop.TryAsync("tariffs", () => Done(NoteTariffs));
        await _loop.TryAsync("locations", () => Done(() => _locations.Read(party)));
        await _loop.TryAsync("running sessions", () => Done(NoteRunning));
        long sinceUtcMs = partners.Min(partner => partner.RegisteredUtcMs ?? long.MaxValue);
        await _loop.TryAsync("bills", () => Done(() => _shown.NoteBills(sinceUtcMs)));
        foreach (PushLane lane in _lanes.Values)
        {
            lane.Loop.Wake();
        }

        return Look;
    }

    private static Task Done(Action part)
    {
        part();
        return Task.CompletedTask;
    }

    private async Task KeepLanesAsync(List<Partner> partners)
    {
        foreach (string gone in _lanes.Keys.Except(partners.Select(partner => partner.Name)).ToArray())
        {
            await _lanes[gone].DisposeAsync();
            _lanes[gone].Loop.Defects.KeepOnly([]);
            _lanes.Remove(gone);
        }

        foreach (string added in partners.Select(partner => partner.Name).Where(name => !_lanes.ContainsKey(name)))
        {
            PushLane lane = new(added, _name, _parts, _log);
            Heartbeat?.Follow(lane.Loop.Defects);
            lane.Loop.Start();
            _lanes[added] = lane;
        }
    }

    private void NoteTariffs()
    {
        _shown.Take(PushKind.Tariff, _tariffs.Read().ToDictionary(shown => shown.Id, shown => shown.Hash, StringComparer.Ordinal));
    }

    private void NoteRunning()
    {
        long nowMs = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        HashSet<string> running = new(StringComparer.Ordinal);
        foreach (RunningSession session in _sessions.Running())
        {
            string id = SessionMessage.IdOf(session.ChargerId, session.Number);
            running.Add(id);
            bool isKnown = _progress.TryGetValue(id, out (long AtUtcMs, LiveSession Session) told);
            if (!isKnown)
            {
                _shown.Begin(id);
                _progress[id] = (nowMs, session.Session);
            }
            else if (nowMs - told.AtUtcMs >= ProgressMs && HasMoved(told.Session, session.Session))
            {
                _parts.Owed.Add(PushKind.Progress, id);
                _progress[id] = (nowMs, session.Session);
            }
        }

        foreach (string over in _progress.Keys.Where(id => !running.Contains(id)).ToArray())
        {
            _progress.Remove(over);
        }
    }

    private static bool HasMoved(LiveSession before, LiveSession now)
    {
        return before.EnergyMilliwattHours != now.EnergyMilliwattHours || before.CostExclMicros != now.CostExclMicros;
    }

    private void LeavePartners()
    {
        try
        {
            _parts.Owed.Leave(_name);
        }
        catch (Exception e) when (Database.IsStorageFailure(e))
        {
            LogNotLeft(e.Message);
        }
    }

    [LoggerMessage(
        EventId = 937,
        Level = LogLevel.Information,
        Message = "Other bridges tell the OCPI partners in a minute and a half, because the database is away: {Cause}"
    )]
    private partial void LogNotLeft(string cause);
}
