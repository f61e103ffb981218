namespace CloudBridge.Core.Foundation.Telemetry;

/// <summary>Something that goes on by itself while a bridge runs, and keeps what it must remember in the database.</summary>
public interface IBridgeWorker : IAsyncDisposable
{
    /// <summary>Begins; it ends when it is disposed of.</summary>
    void Start();
}
