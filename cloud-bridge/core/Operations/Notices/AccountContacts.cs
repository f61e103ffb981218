using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Accounts;
using Dapper;

namespace CloudBridge.Core.Operations.Notices;

/// <summary>
/// The contacts by which accounts get their documents: one an account, made of what the operator has set, and stopped by whoever gets its
/// mails. Setting it anew starts it again.
/// </summary>
public sealed class AccountContacts
{
    // A contact is as old as what was set of its account; with another age it is to follow.
    private const string Behind = $"""
        FROM account a LEFT JOIN contact c ON c.account_id = a.account_id
        WHERE a.mailed_documents <> '{MailedDocuments.None}' AND (c.contact_id IS NULL OR c.added_utc_ms <> a.mailed_from_utc_ms)
        """;

    private readonly Database _database;

    /// <summary>The contacts in a database.</summary>
    public AccountContacts(Database database)
    {
        _database = database;
    }

    /// <summary>Whether whoever gets an account's documents has stopped them by the link in a mail.</summary>
    public bool IsStopped(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        using DbConnection connection = _database.Open();
        return connection.ExecuteScalar<long>(
            "SELECT COUNT(*) FROM contact WHERE account_id = @AccountId AND added_utc_ms = @MailedFromUtcMs AND is_paused = 1",
            account) > 0;
    }

    /// <summary>Whether something was set that the contacts do not follow yet.</summary>
    internal static bool AreBehind(DbConnection connection)
    {
        return connection.ExecuteScalar<long>($"SELECT COUNT(*) {Behind}") > 0;
    }

    /// <summary>Makes and changes them by what was set, inside a transaction that holds the write lock.</summary>
    internal static void Follow(DbConnection connection)
    {
        IReadOnlyList<(string AccountId, long? ContactId)> behind =
        [
            .. connection.Query<(string, long?)>($"SELECT a.account_id, c.contact_id {Behind} LIMIT {NoticeLimits.GatheringsPerPass}"),
        ];
        foreach ((string accountId, long? contactId) in behind)
        {
            if (contactId == null)
            {
                connection.Execute(
                    $"""
                    INSERT INTO contact (contact_id, account_id, channel, address, secret, language, kinds, least_severity, time_zone,
                        is_paused, added_utc_ms)
                    VALUES ((SELECT COALESCE(MAX(contact_id), 0) + 1 FROM contact), @accountId, '{NoticeChannel.Email}', '', '',
                        '{NoticeTexts.English}', '{ContactKinds.OfRole}', 'Notice', 'UTC', 0, 0)
                    """,
                    new { accountId });
            }

            // An operator has set it: that it is the account's needs no question, and whoever gets it by mistake can stop it.
            connection.Execute(
                """
                UPDATE contact SET address = a.email, time_zone = a.time_zone, confirmed_utc_ms = a.mailed_from_utc_ms,
                    added_utc_ms = a.mailed_from_utc_ms, is_paused = 0
                FROM account a WHERE a.account_id = contact.account_id AND contact.account_id = @accountId
                """,
                new { accountId });
        }
    }
}
