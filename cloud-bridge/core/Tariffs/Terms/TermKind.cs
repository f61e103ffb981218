using System.Text.Json.Serialization;

namespace CloudBridge.Core.Tariffs.Terms;

/// <summary>What a row of a tariff's terms is for, in the words of a bill's lines.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TermKind>))]
public enum TermKind
{
    /// <summary>Per kWh.</summary>
    Energy,

    /// <summary>Per hour of charging.</summary>
    Time,

    /// <summary>Per hour plugged in without charging.</summary>
    ParkingTime,

    /// <summary>Once a session for each row that comes to hold.</summary>
    Flat,

    /// <summary>The least that a session costs.</summary>
    MinimumPrice,

    /// <summary>The most that a session costs.</summary>
    MaximumPrice,

    /// <summary>All of it, where a tariff is free of charge.</summary>
    Everything,
}
