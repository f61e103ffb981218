using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using Dapper;
using Firmware.Core.Promises;

namespace CloudBridge.Core.Registry.Accounts;

/// <summary>The accounts. Changes count for bills issued from then on: a bill holds name and address as they were.</summary>
public sealed class AccountRegistry
{
    /// <summary>Most accounts of one list.</summary>
    public const int CountMax = 1000;

    /// <summary>What of a row is an <see cref="Account"/>.</summary>
    internal const string Columns =
        "account_id AS AccountId, name AS Name, email AS Email, address AS Address, city AS City, postal_code AS PostalCode, "
            + "country_code AS CountryCode, vat_number AS VatNumber, buyer_reference AS BuyerReference, "
            + "time_zone AS TimeZone, mailed_documents AS MailedDocuments, mailed_from_utc_ms AS MailedFromUtcMs, "
            + "added_utc_ms AS AddedUtcMs";

    private readonly Database _database;
    private readonly TimeProvider _clock;

    /// <summary>The accounts in a database.</summary>
    public AccountRegistry(Database database, TimeProvider clock)
    {
        _database = database;
        _clock = clock;
    }

    /// <summary>Adds an account without defect; false when the id is taken.</summary>
    public bool TryAdd(Account account)
    {
        Guard.IsTrue(account.FindDefect() == null, "an account without defect");
        long nowMs = NowMs();
        using DbConnection connection = _database.Open();
        return connection.Execute(
            """
            INSERT INTO account (account_id, name, email, address, city, postal_code, country_code, vat_number, buyer_reference,
                time_zone, mailed_documents, mailed_from_utc_ms, added_utc_ms)
            VALUES (@AccountId, @Name, @Email, @Address, @City, @PostalCode, @CountryCode, @VatNumber, @BuyerReference, @TimeZone,
                @MailedDocuments, @MailedFromUtcMs, @AddedUtcMs) ON CONFLICT DO NOTHING
            """,
            account with
            {
                MailedFromUtcMs = account.MailedDocuments == MailedDocuments.None ? null : nowMs,
                AddedUtcMs = nowMs,
            }) == 1;
    }

    /// <summary>Replaces all of an account but its id; false when there is none. Where other documents are to be mailed than before, or to
    /// another address, they are those issued from now on.</summary>
    public bool TrySet(Account account)
    {
        Guard.IsTrue(account.FindDefect() == null, "an account without defect");
        using DbConnection connection = _database.Open();
        return connection.Execute(
            $"""
            UPDATE account SET name = @Name, email = @Email, address = @Address, city = @City, postal_code = @PostalCode,
                country_code = @CountryCode, vat_number = @VatNumber, buyer_reference = @BuyerReference, time_zone = @TimeZone,
                mailed_documents = @MailedDocuments, mailed_from_utc_ms = CASE WHEN @MailedDocuments = '{MailedDocuments.None}' THEN NULL
                    WHEN mailed_documents = @MailedDocuments AND email = @Email THEN mailed_from_utc_ms ELSE @MailedFromUtcMs END
            WHERE account_id = @AccountId
            """,
            account with { MailedFromUtcMs = NowMs() }) == 1;
    }

    /// <summary>An account by its id; null when there is none.</summary>
    public Account? Find(string? accountId)
    {
        using DbConnection connection = _database.Open();
        return connection.QueryFirstOrDefault<Account>($"SELECT {Columns} FROM account WHERE account_id = @accountId", new { accountId });
    }

    /// <summary>The first accounts by name, at most <see cref="CountMax"/>, with what belongs to each now.</summary>
    public IReadOnlyList<AccountRow> List()
    {
        using DbConnection connection = _database.Open();
        return
        [
            .. connection.Query<AccountRow>(
                $"""
                SELECT a.account_id AS AccountId, a.name AS Name, a.email AS Email, a.time_zone AS TimeZone,
                       (SELECT COUNT(*) FROM charger c WHERE a.account_id =
                           (SELECT o.account_id FROM account_charger o WHERE o.charger_id = c.charger_id AND o.from_utc_ms <= @nowMs
                           ORDER BY o.from_utc_ms DESC LIMIT 1)) AS Chargers,
                       (SELECT COUNT(*) FROM person p WHERE p.account_id = a.account_id) AS People,
                       (SELECT COUNT(*) FROM bill b WHERE b.account_id = a.account_id) AS Bills
                FROM account a ORDER BY a.name, a.account_id LIMIT {CountMax}
                """,
                new { nowMs = NowMs() }),
        ];
    }

    /// <summary>Names of the people who may sign in for an account, in order.</summary>
    public IReadOnlyList<string> PeopleOf(string accountId)
    {
        using DbConnection connection = _database.Open();
        return
        [
            .. connection.Query<string>(
                "SELECT person_name FROM person WHERE account_id = @accountId ORDER BY person_name",
                new { accountId }),
        ];
    }

    private long NowMs()
    {
        return _clock.GetUtcNow().ToUnixTimeMilliseconds();
    }
}

/// <summary>An account in a list.</summary>
public sealed record AccountRow
{
    /// <summary>Id.</summary>
    public string AccountId { get; init; } = "";

    /// <summary>Name.</summary>
    public string Name { get; init; } = "";

    /// <summary>E-mail address; may be empty.</summary>
    public string Email { get; init; } = "";

    /// <summary>Zone by the tz database.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>Chargers that are its own now.</summary>
    public long Chargers { get; init; }

    /// <summary>People who may sign in for it.</summary>
    public long People { get; init; }

    /// <summary>Bills made out to it, credit notes among them.</summary>
    public long Bills { get; init; }
}
