using System.Diagnostics;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Core.Tariffs.Publishing;
using CloudBridge.Settings;
using Firmware.Core.Ports;
using Microsoft.Extensions.Logging.Abstractions;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace CloudBridge.Benchmarks;

/// <summary>
/// What being watched costs the writer: the same status messages, the cheapest there are, through two writers by turns. One has nobody who
/// reads its instruments; of the other metrics are collected each second, and in a third turn every span is recorded as well. It counts
/// processor time, which does not depend on what else the machine does.
/// </summary>
internal static class IngestCost
{
    private const int Rounds = 15;
    private const int Messages = 20000;
    private const int Chargers = 200;

    private static readonly byte[] Status = """{"version":1,"online":true,"status":"Charging","errorCode":"NoError"}"""u8.ToArray();

    /// <summary>Measures and prints processor time a message and the ratios.</summary>
    public static async Task RunAsync()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("chargeagent-");
        using BridgeMeter quiet = new();
        using BridgeMeter watched = new();
        using MeterProvider metrics = Sdk.CreateMeterProviderBuilder()
            .AddMeter(BridgeMeter.Name)
            .AddView(instrument => instrument.Meter == watched.Meter ? null : MetricStreamConfiguration.Drop)
            .AddReader(new PeriodicExportingMetricReader(new NoExporter<Metric>(), 1000))
            .Build();
        List<double>[] costs = [[], [], []];
        await using (IngestWriter quietWriter = WriterOf(Path.Combine(directory.FullName, "quiet.db"), quiet))
        await using (IngestWriter watchedWriter = WriterOf(Path.Combine(directory.FullName, "watched.db"), watched))
        {
            for (int round = -1; round < Rounds; round++)
            {
                double[] measured = [await CostAsync(quietWriter), await CostAsync(watchedWriter), await TracedCostAsync(watchedWriter)];
                for (int i = 0; i < measured.Length && round >= 0; i++)
                {
                    costs[i].Add(measured[i]);
                }
            }
        }

        double[] medians = [.. costs.Select(list => list.Order().ElementAt(Rounds / 2))];
        Console.WriteLine(
            $"processor time a message in us, median of {Rounds} rounds of {Messages}: unwatched {medians[0]:0.00}, metrics "
                + $"{medians[1]:0.00} (x {medians[1] / medians[0]:0.000}), metrics and traces "
                + $"{medians[2]:0.00} (x {medians[2] / medians[0]:0.000})");
        directory.Delete(true);
    }

    private static IngestWriter WriterOf(string path, BridgeMeter meter)
    {
        BridgeSettings settings = new() { Database = path };
        Database database = new(path);
        database.Migrate();
        ChargerRegistry chargers = new(database, TimeProvider.System);
        IngestStore store = new(database);
        SessionIngestor sessions = new(
            store,
            chargers,
            new SessionRater(new TariffBook(database, TimeProvider.System, "")),
            new BillMaker(settings.Operator),
            "");
        return new IngestWriter(store, sessions, settings.Writer, _ => { }, NullLogger.Instance, meter);
    }

    private static async Task<double> TracedCostAsync(IngestWriter writer)
    {
        using TracerProvider traces = Sdk.CreateTracerProviderBuilder()
            .AddSource(BridgeMeter.Name)
            .AddProcessor(new BatchActivityExportProcessor(new NoExporter<Activity>()))
            .Build();
        return await CostAsync(writer);
    }

    private static async Task<double> CostAsync(IngestWriter writer)
    {
        TimeSpan begin = Environment.CpuUsage.TotalTime;
        Task<IngestOutcome> last = Task.FromResult(new IngestOutcome(IngestKind.StatusKept));
        for (int i = 0; i < Messages; i++)
        {
            ChargerMessage message = new($"c{i % Chargers}", Topic.Status, Status, i);
            last = await writer.EnqueueAsync(DecodedMessage.Of(message), CancellationToken.None);
        }

        await last;
        return (Environment.CpuUsage.TotalTime - begin).TotalMicroseconds / Messages;
    }

    private sealed class NoExporter<T> : BaseExporter<T>
        where T : class
    {
        public override ExportResult Export(in Batch<T> batch)
        {
            return ExportResult.Success;
        }
    }
}
