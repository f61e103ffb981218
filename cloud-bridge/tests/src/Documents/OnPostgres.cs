using CloudBridge.Tests.Stage.Storage;

namespace CloudBridge.Tests.Src.Documents;

/// <summary>The same tests on PostgreSQL.</summary>
[OnPostgres]
public sealed class BillDocumentTestsOnPostgres : BillDocumentTests;
