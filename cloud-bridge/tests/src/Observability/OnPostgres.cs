using CloudBridge.Tests.Stage.Storage;

namespace CloudBridge.Tests.Src.Observability;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class MetricsTestsOnPostgres : MetricsTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class ReadinessTestsOnPostgres : ReadinessTests;
