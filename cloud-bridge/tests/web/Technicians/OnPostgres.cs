using CloudBridge.Tests.Stage.Storage;

namespace CloudBridge.Tests.Web.Technicians;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class ServicePageTestsOnPostgres : ServicePageTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class ServiceCommandTestsOnPostgres : ServiceCommandTests;
