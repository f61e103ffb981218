using CloudBridge.Tests.Storage;

namespace CloudBridge.Tests.Publishing;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class AssignmentTestsOnPostgres : AssignmentTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class TariffRenewalTestsOnPostgres : TariffRenewalTests;
