using System.Collections.Concurrent;
using System.Text;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Mqtt;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;
using MQTTnet.Server;

namespace CloudBridge.HomeAssistant;

/// <summary>
/// Lets homes read at the embedded broker: each the configuration, status and live values of its own account's chargers, and nothing else.
/// The broker's own subscriptions and retained messages take no part in it, because their wildcards would know nothing of accounts: every
/// message is handed to each home by itself, after asking whose the charger is.
/// </summary>
public sealed class HomeGate : IReaderGate
{
    private static readonly byte[] AwayStatus = Encoding.UTF8.GetBytes(StatusMessage.Offline);

    private readonly HomeTopics _topics;
    private readonly HomeCredentials _credentials;
    private readonly ChargerOwners _owners;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, HomeReader> _readers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte[]> _statuses = new(StringComparer.Ordinal);
    private volatile IReadOnlyDictionary<string, byte[]> _configs = new Dictionary<string, byte[]>();

    /// <summary>Over credentials and owners.</summary>
    public HomeGate(HomeTopics topics, HomeCredentials credentials, ChargerOwners owners, TimeProvider clock)
    {
        _topics = topics;
        _credentials = credentials;
        _owners = owners;
        _clock = clock;
    }

    /// <inheritdoc />
    public Action<string> Close { get; set; } = _ => { };

    /// <summary>Whether a client id is meant to be a home's.</summary>
    public bool IsReader(string clientId)
    {
        return clientId.StartsWith(HomeCredentials.Start, StringComparison.Ordinal);
    }

    /// <summary>Whether somebody who says it is this home may connect. The client id must be the user's name, so that nobody can push
    /// another off its connection.</summary>
    public bool Accepts(string clientId, string? user, string? password)
    {
        Home? home = user == clientId ? _credentials.Find(user) : null;
        if (home == null || password == null || !PasswordHash.IsOf(home.PasswordHash, password))
        {
            return false;
        }

        _readers[clientId] = new HomeReader(home, ChargersOf(home));
        return true;
    }

    /// <summary>Takes a subscription and at once sends what is kept for it; false when it may not be.</summary>
    public bool TrySubscribe(string clientId, string filter, MqttSessionStatus session)
    {
        if (!_readers.TryGetValue(clientId, out HomeReader? reader) || !MayAsk(reader, filter) || !reader.TryAsk(filter, session))
        {
            return false;
        }

        foreach (string chargerId in reader.Chargers)
        {
            OfferKept(reader, chargerId, filter);
        }

        return true;
    }

    /// <summary>Ends a subscription.</summary>
    public void Unsubscribe(string clientId, string filter)
    {
        if (_readers.TryGetValue(clientId, out HomeReader? reader))
        {
            reader.Drop(filter);
        }
    }

    /// <summary>Forgets a client that has gone.</summary>
    public void Forget(string clientId)
    {
        _readers.TryRemove(clientId, out _);
    }

    /// <summary>Whether a home may say this: only that it has started or stopped, which is answered by sending its configurations
    /// again.</summary>
    public bool TryTake(string clientId, string topic, ReadOnlySpan<byte> payload)
    {
        if (topic != _topics.Birth)
        {
            return false;
        }

        if (payload.SequenceEqual("online"u8) && _readers.TryGetValue(clientId, out HomeReader? reader))
        {
            foreach (string chargerId in reader.Chargers)
            {
                OfferKept(reader, chargerId, null);
            }
        }

        return true;
    }

    /// <summary>Hands a charger's message on; whatever is neither status nor live value is nobody's to read.</summary>
    public void Offer(string chargerId, Topic topic, byte[] payload)
    {
        if (topic == Topic.Status)
        {
            _statuses[chargerId] = payload;
        }

        if (topic is Topic.Status or Topic.Live)
        {
            OfferToOwners(chargerId, Topics.Of(chargerId, topic), payload, isRetained: false);
        }
    }

    /// <summary>Sends configurations that are new or have changed.</summary>
    public void Announce(IReadOnlyDictionary<string, byte[]> configs)
    {
        IReadOnlyDictionary<string, byte[]> before = _configs;
        _configs = configs;
        foreach ((string chargerId, byte[] config) in configs)
        {
            if (!before.TryGetValue(chargerId, out byte[]? old) || !old.AsSpan().SequenceEqual(config))
            {
                OfferToOwners(chargerId, _topics.ConfigOf(chargerId), config, isRetained: true);
            }
        }
    }

    /// <summary>Looks again whose the chargers are: what a home has lost it is told to forget, what it has got it is told of, and a home
    /// that was removed is out.</summary>
    public void Refresh()
    {
        foreach ((string clientId, HomeReader reader) in _readers)
        {
            if (_credentials.Find(clientId) is not Home home || home.PasswordHash != reader.Home.PasswordHash)
            {
                Forget(clientId);
                Close(clientId);
                continue;
            }

            IReadOnlySet<string> before = reader.Chargers;
            reader.Chargers = ChargersOf(home);
            foreach (string lost in before.Except(reader.Chargers))
            {
                reader.Offer(_topics.ConfigOf(lost), [], isRetained: true);
            }

            foreach (string gained in reader.Chargers.Except(before))
            {
                OfferKept(reader, gained, null);
            }
        }
    }

    private bool MayAsk(HomeReader reader, string filter)
    {
        return _topics.Covers(filter)
            || (
                BrokerAccess.TryParse(filter, out string chargerId, out Topic topic)
                && topic is Topic.Status or Topic.Live
                && reader.Chargers.Contains(chargerId));
    }

    private void OfferKept(HomeReader reader, string chargerId, string? filter)
    {
        if (_configs.TryGetValue(chargerId, out byte[]? config))
        {
            reader.Offer(_topics.ConfigOf(chargerId), config, isRetained: true, filter);
        }

        // One that has told nothing since this broker started is not connected: a home must not go on showing what it knew before.
        reader.Offer(
            Topics.Of(chargerId, Topic.Status),
            _statuses.GetValueOrDefault(chargerId, AwayStatus),
            isRetained: true,
            filter);
    }

    private void OfferToOwners(string chargerId, string topic, byte[] payload, bool isRetained)
    {
        foreach (HomeReader reader in _readers.Values)
        {
            if (reader.Chargers.Contains(chargerId))
            {
                reader.Offer(topic, payload, isRetained);
            }
        }
    }

    private HashSet<string> ChargersOf(Home home)
    {
        return [.. _owners.ChargersOf(home.AccountId, _clock.GetUtcNow().ToUnixTimeMilliseconds())];
    }
}
