using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Registry.Partners;

/// <summary>
/// What partners are shown of each object, and since when: whoever shows it says what it is now, and a change gets the time of now. That is
/// OCPI's last_updated, also of what has no time of its own, and it is how a change is noticed.
/// </summary>
public sealed class ShownObjects
{
    /// <summary>The hash of an object that was shown and is there no more.</summary>
    public const string Gone = "gone";

    private const int BillsMax = 500;

    // Bills of other bridges and clocks may be committed a little after others that are newer.
    private const long OverlapMs = 3600000;

    private readonly Database _database;
    private readonly TimeProvider _clock;
    private long _seenUtcMs = long.MinValue + OverlapMs;

    /// <summary>In a database.</summary>
    public ShownObjects(Database database, TimeProvider clock)
    {
        _database = database;
        _clock = clock;
    }

    /// <summary>Takes what all objects of a kind are now, by their hashes, and queues each change for whoever is told of it.</summary>
    /// <param name="kind">One of <see cref="PushKind"/>.</param>
    /// <param name="hashes">Hashes by ids. What is not among them is gone.</param>
    /// <returns>Since when each is what it is, unix ms.</returns>
    public IReadOnlyDictionary<string, long> Take(string kind, IReadOnlyDictionary<string, string> hashes)
    {
        ArgumentNullException.ThrowIfNull(hashes);
        Dictionary<string, Row> known = Read(kind);
        return Changes(known, hashes).Count == 0
            ? hashes.Keys.ToDictionary(id => id, id => known[id].UpdatedUtcMs, StringComparer.Ordinal)
            : _database.Write(connection => Write(connection, kind, hashes));
    }

    /// <summary>Notes that a session runs, and queues it when that is new.</summary>
    public void Begin(string sessionId)
    {
        _database.Write(connection =>
        {
            if (TryPut(connection, PushKind.Session, sessionId, "running"))
            {
                OwedPushes.Add(connection, PushKind.Session, sessionId);
            }

            return true;
        });
    }

    /// <summary>Notes bills that were issued from an instant (unix ms) on, and queues those that are new: their sessions, which are over
    /// now, and their CDRs.</summary>
    public void NoteBills(long fromUtcMs)
    {
        IReadOnlyList<BillRow> bills = NewBills(Math.Max(fromUtcMs, _seenUtcMs - OverlapMs));
        if (bills.Count == 0)
        {
            return;
        }

        _database.Write(connection =>
        {
            foreach (BillRow bill in bills.Where(bill => TryPut(connection, PushKind.Cdr, bill.Number, "issued")))
            {
                if (bill.Kind == "Bill")
                {
                    Put(connection, PushKind.Session, bill.SessionId, "over", NowUtcMs);
                    OwedPushes.Add(connection, PushKind.Session, bill.SessionId);
                }

                OwedPushes.Add(connection, PushKind.Cdr, bill.Number);
            }

            return true;
        });
        _seenUtcMs = bills.Max(bill => bill.IssuedUtcMs);
    }

    private long NowUtcMs => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    private static List<(string Id, string Hash)> Changes(Dictionary<string, Row> known, IReadOnlyDictionary<string, string> hashes)
    {
        return
        [
            .. hashes.Where(pair => !known.TryGetValue(pair.Key, out Row? row) || row.Hash != pair.Value)
                .Select(pair => (pair.Key, pair.Value)),
            .. known.Values.Where(row => row.Hash != Gone && !hashes.ContainsKey(row.Id)).Select(row => (row.Id, Gone)),
        ];
    }

    // Looks again under the write lock: another bridge may have been faster.
    private Dictionary<string, long> Write(DbConnection connection, string kind, IReadOnlyDictionary<string, string> hashes)
    {
        Dictionary<string, Row> known = ReadRows(connection, kind).ToDictionary(row => row.Id, StringComparer.Ordinal);
        Dictionary<string, long> updated = known.ToDictionary(pair => pair.Key, pair => pair.Value.UpdatedUtcMs, StringComparer.Ordinal);
        long nowMs = NowUtcMs;
        foreach ((string id, string hash) in Changes(known, hashes))
        {
            Put(connection, kind, id, hash, nowMs);
            // The first status of an EVSE goes with its location, which is new or has changed as well.
            if (kind != PushKind.Status || known.ContainsKey(id))
            {
                OwedPushes.Add(connection, kind, id);
            }

            updated[id] = nowMs;
        }

        return updated;
    }

    private static void Put(DbConnection connection, string kind, string id, string hash, long nowMs)
    {
        connection.Execute(
            """
            INSERT INTO ocpi_shown (kind, object_id, hash, updated_utc_ms) VALUES (@kind, @id, @hash, @nowMs)
            ON CONFLICT (kind, object_id) DO UPDATE SET hash = excluded.hash, updated_utc_ms = excluded.updated_utc_ms
            """,
            new { kind, id, hash, nowMs });
    }

    // False when it is known.
    private bool TryPut(DbConnection connection, string kind, string id, string hash)
    {
        return connection.Execute(
            "INSERT INTO ocpi_shown (kind, object_id, hash, updated_utc_ms) VALUES (@kind, @id, @hash, @NowUtcMs) ON CONFLICT DO NOTHING",
            new { kind, id, hash, NowUtcMs }) == 1;
    }

    private IReadOnlyList<BillRow> NewBills(long fromUtcMs)
    {
        using DbConnection connection = _database.Open();
        return
        [
            .. connection.Query<BillRow>(
                $"""
                SELECT b.bill_number AS Number, b.kind AS Kind, b.session_id AS SessionId, b.issued_utc_ms AS IssuedUtcMs FROM bill b
                WHERE b.issued_utc_ms >= @fromUtcMs
                    AND NOT EXISTS (SELECT 1 FROM ocpi_shown o WHERE o.kind = 'cdr' AND o.object_id = b.bill_number)
                ORDER BY b.issued_utc_ms, b.bill_number LIMIT {BillsMax}
                """,
                new { fromUtcMs }),
        ];
    }

    private Dictionary<string, Row> Read(string kind)
    {
        using DbConnection connection = _database.Open();
        return ReadRows(connection, kind).ToDictionary(row => row.Id, StringComparer.Ordinal);
    }

    private static List<Row> ReadRows(DbConnection connection, string kind)
    {
        return
        [
            .. connection.Query<Row>(
                "SELECT object_id AS Id, hash AS Hash, updated_utc_ms AS UpdatedUtcMs FROM ocpi_shown WHERE kind = @kind",
                new { kind }),
        ];
    }

    private sealed record BillRow
    {
        public string Number { get; init; } = "";

        public string Kind { get; init; } = "";

        public string SessionId { get; init; } = "";

        public long IssuedUtcMs { get; init; }
    }

    private sealed record Row
    {
        public string Id { get; init; } = "";

        public string Hash { get; init; } = "";

        public long UpdatedUtcMs { get; init; }
    }
}
