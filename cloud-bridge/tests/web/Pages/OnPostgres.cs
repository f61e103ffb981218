using CloudBridge.Tests.Stage.Storage;

namespace CloudBridge.Tests.Web.Pages;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class PagesTestsOnPostgres : PagesTests;
