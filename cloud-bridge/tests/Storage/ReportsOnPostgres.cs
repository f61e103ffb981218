using CloudBridge.Tests.Ocpi;
using CloudBridge.Tests.Reports;

namespace CloudBridge.Tests.Storage;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class ReportTestsOnPostgres : ReportTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class OcpiCdrListTestsOnPostgres : OcpiCdrListTests;
