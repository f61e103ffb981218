using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Registry.Accounts;

/// <summary>The accounts as bills name them, as they are today.</summary>
public sealed class AccountNames
{
    private readonly Database _database;

    /// <summary>The accounts of a database.</summary>
    public AccountNames(Database database)
    {
        _database = database;
    }

    /// <summary>The party of an account; null when there is no such account.</summary>
    public BilledParty? Find(string accountId)
    {
        using DbConnection connection = _database.Open();
        Account? account = connection.QueryFirstOrDefault<Account>(
            $"SELECT {AccountRegistry.Columns} FROM account WHERE account_id = @accountId",
            new { accountId });
        return account == null ? null : BilledParty.Of(account);
    }

    /// <summary>The first accounts by name.</summary>
    public IReadOnlyList<(string Id, string Name)> List(int countMax)
    {
        using DbConnection connection = _database.Open();
        return
        [
            .. connection.Query<(string, string)>(
                "SELECT account_id, name FROM account ORDER BY name, account_id LIMIT @countMax",
                new { countMax }),
        ];
    }
}
