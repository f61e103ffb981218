using CloudBridge.Tests.Stage.Storage;

namespace CloudBridge.Tests.Src.Ingest;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class BrokerTestsOnPostgres : BrokerTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class ChainTestsOnPostgres : ChainTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class HeldAndQuarantinedTestsOnPostgres : HeldAndQuarantinedTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class KeptRecordTestsOnPostgres : KeptRecordTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class QuarantineQuotaTestsOnPostgres : QuarantineQuotaTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class SessionToBillTestsOnPostgres : SessionToBillTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class StolenRecordTestsOnPostgres : StolenRecordTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class ImpossibleSessionTestsOnPostgres : ImpossibleSessionTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class ClockJumpTestsOnPostgres : ClockJumpTests;
