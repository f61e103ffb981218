using CloudBridge.Tests.Stage.Storage;

namespace CloudBridge.Tests.Src.Notices;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class PlannerTestsOnPostgres : PlannerTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class RecipientTestsOnPostgres : RecipientTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class WebhookTestsOnPostgres : WebhookTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class ContactTestsOnPostgres : ContactTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class KillTestsOnPostgres : KillTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class DocumentMailTestsOnPostgres : DocumentMailTests;
