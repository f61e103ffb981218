using System.Collections;
using System.Collections.Concurrent;
using Firmware.Core.Ports;
using MQTTnet;
using MQTTnet.Server;

namespace CloudBridge.Mqtt;

/// <summary>
/// The sessions of chargers at the embedded broker, by what each hears. What is meant for one charger is put into its session: by the
/// broker's own subscriptions every message is held against those of all chargers, so that ten thousand that only listen would make each
/// receipt slow. What is retained stays the broker's, which keeps it.
/// </summary>
internal sealed class ChargerSessions
{
    private readonly ConcurrentDictionary<string, MqttSessionStatus> _byTopic = new(StringComparer.Ordinal);

    /// <summary>Sees who ends a subscription or a connection.</summary>
    public void Watch(MqttServer server)
    {
        server.InterceptingUnsubscriptionAsync += e =>
        {
            if (BrokerAccess.MaySubscribe(e.ClientId, e.Topic))
            {
                _byTopic.TryRemove(e.Topic, out _);
            }

            return Task.CompletedTask;
        };
        server.ClientDisconnectedAsync += e =>
        {
            Forget(e.ClientId, e.SessionItems);
            return Task.CompletedTask;
        };
    }

    /// <summary>Keeps who hears a topic; false when it is retained, and the broker's own.</summary>
    public bool TryKeep(string topicName, MqttSessionStatus session)
    {
        if (!BrokerAccess.TryParse(topicName, out _, out Topic topic) || Topics.IsRetained(topic))
        {
            return false;
        }

        _byTopic[topicName] = session;
        return true;
    }

    /// <summary>Puts a message into the session of the charger that hears its topic, if one does; false when it is retained.</summary>
    public bool TrySend(MqttApplicationMessage message)
    {
        if (message.Retain)
        {
            return false;
        }

        if (_byTopic.TryGetValue(message.Topic, out MqttSessionStatus? session))
        {
            session.TryEnqueueApplicationMessage(message, out _);
        }

        return true;
    }

    // A newer session of the same charger stays.
    private void Forget(string chargerId, IDictionary items)
    {
        foreach (string topicName in BrokerAccess.Heard.Select(topic => Topics.Of(chargerId, topic)))
        {
            if (_byTopic.TryGetValue(topicName, out MqttSessionStatus? session) && ReferenceEquals(session.Items, items))
            {
                _byTopic.TryRemove(KeyValuePair.Create(topicName, session));
            }
        }
    }
}
