using CloudBridge.Tests.Stage.Storage;

namespace CloudBridge.Tests.Src.HomeAssistant;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class HomeCommandTestsOnPostgres : HomeCommandTests;
