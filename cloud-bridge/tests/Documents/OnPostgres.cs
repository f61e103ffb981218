using CloudBridge.Tests.Storage;

namespace CloudBridge.Tests.Documents;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class BillDocumentTestsOnPostgres : BillDocumentTests;
