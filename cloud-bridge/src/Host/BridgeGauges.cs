using System.Diagnostics.Metrics;
using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Clocks;
using CloudBridge.Core.Foundation.Doors;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Operations.Live;
using CloudBridge.Mqtt;

namespace CloudBridge.Host;

/// <summary>Gauges and counters that are read out of the parts of a bridge when somebody asks. Every label has a written list of
/// values.</summary>
public sealed class BridgeGauges
{
    // ChargePointStatus of OCPP 1.6, and what the bridge says of a charger that says nothing.
    private static readonly string[] Statuses = [.. StatusWords.All.Select(word => word.Status)];

    private static readonly string[] Severities = [IncidentSeverity.Critical, IncidentSeverity.Warning, IncidentSeverity.Notice];

    private readonly StoredFigures _figures;
    private readonly TimeProvider _clock;

    /// <summary>Over stored figures and the bridge's clock.</summary>
    public BridgeGauges(StoredFigures figures, TimeProvider clock)
    {
        _figures = figures;
        _clock = clock;
    }

    /// <summary>Adds whether the clock is believed.</summary>
    public static void AddClock(Meter meter, BridgeClock clock)
    {
        meter.CreateObservableGauge(
            "chargeagent.clock.doubted",
            () => clock.FindDoubt() == null ? 0 : 1,
            null,
            "1 while the bridge does not believe its machine's clock: bills, statements and renewals wait.");
    }

    /// <summary>Adds those of the running parts.</summary>
    public static void AddParts(
        Meter meter,
        IngestWriter writer,
        IBroker broker,
        ReceiptSender receipts,
        TariffCourier courier,
        BrokerRefusals refusals,
        ChangeFeed changes)
    {
        meter.CreateObservableGauge(
            "chargeagent.ingest.queue.length",
            () => writer.Count,
            "{message}",
            "Messages that wait for the writer.");
        meter.CreateObservableCounter(
            "chargeagent.storage.failures",
            () => writer.StorageFailures,
            "{transaction}",
            "Transactions of the writer that the database refused.");
        meter.CreateObservableGauge("chargeagent.receipts.waiting", () => receipts.Count, "{receipt}", "Receipts that wait to be sent.");
        meter.CreateObservableGauge(
            "chargeagent.broker.up",
            () => broker.IsConnected ? 1 : 0,
            null,
            "1 while the broker runs or is connected.");
        meter.CreateObservableCounter(
            "chargeagent.broker.reconnects",
            () => Math.Max(broker.ConnectionNumber - 1, 0),
            "{connection}",
            "Connections to an external broker after the first.");
        meter.CreateObservableCounter(
            "chargeagent.broker.refusals",
            () => Refusals(refusals),
            "{refusal}",
            "What was turned away at the MQTT side, by kind.");
        meter.CreateObservableGauge(
            "chargeagent.live.listeners",
            () => changes.ListenerCount,
            "{listener}",
            "Open pages and parts of the bridge that follow changes; a page holds one connection of server-sent events.");
        meter.CreateObservableGauge(
            "chargeagent.tariffs.undelivered",
            () => courier.WaitingCount,
            "{charger}",
            "Chargers whose tariff in force could not be sent yet.");
        meter.CreateObservableGauge(
            "chargeagent.tariffs.outdated",
            () => courier.OutdatedCount,
            "{tariff}",
            "Tariffs in force whose table of local time runs out and cannot be renewed.");
    }

    /// <summary>Adds those of the database.</summary>
    public void AddStored(Meter meter)
    {
        meter.CreateObservableGauge(
            "chargeagent.chargers",
            () => Divided(StoredFigures.Chargers, "status", Statuses, "Other"),
            "{charger}",
            "Chargers by the connector's status of now; who is not heard of is Offline.");
        meter.CreateObservableGauge("chargeagent.status.age", StatusAge, "s", "Age of the newest status of any charger.");
        meter.CreateObservableGauge(
            "chargeagent.sessions.held",
            () => Plain(StoredFigures.Held),
            "{session}",
            "Sessions that are held instead of billed.");
        meter.CreateObservableGauge(
            "chargeagent.quarantine.messages",
            () => Plain(StoredFigures.Quarantined),
            "{message}",
            "Different messages in quarantine.");
        meter.CreateObservableGauge(
            "chargeagent.receipts.debt",
            () => Plain(StoredFigures.ReceiptDebt),
            "{receipt}",
            "Receipts owed for released records.");
        meter.CreateObservableGauge(
            "chargeagent.incidents.open",
            () => Divided(StoredFigures.Incidents, "severity", Severities, "Other"),
            "{incident}",
            "Open incidents by severity.");
        meter.CreateObservableCounter(
            "chargeagent.notices",
            NoticesDone,
            "{notice}",
            "Notices that are done with, by channel and outcome.");
        meter.CreateObservableGauge(
            "chargeagent.notices.waiting",
            () => ByChannel(StoredFigures.NoticesWaiting, value => value),
            "{notice}",
            "Notices that wait for their delivery, by channel.");
        meter.CreateObservableGauge(
            "chargeagent.notices.oldest.age",
            () => ByChannel(StoredFigures.OldestNotice, SecondsSince),
            "s",
            "Age of the oldest notice that waits, by channel.");
    }

    /// <summary>What pages and API turned away.</summary>
    public static void AddDoor(Meter meter, Door pages)
    {
        meter.CreateObservableCounter(
            "chargeagent.pages.refused",
            () => pages.Refused,
            "{connection}",
            "Connections that pages and API did not take, because there were too many.");
    }

    private static IEnumerable<Measurement<long>> Refusals(BrokerRefusals refusals)
    {
        yield return new(refusals.Logins, new KeyValuePair<string, object?>("kind", "login"));
        yield return new(refusals.Topics, new KeyValuePair<string, object?>("kind", "topic"));
        yield return new(refusals.Oversize, new KeyValuePair<string, object?>("kind", "oversize"));
        yield return new(refusals.Floods, new KeyValuePair<string, object?>("kind", "flood"));
        yield return new(refusals.Connections, new KeyValuePair<string, object?>("kind", "connections"));
        yield return new(refusals.Unknown, new KeyValuePair<string, object?>("kind", "unknown_charger"));
    }

    private IEnumerable<Measurement<long>> Plain(string name)
    {
        return _figures.Of(name).Where(figure => figure.Value != null).Select(figure => new Measurement<long>(figure.Value!.Value));
    }

    // Every known value, also at 0; what a charger made up counts as other.
    private IEnumerable<Measurement<long>> Divided(string name, string label, string[] known, string other)
    {
        List<Figure> figures = [.. _figures.Of(name)];
        bool isDatabaseAway = !_figures.Of(StoredFigures.Held).Any();
        return isDatabaseAway
            ? []
            : known
                .Append(other)
                .Select(value => new Measurement<long>(
                    figures
                        .Where(figure => figure.Label == value || (value == other && !known.Contains(figure.Label)))
                        .Sum(figure => figure.Value ?? 0),
                    new KeyValuePair<string, object?>(label, value)));
    }

    private IEnumerable<Measurement<long>> NoticesDone()
    {
        foreach (Figure figure in _figures.Of(StoredFigures.NoticesDone))
        {
            string[] parts = figure.Label.Split('/');
            yield return new Measurement<long>(figure.Value ?? 0, new("channel", parts[0]), new("outcome", parts[^1]));
        }
    }

    private IEnumerable<Measurement<long>> ByChannel(string name, Func<long, long> measure)
    {
        return _figures
            .Of(name)
            .Where(figure => figure.Value != null)
            .Select(figure => new Measurement<long>(
                measure(figure.Value!.Value),
                new KeyValuePair<string, object?>("channel", figure.Label)));
    }

    private IEnumerable<Measurement<long>> StatusAge()
    {
        return _figures
            .Of(StoredFigures.NewestStatus)
            .Where(figure => figure.Value != null)
            .Select(figure => new Measurement<long>(SecondsSince(figure.Value!.Value)));
    }

    private long SecondsSince(long utcMs)
    {
        return Math.Max(_clock.GetUtcNow().ToUnixTimeMilliseconds() - utcMs, 0) / 1000;
    }
}
