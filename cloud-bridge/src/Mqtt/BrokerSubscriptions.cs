using Firmware.Core.Ports;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace CloudBridge.Mqtt;

/// <summary>What a bridge subscribes to at an external broker.</summary>
internal static class BrokerSubscriptions
{
    /// <summary>Asks for all of them.</summary>
    /// <param name="client">A client that is connected.</param>
    /// <param name="share">What a shared subscription begins with; empty for one of its own.</param>
    /// <param name="furtherTopic">A topic besides those of chargers; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MqttCommunicationException">The broker refuses one.</exception>
    public static async Task AskAsync(IMqttClient client, string share, string? furtherTopic, CancellationToken cancellationToken)
    {
        foreach (Topic topic in BrokerAccess.Written)
        {
            // Live values and log lines are kept in each bridge's memory, so each gets all of them.
            string filter = $"{(topic is Topic.Live or Topic.Log ? "" : share)}{Topics.Root}+/{Topics.NameOf(topic)}";
            await AskAsync(client, filter, (MqttQualityOfServiceLevel)Topics.QosOf(topic), cancellationToken);
        }

        if (furtherTopic != null)
        {
            await AskAsync(client, furtherTopic, MqttQualityOfServiceLevel.AtMostOnce, cancellationToken);
        }
    }

    private static async Task AskAsync(
        IMqttClient client,
        string filter,
        MqttQualityOfServiceLevel qos,
        CancellationToken cancellationToken)
    {
        MqttClientSubscribeResult answer = await client.SubscribeAsync(filter, qos, cancellationToken);
        if (answer.Items.Any(item => item.ResultCode > MqttClientSubscribeResultCode.GrantedQoS2))
        {
            throw new MqttCommunicationException($"it refuses the subscription {filter}: give the bridge's user the right to read it");
        }
    }
}
