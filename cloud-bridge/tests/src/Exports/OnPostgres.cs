using CloudBridge.Tests.Stage.Storage;

namespace CloudBridge.Tests.Src.Exports;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class ExportTestsOnPostgres : ExportTests;
