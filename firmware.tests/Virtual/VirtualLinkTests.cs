using System;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;
using Hardware.Virtual.Link;
using MQTTnet;
using MQTTnet.Protocol;

namespace Firmware.Tests.Virtual;

[TestClass]
public sealed class VirtualLinkTests : IAsyncDisposable
{
    private const string Root = "chargeagent/v1/c-1/";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TestBroker _broker = new();
    private VirtualLink? _link;

    [TestCleanup]
    public async Task Cleanup()
    {
        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_link != null)
        {
            await _link.DisposeAsync();
            _link = null;
        }

        await _broker.DisposeAsync();
    }

    [TestMethod]
    public async Task A_publication_reaches_the_broker_and_its_acknowledgement_comes_back()
    {
        VirtualLink link = await ConnectAsync();
        byte[] payload = Encoding.UTF8.GetBytes("{\"sequence\":1}....");

        int id = link.Publish(Topic.Session, payload, 14);
        // The port promises a copy: what the agent writes afterwards must not be sent.
        payload[1] = (byte)'!';

        Assert.IsGreaterThan(0, id);
        await UntilAsync(link, () => link.TakeDelivered() == id);
        MqttApplicationMessage message = _broker.Messages.Single();
        Assert.AreEqual(Root + "session", message.Topic);
        Assert.AreEqual("{\"sequence\":1}", message.ConvertPayloadToString());
        Assert.AreEqual(MqttQualityOfServiceLevel.AtLeastOnce, message.QualityOfServiceLevel);
        Assert.IsFalse(message.Retain);
    }

    [TestMethod]
    public async Task Without_a_connection_nothing_is_taken()
    {
        VirtualLink link = await ConnectAsync();
        await _broker.StopAsync();
        await UntilAsync(link, () => link.ConnectionNumber == 0);

        Assert.AreEqual(0, link.Publish(Topic.Session, [1], 1));
    }

    [TestMethod]
    public async Task After_a_restart_of_the_broker_the_connection_has_another_number()
    {
        VirtualLink link = await ConnectAsync();
        int before = link.ConnectionNumber;
        await _broker.StopAsync();
        await UntilAsync(link, () => link.ConnectionNumber == 0);
        await _broker.StartAsync();

        await UntilAsync(link, () => link.ConnectionNumber != 0);
        Assert.AreNotEqual(before, link.ConnectionNumber);
    }

    [TestMethod]
    public async Task Tariff_receipt_and_command_are_received_in_order_and_nothing_else()
    {
        VirtualLink link = await ConnectAsync();
        await _broker.SendAsync(Root + "live", [9]);
        await _broker.SendAsync("chargeagent/v1/c-2/receipt", [9]);
        await _broker.SendAsync(Root + "receipt", [1]);
        await _broker.SendAsync(Root + "tariff", [2]);
        await _broker.SendAsync(Root + "command", [3]);

        ReceivedMessage message = new();
        Topic[] topics = [Topic.Receipt, Topic.Tariff, Topic.Command];
        for (int i = 0; i < topics.Length; i++)
        {
            await UntilAsync(link, () => link.TryTakeReceived(message));
            Assert.AreEqual(topics[i], message.Topic);
            Assert.AreEqual(i + 1, message.Payload[0]);
        }

        Assert.IsFalse(link.TryTakeReceived(message));
    }

    [TestMethod]
    public async Task A_thousand_live_values_in_an_instant_become_one_message()
    {
        VirtualLink link = await ConnectAsync(liveIntervalMs: 3600000);
        for (int i = 0; i < 1000; i++)
        {
            Assert.IsGreaterThan(0, link.Publish(Topic.Live, [(byte)(i % 256)], 1));
        }

        int id = link.Publish(Topic.Session, [1], 1);
        await UntilAsync(link, () => link.TakeDelivered() == id);

        Assert.IsLessThanOrEqualTo(1, _broker.Messages.Count(message => message.Topic == Root + "live"));
    }

    [TestMethod]
    public async Task A_broker_that_does_not_answer_fills_the_queue_and_the_rest_is_refused()
    {
        TaskCompletionSource answer = new();
        VirtualLink link = await ConnectAsync();
        _broker.OnPublish = _ => answer.Task;
        int taken = 0;
        for (int i = 0; i < 100; i++)
        {
            taken += link.Publish(Topic.Session, [1], 1) == 0 ? 0 : 1;
        }

        // 16 wait in the queue, and one is on its way if it has been fetched already.
        Assert.IsTrue(taken is 16 or 17, $"{taken} were taken");
        answer.SetResult();
    }

    [TestMethod]
    public async Task A_goodbye_leaves_the_status_offline()
    {
        VirtualLink link = await ConnectAsync();
        byte[] online = Encoding.UTF8.GetBytes("{\"version\":1,\"online\":true}");
        int id = link.Publish(Topic.Status, online, online.Length);
        await UntilAsync(link, () => link.TakeDelivered() == id);
        await link.DisposeAsync();
        _link = null;

        Assert.AreEqual(StatusMessage.Offline, await _broker.RetainedAsync(Root + "status"));
    }

    [TestMethod]
    public async Task A_refused_charger_says_why_and_tries_again_later()
    {
        _broker.IsRefusing = true;
        await _broker.StartAsync();
        _link = new VirtualLink(new LinkSettings { ChargerId = "c-1", Port = _broker.Port, BackOffMinMs = 1 });
        _link.Start();

        while (_broker.ConnectCount < 3)
        {
            await Task.Yield();
        }

        Assert.Contains("NotAuthorized", _link.LastFailure);
        _broker.IsRefusing = false;
        await UntilAsync(_link, () => _link.ConnectionNumber == 1);
    }

    private async Task<VirtualLink> ConnectAsync(int liveIntervalMs = 250)
    {
        await _broker.StartAsync();
        _link = new VirtualLink(
            new LinkSettings
            {
                ChargerId = "c-1",
                Port = _broker.Port,
                BackOffMinMs = 5,
                LiveIntervalMs = liveIntervalMs,
            });
        _link.Start();
        await UntilAsync(_link, () => _link.ConnectionNumber != 0);
        return _link;
    }

    private static async Task UntilAsync(VirtualLink link, Func<bool> isTrue)
    {
        while (!isTrue())
        {
            Assert.IsTrue(await link.WaitForNewsAsync(Patience, CancellationToken.None), "nothing happened in time");
        }
    }
}
