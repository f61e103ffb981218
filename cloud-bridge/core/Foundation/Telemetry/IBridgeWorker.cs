namespace CloudBridge;

/// <summary>Something that goes on by itself while a bridge runs, and keeps what it must remember in the database.</summary>
internal interface IBridgeWorker : IAsyncDisposable
{
    /// <summary>Begins; it ends when it is disposed of.</summary>
    void Start();
}
