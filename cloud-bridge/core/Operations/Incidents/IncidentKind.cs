namespace CloudBridge.Core.Operations.Incidents;

/// <summary>What an incident can be. The words stand in the database, in settings of contacts and in webhooks, and never change.</summary>
public static class IncidentKind
{
    /// <summary>The vehicle is full or has reached its own limit. A moment: raised and cleared at once. Subject: the session.</summary>
    public const string ChargeComplete = "ChargeComplete";

    /// <summary>The vehicle stopped while it was still taking much power. A moment. Subject: the session.</summary>
    public const string StoppedByVehicle = "StoppedByVehicle";

    /// <summary>A running session will soon cost more, or less. A moment. Subject: the session. Cause: the instant of the step.</summary>
    public const string PriceStepAhead = "PriceStepAhead";

    /// <summary>A running session lost its power or its charger; its owner is told energy and cost so far. Subject: the session.</summary>
    public const string SessionInterrupted = "SessionInterrupted";

    /// <summary>A fault of the charger. Subject: the charger. Cause: the vendor code.</summary>
    public const string ConnectorFault = "ConnectorFault";

    /// <summary>The meter does not answer, the charger does: what flows is not billed. Subject: the charger.</summary>
    public const string MeterLost = "MeterLost";

    /// <summary>No mains at a charger, or at a site. Subject: the charger or the site.</summary>
    public const string PowerOutage = "PowerOutage";

    /// <summary>A charger is not heard of. Subject: the charger.</summary>
    public const string ChargerOffline = "ChargerOffline";

    /// <summary>Most chargers of a site are not heard of. Subject: the site. Its chargers have no incident of their own
    /// meanwhile.</summary>
    public const string SiteOffline = "SiteOffline";

    /// <summary>A session is held instead of billed. Subject: the session.</summary>
    public const string SessionHeld = "SessionHeld";

    /// <summary>Messages of a charger could not be taken. Subject: the charger.</summary>
    public const string MessagesQuarantined = "MessagesQuarantined";

    /// <summary>Records of a charger do not follow each other. Subject: the charger. Cause: gap, chain or energy.</summary>
    public const string RecordsMissing = "RecordsMissing";

    /// <summary>A charger's clock is not synchronised. Subject: the charger.</summary>
    public const string ClockNotSynchronised = "ClockNotSynchronised";

    /// <summary>Records wait on a charger for their receipt, more than usual. Subject: the charger.</summary>
    public const string StorageFilling = "StorageFilling";

    /// <summary>Wear or drift: a technician should come before there is a fault. Subject: the charger. Cause: which figure.</summary>
    public const string MaintenanceDue = "MaintenanceDue";

    /// <summary>The key, a gain or a limit of a charger was changed. Subject: the charger. Cause: the setting's name.</summary>
    public const string SettingChanged = "SettingChanged";

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<string> All { get; } = NamesOf(_ => true);

    /// <summary>What the owner of the session or charger may be told.</summary>
    public static IReadOnlyList<string> ForOwners { get; } = NamesOf(row => row.IsForOwners);

    /// <summary>What a technician may be told: what is not about money.</summary>
    public static IReadOnlyList<string> ForTechnicians { get; } = NamesOf(row => !row.IsAboutMoney);

    /// <summary>Those that say why a charger is not heard of.</summary>
    public static IReadOnlyList<string> OfOutages { get; } = [ChargerOffline, SiteOffline, PowerOutage];

    /// <summary>Whether it is over as soon as it has happened, so that nobody is told of a clear.</summary>
    public static bool IsMoment(string kind)
    {
        return IncidentTable.Find(kind)?.IsMoment == true;
    }

    private static string[] NamesOf(Func<IncidentRow, bool> isWanted)
    {
        return [.. IncidentTable.All.Where(isWanted).Select(row => row.Kind)];
    }
}
