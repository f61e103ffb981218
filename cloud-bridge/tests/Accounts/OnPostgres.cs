using CloudBridge.Tests.Storage;

namespace CloudBridge.Tests.Accounts;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class AccountTestsOnPostgres : AccountTests;
