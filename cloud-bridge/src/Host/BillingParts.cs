using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Corrections;
using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Billing.Previews;
using CloudBridge.Core.Billing.Releases;
using CloudBridge.Core.Billing.Reports;
using CloudBridge.Core.Billing.Statements;
using CloudBridge.Core.Foundation.Clocks;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Core.Tariffs.Publishing;
using CloudBridge.Settings;
using CloudBridge.Web.Access;

namespace CloudBridge.Host;

/// <summary>The way from a charger's message to bill, statement and report.</summary>
internal static class BillingParts
{
    // One statement may have ten thousand lines.
    private static readonly TimeSpan MonthEndPatience = TimeSpan.FromMinutes(10);

    /// <summary>Registers everything.</summary>
    public static void AddBilling(this IServiceCollection services, BridgeSettings settings)
    {
        services.AddSingleton<BillArchive>();
        services.AddSingleton<BillFeed>();
        services.AddSingleton<CommitNews>();
        services.AddSingleton(parts => new Lazy<CommitNews>(() => parts.GetRequiredService<CommitNews>()));
        services.AddSingleton(parts => WriterOf(parts, settings));
        services.AddSingleton<CorrectionDesk>();
        services.AddSingleton<Watch>();
        services.AddSingleton<HeldDesk>();
        services.AddSingleton<DiscardDesk>();
        services.AddSingleton<WhatIf>();
        services.AddSingleton(parts => WaitingOf(parts, settings));
        services.AddSingleton<StatementArchive>();
        services.AddSingleton<StatementAccess>();
        services.AddSingleton<ReportLedger>();
        services.AddSingleton<FixedCosts>();
        services.AddSingleton<PurchaseBook>();
        services.AddSingleton<ReportReader>();
        services.AddSingleton(parts => MonthEndOf(parts, settings));
    }

    // The writer owns its connection: store and ingestor are its own and nobody else's.
    private static IngestWriter WriterOf(IServiceProvider parts, BridgeSettings settings)
    {
        IngestStore store = new(parts.GetRequiredService<Database>());
        SessionIngestor sessions = IngestorOf(parts, store, settings);
        // What is told of a commit needs the broker, which needs the writer: so it is made after it, before anything is committed.
        Lazy<CommitNews> news = parts.GetRequiredService<Lazy<CommitNews>>();
        return new IngestWriter(
            store,
            sessions,
            settings.Writer,
            outcome => news.Value.Tell(outcome),
            parts.GetRequiredService<ILogger<IngestWriter>>(),
            parts.GetRequiredService<BridgeMeter>());
    }

    // As the writer's: store and ingestor are its own.
    private static WaitingSessions WaitingOf(IServiceProvider parts, BridgeSettings settings)
    {
        IngestStore store = new(parts.GetRequiredService<Database>());
        Lazy<CommitNews> news = parts.GetRequiredService<Lazy<CommitNews>>();
        return new WaitingSessions(
            parts.GetRequiredService<Database>(),
            store,
            IngestorOf(parts, store, settings),
            parts.GetRequiredService<ChargerRegistry>(),
            parts.GetRequiredService<BridgeClock>(),
            outcome => news.Value.Tell(outcome),
            parts.GetRequiredService<ILogger<WaitingSessions>>())
        {
            Heartbeat = parts.GetRequiredService<Readiness>().Watch("waiting sessions", BridgeParts.LoopPatience),
        };
    }

    private static MonthEnd MonthEndOf(IServiceProvider parts, BridgeSettings settings)
    {
        WaitingSessions waiting = parts.GetRequiredService<WaitingSessions>();
        return new MonthEnd(
            parts.GetRequiredService<Database>(),
            settings.Operator,
            parts.GetRequiredService<TimeProvider>(),
            parts.GetRequiredService<ILogger<MonthEnd>>())
        {
            Heartbeat = parts.GetRequiredService<Readiness>().Watch("month end", MonthEndPatience),
            IsSettled = () => waiting.IsSettled,
        };
    }

    private static SessionIngestor IngestorOf(IServiceProvider parts, IngestStore store, BridgeSettings settings)
    {
        return new SessionIngestor(
            store,
            parts.GetRequiredService<ChargerRegistry>(),
            new SessionRater(parts.GetRequiredService<TariffBook>()),
            new BillMaker(settings.Operator),
            settings.Operator.BillNumberPrefix,
            settings.Operator.ZeroBills,
            parts.GetRequiredService<TimeProvider>());
    }
}
