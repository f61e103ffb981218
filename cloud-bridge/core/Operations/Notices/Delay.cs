using System.Data.Common;
using CloudBridge.Core.Contract;

namespace CloudBridge.Core.Operations.Notices;

/// <summary>How long an event is kept to be told together with others, and why.</summary>
/// <param name="Name">Why: soon, quiet hours, or too many messages.</param>
/// <param name="DueUtcMs">Until when at most, unix ms.</param>
internal sealed record Delay(string Name, long DueUtcMs)
{
    /// <summary>Only for others that come at the same time.</summary>
    public const string Soon = "";

    /// <summary>Until the quiet hours are over.</summary>
    public const string Quiet = "Quiet";

    /// <summary>Until the next digest: the contact had too many messages.</summary>
    public const string Rate = "Rate";

    /// <summary>How something of a severity is kept for a contact now.</summary>
    public static Delay For(DbConnection connection, Contact contact, int severityRank, long nowMs)
    {
        bool isCritical = severityRank >= IncidentSeverity.RankOf(IncidentSeverity.Critical);
        if (!isCritical && contact.Quiet?.EndUtcMs(nowMs) is long endMs)
        {
            return new Delay(Quiet, endMs);
        }

        return NoticeOutbox.ToldSince(connection, contact.ContactId, nowMs - NoticeLimits.HourMs) >= NoticeLimits.MessagesPerHour
            ? new Delay(Rate, ((nowMs / NoticeLimits.DigestMs) + 1) * NoticeLimits.DigestMs)
            : new Delay(Soon, nowMs + (isCritical ? NoticeLimits.GatherCriticalMs : NoticeLimits.GatherMs));
    }
}
