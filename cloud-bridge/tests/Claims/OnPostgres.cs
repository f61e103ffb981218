using CloudBridge.Tests.Storage;

namespace CloudBridge.Tests.Claims;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class ClaimTestsOnPostgres : ClaimTests;
