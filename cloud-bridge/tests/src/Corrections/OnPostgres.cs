using CloudBridge.Tests.Stage.Storage;

namespace CloudBridge.Tests.Src.Corrections;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class CorrectionTestsOnPostgres : CorrectionTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class BillAgainTestsOnPostgres : BillAgainTests;
