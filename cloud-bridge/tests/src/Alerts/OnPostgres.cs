using CloudBridge.Tests.Stage.Storage;

namespace CloudBridge.Tests.Src.Alerts;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class OutageTestsOnPostgres : OutageTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class SiteOutageTestsOnPostgres : SiteOutageTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class FlapTestsOnPostgres : FlapTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class FaultTestsOnPostgres : FaultTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class SessionTestsOnPostgres : SessionTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class RecordTestsOnPostgres : RecordTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class JudgeTestsOnPostgres : JudgeTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class LingerTestsOnPostgres : LingerTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class IncidentPagesTestsOnPostgres : IncidentPagesTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class SilenceTestsOnPostgres : SilenceTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class SettingTestsOnPostgres : SettingTests;
