using System.Data.Common;
using CloudBridge.Core.Operations.Incidents.Rules;
using CloudBridge.Core.Operations.Live;
using CloudBridge.Core.Registry.Sites;
using Dapper;

namespace CloudBridge.Core.Operations.Incidents.Judging;

/// <summary>What one pass of the judge works on: the connection inside its transaction, the time, the watches it has read, and whom to tell
/// after the commit. What it changes is written at its end, each charger once.</summary>
internal sealed class JudgePass
{
    /// <summary>What is older than this when it is judged is history and raises nothing, in ms: a database that was filled in bulk, or an
    /// upgrade.</summary>
    public const long HistoryMs = 24 * 3600000L;

    private readonly LiveBoard _board;
    private readonly Dictionary<string, ChargerWatch?> _saved = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ChargerWatch?> _watches = new(StringComparer.Ordinal);
    private readonly HashSet<string> _sitesRead = new(StringComparer.Ordinal);
    private readonly HashSet<long> _incidentsRead = [];

    public JudgePass(DbConnection connection, LiveBoard board, Hearing hearing, long nowUtcMs)
    {
        Connection = connection;
        Hearing = hearing;
        NowUtcMs = nowUtcMs;
        _board = board;
    }

    /// <summary>Inside a transaction with the write lock.</summary>
    public DbConnection Connection { get; }

    /// <summary>Says who is silent.</summary>
    public Hearing Hearing { get; }

    /// <summary>Now, by the bridge's clock.</summary>
    public long NowUtcMs { get; }

    /// <summary>Chargers that are to be asked for their status.</summary>
    public HashSet<string> Asked { get; } = new(StringComparer.Ordinal);

    /// <summary>The watches that were read or made.</summary>
    public IEnumerable<string> ChargerIds => _watches.Keys;

    /// <summary>The watch of a charger; null for one that nobody has added.</summary>
    public ChargerWatch? Find(string chargerId)
    {
        if (!_watches.TryGetValue(chargerId, out ChargerWatch? watch))
        {
            Take(chargerId, WatchTable.Find(Connection, chargerId));
            watch = _watches[chargerId];
        }

        return watch;
    }

    /// <summary>The watch of a charger that was found before.</summary>
    public ChargerWatch this[string chargerId]
    {
        get => _watches[chargerId]!;
        set => _watches[chargerId] = value;
    }

    /// <summary>The chargers of a site, as they are in this pass.</summary>
    public IReadOnlyList<ChargerWatch> AtSite(string siteId)
    {
        if (_sitesRead.Add(siteId))
        {
            foreach (ChargerWatch watch in WatchTable.AtSite(Connection, siteId))
            {
                if (!_watches.ContainsKey(watch.ChargerId))
                {
                    Take(watch.ChargerId, watch);
                }
            }
        }

        return
        [
            .. _watches
                .Values.OfType<ChargerWatch>()
                .Where(watch => watch.SiteId == siteId && watch.StatusRevision > 0)
                .OrderBy(watch => watch.ChargerId, StringComparer.Ordinal),
        ];
    }

    /// <summary>The chargers that one incident stands for, as they are in this pass and wherever they are now.</summary>
    public IReadOnlyList<ChargerWatch> OfIncident(long incidentId)
    {
        if (_incidentsRead.Add(incidentId))
        {
            foreach (ChargerWatch watch in WatchTable.OfIncident(Connection, incidentId))
            {
                if (!_watches.ContainsKey(watch.ChargerId))
                {
                    Take(watch.ChargerId, watch);
                }
            }
        }

        return
        [
            .. _watches
                .Values.OfType<ChargerWatch>()
                .Where(watch => watch.OfflineIncidentId == incidentId || watch.MainsIncidentId == incidentId)
                .OrderBy(watch => watch.ChargerId, StringComparer.Ordinal),
        ];
    }

    /// <summary>An incident by its number.</summary>
    public Incident? Incident(long incidentId)
    {
        return IncidentLog.Find(Connection, incidentId);
    }

    /// <summary>Whether a fault is in the charger's last status; also true where that does not say.</summary>
    public bool IsInStatus(string chargerId, int faultCode)
    {
        string? message = Connection.QueryFirstOrDefault<string?>(
            "SELECT message FROM charger_status WHERE charger_id = @chargerId AND is_online = 1",
            new { chargerId });
        long? mask = message == null ? null : StatusReport.Of(message).FaultMask;
        return mask == null || (mask.Value & (1L << faultCode)) != 0;
    }

    /// <summary>Whose a session is that runs at a charger: who claimed it, else whose the charger was when it began; without a session
    /// whose the charger is.</summary>
    public string? OwnerOf(string chargerId, long sessionNumber, long startUtcMs)
    {
        return Connection.QueryFirstOrDefault<string?>(
            """
            SELECT COALESCE(
                (SELECT account_id FROM session_claim WHERE charger_id = @chargerId AND session_number = @sessionNumber),
                (SELECT account_id FROM account_charger WHERE charger_id = @chargerId AND from_utc_ms <= @startUtcMs
                    ORDER BY from_utc_ms DESC LIMIT 1))
            """,
            new { chargerId, sessionNumber, startUtcMs = startUtcMs > 0 ? startUtcMs : NowUtcMs });
    }

    /// <summary>When it is told that a charger went: of silence people are told when it is known, however long ago it began.</summary>
    public long ToldUtcMs(string chargerId, long atUtcMs)
    {
        return this[chargerId].IsSilent ? NowUtcMs : atUtcMs;
    }

    /// <summary>Writes every watch that has changed.</summary>
    public void Save()
    {
        foreach ((string chargerId, ChargerWatch? watch) in _watches)
        {
            if (watch != null && watch != _saved[chargerId])
            {
                WatchTable.Save(Connection, watch);
            }
        }
    }

    private void Take(string chargerId, ChargerWatch? watch)
    {
        _saved[chargerId] = watch;
        _watches[chargerId] = watch == null || _board.ReadingOf(chargerId) is not { } reading ? watch : watch.With(reading);
    }
}
