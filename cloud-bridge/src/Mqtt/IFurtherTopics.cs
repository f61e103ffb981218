namespace CloudBridge.Mqtt;

/// <summary>Topics that are no charger's, at a broker that others read as well.</summary>
public interface IFurtherTopics
{
    /// <summary>Is told what comes on the further topic that the bridge listens to.</summary>
    Action<string, byte[]> Received { set; }

    /// <summary>Leaves a message for whoever subscribes later; an empty one takes it away. False when there is no connection.</summary>
    Task<bool> TryPublishRetainedAsync(string topic, byte[] payload, CancellationToken cancellationToken);
}
