using CloudBridge.Tests.Src.Ocpi;
using CloudBridge.Tests.Src.Reports;
using CloudBridge.Tests.Stage.Storage;

namespace CloudBridge.Tests.Src.Storage;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class ReportTestsOnPostgres : ReportTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class OcpiCdrListTestsOnPostgres : OcpiCdrListTests;
