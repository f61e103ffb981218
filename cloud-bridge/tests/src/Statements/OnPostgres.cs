using CloudBridge.Tests.Stage.Storage;

namespace CloudBridge.Tests.Src.Statements;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class MonthEndTestsOnPostgres : MonthEndTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class StatementRunTestsOnPostgres : StatementRunTests;
