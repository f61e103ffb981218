using CloudBridge.Core.Contract;
using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Registry.Accounts;

namespace CloudBridge.Core.Operations.Notices;

/// <summary>How somebody is told of incidents: a person, or a system of the operator's own.</summary>
public sealed record Contact
{
    /// <summary>Most characters of an address.</summary>
    public const int AddressLengthMax = 500;

    /// <summary>Most characters of a secret.</summary>
    public const int SecretLengthMax = 200;

    /// <summary>Its number.</summary>
    public long ContactId { get; init; }

    /// <summary>Whose it is; null for the operator's own systems.</summary>
    public string? PersonName { get; init; }

    /// <summary>Role of the person; an operator's for the operator's own systems.</summary>
    public string Role { get; init; } = Registry.Access.Role.Operator;

    /// <summary>The account of the person; null for none.</summary>
    public string? AccountId { get; init; }

    /// <summary>One of <see cref="NoticeChannel"/>.</summary>
    public string Channel { get; init; } = NoticeChannel.Email;

    /// <summary>E-mail address, or address of the webhook, or of the topic at a push server.</summary>
    public string Address { get; init; } = "";

    /// <summary>Key that signs a webhook, or token of a push server; empty for none.</summary>
    public string Secret { get; init; } = "";

    /// <summary>Language of the messages.</summary>
    public string Language { get; init; } = NoticeTexts.English;

    /// <summary>Which kinds of incidents, see <see cref="ContactKinds"/>.</summary>
    public string Kinds { get; init; } = ContactKinds.OfRole;

    /// <summary>From which <see cref="IncidentSeverity"/> on.</summary>
    public string LeastSeverity { get; init; } = IncidentSeverity.Notice;

    /// <summary>Minute of the day at which quiet begins; null for none.</summary>
    public long? QuietFromMinutes { get; init; }

    /// <summary>Minute of the day at which it ends.</summary>
    public long? QuietUntilMinutes { get; init; }

    /// <summary>Zone of the quiet hours and of the times in messages.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Whether nothing is told for now.</summary>
    public bool IsPaused { get; init; }

    /// <summary>When the address was shown to be the person's, unix ms; null while it is not.</summary>
    public long? ConfirmedUtcMs { get; init; }

    /// <summary>When added, unix ms.</summary>
    public long AddedUtcMs { get; init; }

    /// <summary>Whether anything is told by it now.</summary>
    public bool IsUsed => ConfirmedUtcMs != null && !IsPaused;

    /// <summary>Whether it may reach addresses inside the operator's network.</summary>
    public bool IsTrusted => Role == Registry.Access.Role.Operator;

    /// <summary>The quiet hours; null for none.</summary>
    public QuietHours? Quiet =>
        QuietFromMinutes == null || QuietUntilMinutes == null
            ? null
            : new QuietHours((int)QuietFromMinutes, (int)QuietUntilMinutes, TimeZone);

    /// <summary>Whether its person may be told of an incident and wants to be, whatever its severity.</summary>
    public bool Concerns(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        bool isOwn = Role != Registry.Access.Role.Owner || (AccountId != null && AccountId == incident.AccountId);
        return isOwn && ContactKinds.Of(Kinds, Role).Contains(incident.Kind);
    }

    /// <summary>The first thing that cannot be used, with how to mend it; null when all is well.</summary>
    public string? FindDefect(NoticeSettings settings)
    {
        if (!NoticeChannel.IsChannel(Channel))
        {
            return $"'{Channel}' is no channel: give {NoticeChannel.Words}";
        }
        if (ContactAddress.FindDefect(this, settings) is string address)
        {
            return address;
        }
        if (Secret.Length > SecretLengthMax || Secret.Any(c => c is <= ' ' or > '~'))
        {
            return $"The token must have at most {SecretLengthMax} characters without spaces";
        }
        if (Channel == NoticeChannel.Webhook && Secret.Length > 0 && !ContactAddress.IsWebhookKey(Secret))
        {
            return $"A webhook's key is {ContactAddress.WebhookKeyStart} and 24 to 64 bytes in Base64: leave it empty to have one made";
        }
        if (!NoticeTexts.Languages.Contains(Language))
        {
            return $"'{Language}' is no language there are texts in: give {string.Join(", ", NoticeTexts.Languages)}";
        }
        if (ContactKinds.FindDefect(Kinds, Role) is string kinds)
        {
            return kinds;
        }
        if (LeastSeverity is not (IncidentSeverity.Notice or IncidentSeverity.Warning or IncidentSeverity.Critical))
        {
            return $"'{LeastSeverity}' is no severity: give Notice, Warning or Critical";
        }
        if (
            (QuietFromMinutes == null) != (QuietUntilMinutes == null)
            || QuietFromMinutes is < 0 or >= QuietHours.DayMinutes
            || QuietUntilMinutes is < 0 or >= QuietHours.DayMinutes
            || (QuietFromMinutes != null && QuietFromMinutes == QuietUntilMinutes))
        {
            return "Quiet hours go from one time of the day to another, e.g. 22:00-06:00";
        }
        return PartyText.FindDefect("contact", "", TimeZone);
    }
}
