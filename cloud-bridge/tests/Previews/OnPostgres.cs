using CloudBridge.Tests.Storage;

namespace CloudBridge.Tests.Previews;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class WhatIfTestsOnPostgres : WhatIfTests;
