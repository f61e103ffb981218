using CloudBridge.Tests.Stage.Storage;

namespace CloudBridge.Tests.Src.Storage;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class DamagedAccountTestsOnPostgres : DamagedAccountTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class DamagedRowTestsOnPostgres : DamagedRowTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class OldDatabaseTestsOnPostgres : OldDatabaseTests;
