using CloudBridge.Tests.Storage;

namespace CloudBridge.Tests.Corrections;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class CorrectionTestsOnPostgres : CorrectionTests;
