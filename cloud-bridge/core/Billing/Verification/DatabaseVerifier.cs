using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Tariffs.Publishing;

namespace CloudBridge.Core.Billing.Verification;

/// <summary>
/// Checks the whole history of a database: nothing is believed that can be computed again. It only reads, and sees one moment, so it may
/// run beside a bridge. Who can write to the database knows the chargers' keys too: against such a person a signed statement helps, not
/// this.
/// </summary>
public sealed class DatabaseVerifier
{
    private readonly Database _database;

    /// <summary>A verifier of a database whose schema is up to date.</summary>
    public DatabaseVerifier(Database database)
    {
        _database = database;
    }

    /// <summary>Looks at everything, from the tariffs to the bills.</summary>
    public Verdict Verify()
    {
        Verdict verdict = new();
        using DbConnection connection = _database.Open();
        Database.BeginRead(connection);
        try
        {
            IReadOnlyDictionary<(string, int), PublishedTariff> tariffs = TariffCheck.Check(connection, verdict);
            RecordCheck.Check(connection, verdict);
            RegisterCheck.Check(connection, verdict);
            LimitCheck.Check(connection, verdict);
            SeriesCheck.Check(connection, verdict);
            new BillCheck(_database, tariffs).Check(connection, verdict);
            StatementCheck.Check(connection, verdict);
            HoldCheck.Check(connection, verdict);
            new DecisionCheck(_database).Check(connection, verdict);
            QuarantineCheck.Check(connection, verdict);
            return verdict;
        }
        finally
        {
            Database.Rollback(connection);
        }
    }
}
