using CloudBridge.Tests.Storage;

namespace CloudBridge.Tests.Live;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class LivePagesTestsOnPostgres : LivePagesTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class BoardPageTestsOnPostgres : BoardPageTests;
