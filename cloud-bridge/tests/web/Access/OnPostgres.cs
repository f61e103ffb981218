using CloudBridge.Tests.Stage.Storage;

namespace CloudBridge.Tests.Web.Access;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class BillLinkTestsOnPostgres : BillLinkTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class SignInTestsOnPostgres : SignInTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class SignOutTestsOnPostgres : SignOutTests;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class TokenTestsOnPostgres : TokenTests;
