using CloudBridge.Tests.Storage;

namespace CloudBridge.Tests.Pages;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class PagesTestsOnPostgres : PagesTests;
