using CloudBridge.Tests.Stage.Storage;

namespace CloudBridge.Tests.Src.Previews;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class WhatIfTestsOnPostgres : WhatIfTests;
