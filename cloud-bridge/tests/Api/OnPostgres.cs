using CloudBridge.Tests.Storage;

namespace CloudBridge.Tests.Api;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class ApiTestsOnPostgres : ApiTests;
