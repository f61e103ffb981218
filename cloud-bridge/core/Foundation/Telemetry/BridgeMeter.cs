using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CloudBridge.Core.Foundation.Telemetry;

/// <summary>
/// The instruments of one bridge. They cost a counter in memory each until somebody scrapes or an exporter is set. Several bridges in a
/// process have one each, and <see cref="ObservabilityParts"/> keeps them apart; no instrument carries the name of a charger, person or
/// bill.
/// </summary>
public sealed class BridgeMeter : IDisposable
{
    /// <summary>Name of the meter and of the source of traces.</summary>
    public const string Name = "ChargeAgent.Bridge";

    /// <summary>Instruments that nobody reads yet.</summary>
    public BridgeMeter()
    {
        string? version = typeof(BridgeMeter).Assembly.GetName().Version?.ToString(3);
        Meter = new Meter(new MeterOptions(Name) { Version = version, Scope = this });
        Activities = new ActivitySource(Name, version);
        Ingest = new IngestMeter(Meter, Activities);
        Receipts = new ReceiptMeter(Meter, Activities);
    }

    /// <summary>The meter; its scope is this object.</summary>
    public Meter Meter { get; }

    /// <summary>The source of traces.</summary>
    public ActivitySource Activities { get; }

    /// <summary>What comes in.</summary>
    public IngestMeter Ingest { get; }

    /// <summary>What is answered.</summary>
    public ReceiptMeter Receipts { get; }

    /// <inheritdoc />
    public void Dispose()
    {
        Meter.Dispose();
        Activities.Dispose();
    }
}
