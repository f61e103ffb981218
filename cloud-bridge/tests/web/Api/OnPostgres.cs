using CloudBridge.Tests.Stage.Storage;

namespace CloudBridge.Tests.Web.Api;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class ApiTestsOnPostgres : ApiTests;
