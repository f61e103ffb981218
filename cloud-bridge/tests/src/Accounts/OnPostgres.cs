using CloudBridge.Tests.Stage.Storage;

namespace CloudBridge.Tests.Src.Accounts;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class AccountTestsOnPostgres : AccountTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class SiteFormTestsOnPostgres : SiteFormTests;
