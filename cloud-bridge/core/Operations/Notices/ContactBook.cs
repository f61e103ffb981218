using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Access;
using Dapper;

namespace CloudBridge.Core.Operations.Notices;

/// <summary>The contacts of people and of the operator's own systems.</summary>
public sealed class ContactBook
{
    /// <summary>How long the link that confirms an e-mail address can be used.</summary>
    public static readonly TimeSpan ConfirmLifetime = TimeSpan.FromHours(24);

    /// <summary>What every link that confirms an address begins with.</summary>
    public const string ConfirmPath = "/notices/confirm/";

    private const int TokenBytes = 24;

    private const string TooManyQuestions = "There were many questions for a confirmation within a day: try again tomorrow";

    private readonly Database _database;
    private readonly NoticeSettings _settings;
    private readonly TimeProvider _clock;

    /// <summary>The contacts in a database.</summary>
    public ContactBook(Database database, NoticeSettings settings, TimeProvider clock)
    {
        _database = database;
        _settings = settings;
        _clock = clock;
    }

    /// <summary>All contacts of people and of the operator's own systems, in the order they were added.</summary>
    public IReadOnlyList<Contact> All()
    {
        using DbConnection connection = _database.Open();
        return AllIn(connection);
    }

    /// <summary>The contacts of a person, or with null of the operator's own systems.</summary>
    public IReadOnlyList<Contact> Of(string? personName)
    {
        using DbConnection connection = _database.Open();
        return ContactTable.ReadAll(connection, $"WHERE {Whose(personName)} ORDER BY c.contact_id", new { personName });
    }

    /// <summary>A contact by its number; null when there is none.</summary>
    public Contact? Find(long contactId)
    {
        using DbConnection connection = _database.Open();
        return FindIn(connection, contactId);
    }

    /// <summary>Adds a contact; a webhook gets its key. The confirmation of an e-mail address is asked for at once, unless it counts as
    /// confirmed.</summary>
    /// <returns>What was added, or the defect that refused it.</returns>
    public (Contact? Added, string? Defect) Add(Contact contact, bool isConfirmed)
    {
        ArgumentNullException.ThrowIfNull(contact);
        if (contact.FindDefect(_settings) is string defect)
        {
            return (null, defect);
        }

        long nowMs = NowMs();
        return _database.Write<(Contact?, string?)>(connection =>
        {
            if (FindNoRoom(connection, contact) is string full)
            {
                return (null, full);
            }

            Contact added = contact with
            {
                ContactId = connection.ExecuteScalar<long>("SELECT COALESCE(MAX(contact_id), 0) + 1 FROM contact"),
                Secret =
                    contact.Channel == NoticeChannel.Webhook && contact.Secret.Length == 0
                        ? ContactAddress.NewWebhookKey()
                        : contact.Secret,
                ConfirmedUtcMs = isConfirmed || contact.Channel != NoticeChannel.Email ? nowMs : null,
                AddedUtcMs = nowMs,
            };
            Insert(connection, added);
            if (added.ConfirmedUtcMs == null && !TryAskToConfirm(connection, added))
            {
                connection.Execute("DELETE FROM contact WHERE contact_id = @ContactId", added);
                return (null, TooManyQuestions);
            }

            return (added, null);
        });
    }

    /// <summary>Changes what is told by a contact, not where it leads; the defect that refused it, or null.</summary>
    public string? Set(Contact contact)
    {
        if (contact.FindDefect(_settings) is string defect)
        {
            return defect;
        }

        int changed = _database.Write(connection =>
            connection.Execute(
                """
                UPDATE contact SET language = @Language, kinds = @Kinds, least_severity = @LeastSeverity,
                    quiet_from_minutes = @QuietFromMinutes,
                    quiet_until_minutes = @QuietUntilMinutes, time_zone = @TimeZone, is_paused = @isPaused WHERE contact_id = @ContactId
                """,
                new
                {
                    contact.Language,
                    contact.Kinds,
                    contact.LeastSeverity,
                    contact.QuietFromMinutes,
                    contact.QuietUntilMinutes,
                    contact.TimeZone,
                    isPaused = contact.IsPaused ? 1 : 0,
                    contact.ContactId,
                }));
        return changed == 1 ? null : $"There is no contact {contact.ContactId}";
    }

    /// <summary>Tells nothing more by a contact; false when there is none.</summary>
    public bool TryPause(long contactId)
    {
        return _database.Write(connection =>
                connection.Execute("UPDATE contact SET is_paused = 1 WHERE contact_id = @contactId", new { contactId })
            ) == 1;
    }

    /// <summary>Removes a contact with all that waits for it; false when there is none.</summary>
    public bool TryRemove(long contactId)
    {
        return _database.Write(connection => connection.Execute("DELETE FROM contact WHERE contact_id = @contactId", new { contactId }))
            == 1;
    }

    /// <summary>Puts a test message, or for an address that is not confirmed another question for it, into the outbox; the reason why not,
    /// or null.</summary>
    public string? Ask(long contactId)
    {
        return _database.Write(connection =>
        {
            Contact? contact = FindIn(connection, contactId);
            if (contact == null)
            {
                return $"There is no contact {contactId}";
            }

            if (contact.ConfirmedUtcMs == null)
            {
                return TryAskToConfirm(connection, contact) ? null : TooManyQuestions;
            }

            if (NoticeOutbox.AskedSince(connection, contactId, NowMs() - NoticeLimits.FreshMs) >= NoticeLimits.AskedPerDay)
            {
                return $"There were {NoticeLimits.AskedPerDay} such messages within a day: wait until tomorrow";
            }

            NoticeOutbox.Ask(connection, contact, NoticePurpose.Test, NowMs());
            return null;
        });
    }

    /// <summary>Makes the token of a link that confirms a contact's address; the one before opens nothing any more.</summary>
    public string NewConfirmation(long contactId)
    {
        string token = Secret.New(TokenBytes);
        _database.Write(connection =>
            connection.Execute(
                "UPDATE contact SET confirm_hash = @hash, confirm_expires_utc_ms = @expiresMs WHERE contact_id = @contactId "
                    + "AND confirmed_utc_ms IS NULL",
                new
                {
                    hash = Secret.HashOf(token),
                    expiresMs = NowMs() + (long)ConfirmLifetime.TotalMilliseconds,
                    contactId,
                }));
        return token;
    }

    /// <summary>Whose address a token confirms; null when it confirms none, was used, or is too old.</summary>
    public Contact? FindByConfirmation(string token)
    {
        using DbConnection connection = _database.Open();
        return connection.QueryFirstOrDefault<Contact>(
            $"{ContactTable.Select} WHERE c.confirm_hash = @hash AND c.confirm_expires_utc_ms > @nowMs AND c.confirmed_utc_ms IS NULL",
            new { hash = Secret.HashOf(token), nowMs = NowMs() });
    }

    /// <summary>Confirms an address and uses the token up; false when it confirms none.</summary>
    public bool TryConfirm(string token)
    {
        return _database.Write(connection => connection.Execute(
            """
            UPDATE contact SET confirmed_utc_ms = @nowMs, confirm_hash = NULL, confirm_expires_utc_ms = NULL
            WHERE confirm_hash = @hash AND confirm_expires_utc_ms > @nowMs AND confirmed_utc_ms IS NULL
            """,
            new { hash = Secret.HashOf(token), nowMs = NowMs() })) == 1;
    }

    /// <summary>The same, inside a transaction.</summary>
    internal static IReadOnlyList<Contact> AllIn(DbConnection connection)
    {
        return ContactTable.ReadAll(
            connection,
            $"WHERE c.account_id IS NULL ORDER BY c.contact_id LIMIT {NoticeLimits.ContactsInAll}",
            null);
    }

    /// <summary>One contact, inside a transaction; null when there is none.</summary>
    internal static Contact? FindIn(DbConnection connection, long contactId)
    {
        return ContactTable.ReadAll(connection, "WHERE c.contact_id = @contactId", new { contactId }).FirstOrDefault();
    }

    private static string Whose(string? personName)
    {
        return personName == null ? "c.person_name IS NULL AND c.account_id IS NULL" : "c.person_name = @personName";
    }

    // Somebody could have strangers asked again and again by adding and removing their addresses: so it is counted apart from the contacts.
    private bool TryAskToConfirm(DbConnection connection, Contact contact)
    {
        string askedBy = contact.PersonName ?? "";
        long nowMs = NowMs();
        connection.Execute("DELETE FROM contact_question WHERE asked_utc_ms <= @beforeMs", new { beforeMs = nowMs - NoticeLimits.FreshMs });
        if (
            connection.ExecuteScalar<long>("SELECT COUNT(*) FROM contact_question WHERE asked_by = @askedBy", new { askedBy })
            >= NoticeLimits.QuestionsPerDay)
        {
            return false;
        }

        connection.Execute("INSERT INTO contact_question (asked_by, asked_utc_ms) VALUES (@askedBy, @nowMs)", new { askedBy, nowMs });
        NoticeOutbox.Ask(connection, contact, NoticePurpose.Confirm, nowMs);
        return true;
    }

    private static string? FindNoRoom(DbConnection connection, Contact contact)
    {
        int max = contact.PersonName == null ? NoticeLimits.ContactsOfOperator : NoticeLimits.ContactsPerPerson;
        IReadOnlyList<Contact> others =
        [
            .. connection.Query<Contact>(
                $"{ContactTable.Select} WHERE {Whose(contact.PersonName)}",
                new { personName = contact.PersonName }),
        ];
        if (others.Any(other => other.Channel == contact.Channel && other.Address == contact.Address))
        {
            return $"{contact.Address} is a contact already";
        }

        long all = connection.ExecuteScalar<long>("SELECT COUNT(*) FROM contact WHERE account_id IS NULL");
        if (others.Count >= max || all >= NoticeLimits.ContactsInAll)
        {
            return $"There is room for {max} contacts: remove one first";
        }

        return null;
    }

    private static void Insert(DbConnection connection, Contact added)
    {
        connection.Execute(
            """
            INSERT INTO contact (contact_id, person_name, channel, address, secret, language, kinds, least_severity,
                quiet_from_minutes, quiet_until_minutes, time_zone, is_paused, confirmed_utc_ms, added_utc_ms)
            VALUES (@ContactId, @PersonName, @Channel, @Address, @Secret, @Language, @Kinds, @LeastSeverity,
                @QuietFromMinutes, @QuietUntilMinutes, @TimeZone, @isPaused, @ConfirmedUtcMs, @AddedUtcMs)
            """,
            new
            {
                added.ContactId,
                added.PersonName,
                added.Channel,
                added.Address,
                added.Secret,
                added.Language,
                added.Kinds,
                added.LeastSeverity,
                added.QuietFromMinutes,
                added.QuietUntilMinutes,
                added.TimeZone,
                isPaused = added.IsPaused ? 1 : 0,
                added.ConfirmedUtcMs,
                added.AddedUtcMs,
            });
    }

    private long NowMs()
    {
        return _clock.GetUtcNow().ToUnixTimeMilliseconds();
    }
}
