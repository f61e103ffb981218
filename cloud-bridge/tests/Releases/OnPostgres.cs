using CloudBridge.Tests.Storage;

namespace CloudBridge.Tests.Releases;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class ReleaseTestsOnPostgres : ReleaseTests;
