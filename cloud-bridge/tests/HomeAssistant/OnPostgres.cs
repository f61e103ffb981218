using CloudBridge.Tests.Storage;

namespace CloudBridge.Tests.HomeAssistant;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class HomeCommandTestsOnPostgres : HomeCommandTests;
