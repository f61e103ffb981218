using CloudBridge.Tests.Stage.Storage;

namespace CloudBridge.Tests.Web.Claims;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class ClaimTestsOnPostgres : ClaimTests;
