using System.Collections.Concurrent;
using MQTTnet;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace CloudBridge.HomeAssistant;

/// <summary>One connected home: what it asked for, and what is its own. A message reaches it only when it is both.</summary>
internal sealed class HomeReader
{
    private const int FiltersMax = 200;

    private readonly ConcurrentDictionary<string, bool> _filters = new(StringComparer.Ordinal);
    private MqttSessionStatus? _session;

    public HomeReader(Home home, IEnumerable<string> chargers)
    {
        Home = home;
        Chargers = chargers.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Who it is.</summary>
    public Home Home { get; }

    /// <summary>The chargers that are its account's now.</summary>
    public IReadOnlySet<string> Chargers { get; set; }

    /// <summary>Asks for a filter; false when it asks for too many.</summary>
    public bool TryAsk(string filter, MqttSessionStatus session)
    {
        _session = session;
        return _filters.ContainsKey(filter) || (_filters.Count < FiltersMax && _filters.TryAdd(filter, true));
    }

    /// <summary>Asks for it no more.</summary>
    public void Drop(string filter)
    {
        _filters.TryRemove(filter, out _);
    }

    /// <summary>Sends what it asked for by some filter, or by this one; never waits: what does not fit is dropped by the broker's own
    /// bound.</summary>
    public void Offer(string topic, byte[] payload, bool isRetained, string? onlyFilter = null)
    {
        if (_session is not MqttSessionStatus session || !Asked(topic, onlyFilter))
        {
            return;
        }

        MqttApplicationMessage message = new MqttApplicationMessageBuilder()
            .WithTopic(topic)
            .WithPayload(payload)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtMostOnce)
            .WithRetainFlag(isRetained)
            .Build();
        session.TryEnqueueApplicationMessage(message, out _);
    }

    private bool Asked(string topic, string? onlyFilter)
    {
        IEnumerable<string> filters = onlyFilter == null ? _filters.Keys : [onlyFilter];
        return filters.Any(filter => MqttTopicFilterComparer.Compare(topic, filter) == MqttTopicFilterCompareResult.IsMatch);
    }
}
