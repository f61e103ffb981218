using CloudBridge.Tests.Stage.Storage;

namespace CloudBridge.Tests.Src.Releases;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class ReleaseTestsOnPostgres : ReleaseTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class HeldDecisionTestsOnPostgres : HeldDecisionTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class DiscardTestsOnPostgres : DiscardTests;
