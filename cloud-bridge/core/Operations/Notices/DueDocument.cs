namespace CloudBridge.Core.Operations.Notices;

/// <summary>A bill or statement that an account wants by mail and that is in no message yet.</summary>
internal sealed record DueDocument
{
    /// <summary>See <see cref="DocumentName"/>.</summary>
    public string Name { get; init; } = "";

    /// <summary>Kind of a bill, or Statement.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Its number.</summary>
    public string Number { get; init; } = "";

    /// <summary>The contact it goes to.</summary>
    public long ContactId { get; init; }

    /// <summary>Language of that contact.</summary>
    public string Language { get; init; } = NoticeTexts.English;

    /// <summary>The bill that a credit note or corrected bill is about; empty for none.</summary>
    public string CorrectsNumber { get; init; } = "";

    /// <summary>Site or charger of a bill's session.</summary>
    public string Place { get; init; } = "";

    /// <summary>Plug-in of a bill's session, unix ms.</summary>
    public long StartUtcMs { get; init; }

    /// <summary>Zone of that time.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>Month of a statement; empty for a bill.</summary>
    public string Month { get; init; } = "";

    /// <summary>Whether it is a statement, and not one of the kinds of bills.</summary>
    public bool IsStatement => Month.Length > 0;

    /// <summary>Sessions on it.</summary>
    public long Sessions { get; init; }

    /// <summary>Energy, mWh.</summary>
    public long EnergyMilliwattHours { get; init; }

    /// <summary>Currency, ISO 4217.</summary>
    public string Currency { get; init; } = "";

    /// <summary>Decimals of the currency.</summary>
    public int CurrencyDecimals { get; init; }

    /// <summary>Total including VAT, minor units.</summary>
    public long TotalInclMinor { get; init; }
}
