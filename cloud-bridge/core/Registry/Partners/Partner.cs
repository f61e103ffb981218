namespace CloudBridge.Core.Registry.Partners;

/// <summary>An OCPI party, as it stands in the registry.</summary>
public sealed record Partner
{
    /// <summary>What the operator calls it.</summary>
    public string Name { get; init; } = "";

    /// <summary>One of <see cref="PartnerState"/>.</summary>
    public string State { get; init; } = PartnerState.Invited;

    /// <summary>The token that is shown to it. Never logged, never listed.</summary>
    public string TheirToken { get; init; } = "";

    /// <summary>Its versions endpoint.</summary>
    public string TheirUrl { get; init; } = "";

    /// <summary>Who it is.</summary>
    public IReadOnlyList<PartnerRole> Roles { get; init; } = [];

    /// <summary>Where its modules are.</summary>
    public IReadOnlyList<PartnerEndpoint> Endpoints { get; init; } = [];

    /// <summary>Which functional modules it may read and is told of.</summary>
    public IReadOnlyList<string> Modules { get; init; } = [];

    /// <summary>When the operator added it, unix ms.</summary>
    public long AddedUtcMs { get; init; }

    /// <summary>Since when it is registered, unix ms; null while it is not.</summary>
    public long? RegisteredUtcMs { get; init; }

    /// <summary>When the connection ended, unix ms; null while it has not, and of one that ended before this was kept.</summary>
    public long? EndedUtcMs { get; init; }

    /// <summary>How many objects it has refused for good.</summary>
    public long Refused { get; init; }

    /// <summary>When it refused the last, unix ms; null before the first.</summary>
    public long? RefusedUtcMs { get; init; }

    /// <summary>What that was and what it said.</summary>
    public string RefusedText { get; init; } = "";

    /// <summary>How many changes it was not told of because too many waited: it has to pull.</summary>
    public long Missed { get; init; }

    /// <summary>Since when nothing reaches it, unix ms; null while all is well.</summary>
    public long? FailingSinceUtcMs { get; init; }

    /// <summary>Why.</summary>
    public string FailingText { get; init; } = "";

    /// <summary>Changes that wait for it.</summary>
    public long Waiting { get; init; }

    /// <summary>Whether the handshake is done.</summary>
    public bool IsRegistered => State == PartnerState.Registered;

    /// <summary>Since when it is in its state, unix ms; null where nobody knows.</summary>
    public long? SinceUtcMs => State == PartnerState.Ended ? EndedUtcMs : RegisteredUtcMs ?? AddedUtcMs;

    /// <summary>Where it takes pushes of a module; null when it takes none, or shall get none.</summary>
    public string? ReceiverOf(string module)
    {
        return Modules.Contains(module)
            ? Endpoints.FirstOrDefault(endpoint => endpoint.Identifier == module && endpoint.Role == "RECEIVER")?.Url
            : null;
    }

    /// <summary>Its credentials endpoint; null when it has none. The role of this one means nothing (OCPI 2.2.1, 6.2.2).</summary>
    public string? CredentialsUrl => Endpoints.FirstOrDefault(endpoint => endpoint.Identifier == "credentials")?.Url;
}

/// <summary>A role of a party (CredentialsRole of OCPI 2.2.1, 7.5.1).</summary>
/// <param name="Role">Role, e.g. EMSP.</param>
/// <param name="PartyId">Party id.</param>
/// <param name="CountryCode">Country, two letters.</param>
/// <param name="Name">Name of its business.</param>
public sealed record PartnerRole(string Role, string PartyId, string CountryCode, string Name);

/// <summary>Where a party's module is (Endpoint of OCPI 2.2.1, 6.2.2).</summary>
/// <param name="Identifier">Module.</param>
/// <param name="Role">SENDER or RECEIVER.</param>
/// <param name="Url">Address.</param>
public sealed record PartnerEndpoint(string Identifier, string Role, string Url);

/// <summary>How far the handshake with a party is. The words stand in the database.</summary>
public static class PartnerState
{
    /// <summary>It has a token to register with, which opens versions and credentials alone.</summary>
    public const string Invited = "invited";

    /// <summary>This bridge registers with it at the moment.</summary>
    public const string Registering = "registering";

    /// <summary>Both sides have their tokens.</summary>
    public const string Registered = "registered";

    /// <summary>One side has ended it: no token opens anything.</summary>
    public const string Ended = "ended";
}

/// <summary>The functional modules of OCPI 2.2.1 that this bridge has.</summary>
public static class OcpiModule
{
    /// <summary>Charge detail records.</summary>
    public const string Cdrs = "cdrs";

    /// <summary>Where chargers are and how they do.</summary>
    public const string Locations = "locations";

    /// <summary>Sessions that run, and that are over.</summary>
    public const string Sessions = "sessions";

    /// <summary>Tariffs.</summary>
    public const string Tariffs = "tariffs";

    /// <summary>All of them, in alphabetical order.</summary>
    public static IReadOnlyList<string> All { get; } = [Cdrs, Locations, Sessions, Tariffs];
}
