using CloudBridge.Tests.Storage;

namespace CloudBridge.Tests.Ocpi;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class OcpiTariffListTestsOnPostgres : OcpiTariffListTests;
