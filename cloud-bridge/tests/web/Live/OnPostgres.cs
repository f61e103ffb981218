using CloudBridge.Tests.Stage.Storage;

namespace CloudBridge.Tests.Web.Live;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class LivePagesTestsOnPostgres : LivePagesTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class BoardPageTestsOnPostgres : BoardPageTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class SilentChargerTestsOnPostgres : SilentChargerTests;
