using CloudBridge.Tests.Stage.Storage;

namespace CloudBridge.Tests.Src.Ocpi;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class OcpiTariffListTestsOnPostgres : OcpiTariffListTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class PartnerCredentialsTestsOnPostgres : PartnerCredentialsTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class OcpiLocationTestsOnPostgres : OcpiLocationTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class OcpiSessionTestsOnPostgres : OcpiSessionTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class PartnerPushTestsOnPostgres : PartnerPushTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class PartnerCommandTestsOnPostgres : PartnerCommandTests;
