using CloudBridge.Tests.Stage.Storage;


namespace CloudBridge.Tests.Src.Ocpi;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class OcpiTariffListTestsOnPostgres : OcpiTariffListTests;
