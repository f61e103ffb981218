using CloudBridge.Tests.Stage.Storage;

namespace CloudBridge.Tests.Src.Publishing;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class AssignmentTestsOnPostgres : AssignmentTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class TariffRenewalTestsOnPostgres : TariffRenewalTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class ValidityTestsOnPostgres : ValidityTests;
