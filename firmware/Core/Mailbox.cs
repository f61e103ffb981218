using Firmware.Core.Lights;
using Firmware.Core.Logging;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;

namespace Firmware.Core;

/// <summary>What the bridge sends: tariffs, receipts and commands. What cannot be understood is refused, logged and changes
/// nothing.</summary>
public sealed class Mailbox
{
    private readonly ChargeAgent _agent;
    private readonly ILink _link;
    private readonly IJsonReader _jsonReader;
    private readonly Announcer _announcer;
    private readonly LightSequencer _lights;
    private readonly ReceivedMessage _message = new ReceivedMessage();

    /// <summary>A mailbox on a board's link.</summary>
    public Mailbox(ChargeAgent agent, IBoard board, Announcer announcer, LightSequencer lights)
    {
        _agent = agent;
        _link = board.Link;
        _jsonReader = board.JsonReader;
        _announcer = announcer;
        _lights = lights;
    }

    /// <summary>Takes at most one message.</summary>
    public void Take(long nowMs)
    {
        if (!_link.TryTakeReceived(_message))
        {
            return;
        }

        switch (_message.Topic)
        {
            case Topic.Receipt:
                TakeReceipt(_jsonReader.Read(_message.Payload, typeof(ReceiptMessage)) as ReceiptMessage);
                break;
            case Topic.Tariff:
                TakeTariff();
                break;
            case Topic.Command:
                TakeCommand(_jsonReader.Read(_message.Payload, typeof(CommandMessage)) as CommandMessage, nowMs);
                break;
        }

        _message.Payload = ReceivedMessage.NoPayload;
    }

    private void TakeReceipt(ReceiptMessage? receipt)
    {
        if (receipt == null || receipt.Mac == null)
        {
            _agent.Log.Write(LogLevel.Warning, "mailbox", "receipt refused: not readable");
        }
        else if (_agent.Outbox.TryReceipt(receipt.Sequence, receipt.Mac))
        {
            _announcer.OnReceipt(receipt.Sequence);
        }
    }

    private void TakeTariff()
    {
        // Empty says only that the broker keeps none any more (MQTT 3.1.1, 3.3.1.3). The one on flash stays: a session priced by it can
        // still be proved.
        if (_message.Payload.Length == 0)
        {
            return;
        }

        bool isOpen = _agent.Session.IsOpen;
        string hashInUse = isOpen ? _agent.Session.Session.TariffHash : "";
        string? defect = _agent.Tariffs.Store(_message.Payload, hashInUse, isOpen ? _agent.Session.Session.TariffVersion : 0);
        if (defect != null)
        {
            _agent.Log.Write(LogLevel.Warning, "tariff", "refused, the old one stays: " + defect);
        }
        else
        {
            _announcer.OnTariff();
        }
    }

    private void TakeCommand(CommandMessage? command, long nowMs)
    {
        string name = command == null || command.Command == null ? "" : command.Command;
        switch (name)
        {
            case CommandMessage.Identify:
                _lights.Identify(nowMs);
                break;
            case CommandMessage.Report:
                _announcer.Report();
                break;
            case CommandMessage.Watch:
                // It comes twice a minute while a page is open: the serial log has better uses.
                _announcer.Watch(nowMs);
                return;
            case CommandMessage.OutOfService:
                _agent.Outbox.SetOutOfService(true);
                break;
            case CommandMessage.InService:
                _agent.Outbox.SetOutOfService(false);
                break;
            default:
                _agent.Log.Write(LogLevel.Warning, "mailbox", "command refused: unknown");
                return;
        }

        _agent.Log.Write(LogLevel.Note, "mailbox", "command " + name);
    }
}
