using CloudBridge.Core.Contract;
using CloudBridge.Core.Operations.Notices;

namespace CloudBridge.Web.Pages.Notices;

/// <summary>What somebody typed about a contact, and which button was pressed.</summary>
public sealed class ContactForm
{
    /// <summary>Adds a contact.</summary>
    public const string Add = "add";

    /// <summary>Changes what is told by it.</summary>
    public const string Set = "set";

    /// <summary>Sends a test message, or another question for a confirmation.</summary>
    public const string Test = "test";

    /// <summary>Removes it.</summary>
    public const string Remove = "remove";

    /// <summary>One of the above.</summary>
    public string? Do { get; set; }

    /// <summary>The contact.</summary>
    public long ContactId { get; set; }

    /// <summary>One of <see cref="NoticeChannel"/>.</summary>
    public string? Channel { get; set; }

    /// <summary>Address.</summary>
    public string? Address { get; set; }

    /// <summary>Token of a push server.</summary>
    public string? Token { get; set; }

    /// <summary>From which severity on.</summary>
    public string? LeastSeverity { get; set; }

    /// <summary>Begin of the quiet hours.</summary>
    public string? QuietFrom { get; set; }

    /// <summary>Their end.</summary>
    public string? QuietUntil { get; set; }

    /// <summary>Zone.</summary>
    public string? TimeZone { get; set; }

    /// <summary>"on" where nothing is to be told for now.</summary>
    public string? Paused { get; set; }

    /// <summary>A contact with what was typed; where quiet hours are given by half, they are kept so and found as a defect.</summary>
    public Contact ToContact(Contact contact, IReadOnlyCollection<string> kinds)
    {
        return contact with
        {
            Kinds = ContactKinds.TextOf(kinds, contact.Role),
            LeastSeverity = LeastSeverity ?? IncidentSeverity.Notice,
            QuietFromMinutes = QuietHours.MinuteOf(QuietFrom),
            QuietUntilMinutes = QuietHours.MinuteOf(QuietUntil),
            TimeZone = TimeZone?.Trim() ?? contact.TimeZone,
            IsPaused = Paused == "on",
        };
    }
}
