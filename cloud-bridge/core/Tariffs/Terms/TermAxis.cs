namespace CloudBridge.Core.Tariffs.Terms;

/// <summary>What a restriction of a tariff can ask about (OCPI 2.2.1, 11.4.6), in the order in which it is told.</summary>
internal enum TermAxis
{
    /// <summary>Local weekday, 0 Monday to 6 Sunday.</summary>
    Weekday,

    /// <summary>Minute of the local day.</summary>
    Minute,

    /// <summary>Local date in days since 1970-01-01.</summary>
    Date,

    /// <summary>Energy of the session so far, in mWh.</summary>
    Energy,

    /// <summary>Duration of the session so far, in seconds.</summary>
    Duration,

    /// <summary>Power at the instant, in mW.</summary>
    Power,

    /// <summary>Current at the instant, in mA.</summary>
    Current,
}
