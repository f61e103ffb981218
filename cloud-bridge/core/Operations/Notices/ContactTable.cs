using System.Data.Common;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Registry.Access;

namespace CloudBridge.Core.Operations.Notices;

/// <summary>Reads contacts.</summary>
internal static class ContactTable
{
    /// <summary>Reads all columns; the caller adds the condition.</summary>
    public const string Select = $"""
        SELECT c.contact_id AS ContactId, c.person_name AS PersonName,
               COALESCE(p.role, CASE WHEN c.account_id IS NULL THEN '{Role.Operator}' ELSE '{Role.Owner}' END) AS Role,
               COALESCE(p.account_id, c.account_id) AS AccountId, c.channel AS Channel, c.address AS Address,
               c.secret AS Secret, c.language AS Language, c.kinds AS Kinds, c.least_severity AS LeastSeverity,
               c.quiet_from_minutes AS QuietFromMinutes,
               c.quiet_until_minutes AS QuietUntilMinutes, c.time_zone AS TimeZone, c.is_paused AS IsPaused,
               c.confirmed_utc_ms AS ConfirmedUtcMs, c.added_utc_ms AS AddedUtcMs
        FROM contact c LEFT JOIN person p ON p.person_name = c.person_name
        """;

    /// <summary>Reads contacts. One that nothing can be told by is told and left out; one whose zone is unknown is told and has its quiet
    /// hours in UTC.</summary>
    public static List<Contact> ReadAll(DbConnection connection, string condition, object? parameters)
    {
        return connection.ReadRows<Contact, Contact>(
            "contact",
            "ContactId",
            $"{Select} {condition}",
            parameters,
            Usable,
            contact => ZoneName.Require(contact.TimeZone));
    }

    private static Contact Usable(Contact contact)
    {
        string? defect =
            !NoticeChannel.IsChannel(contact.Channel) ? $"'{contact.Channel}' is no channel"
            : !NoticeTexts.Languages.Contains(contact.Language) ? $"'{contact.Language}' is no language there are texts in"
            : contact.LeastSeverity is not (IncidentSeverity.Notice or IncidentSeverity.Warning or IncidentSeverity.Critical)
                ? $"'{contact.LeastSeverity}' is no severity"
            : null;
        return defect == null ? contact : throw new FormatException(defect);
    }
}
