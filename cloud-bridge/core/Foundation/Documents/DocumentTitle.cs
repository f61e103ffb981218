namespace CloudBridge.Core.Foundation.Documents;

/// <summary>What a document says about itself: shown by readers and file managers, and at the foot of every page.</summary>
/// <param name="Title">What it is: "Bill 2026-000001".</param>
/// <param name="Author">Who issued it.</param>
/// <param name="Issued">When. The same content and time give the same bytes.</param>
public sealed record DocumentTitle(string Title, string Author, DateTimeOffset Issued);
