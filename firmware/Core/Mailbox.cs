using Firmware.Core.Lights;
using Firmware.Core.Logging;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;
using Firmware.Core.Proofs;

namespace Firmware.Core;

/// <summary>What the bridge sends: tariffs, receipts and commands. What cannot be understood is refused, logged and changes
/// nothing.</summary>
public sealed class Mailbox
{
    private const int RefusedPerLogLine = 100;

    private readonly ChargeAgent _agent;
    private readonly ILink _link;
    private readonly IJsonReader _jsonReader;
    private readonly Announcer _announcer;
    private readonly LightSequencer _lights;
    private readonly ReceivedMessage _message = new ReceivedMessage();
    private readonly BridgeProof _proof;
    private readonly CommandPace _pace = new CommandPace();

    /// <summary>A mailbox on a board's link.</summary>
    public Mailbox(ChargeAgent agent, IBoard board, BridgeProof proof, Announcer announcer, LightSequencer lights)
    {
        _proof = proof;
        _agent = agent;
        _link = board.Link;
        _jsonReader = board.JsonReader;
        _announcer = announcer;
        _lights = lights;
    }

    /// <summary>Messages that were refused since boot: not proved, sent before, too many, or not to be understood.</summary>
    public int RefusedCount { get; private set; }

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
            CountRefused("a receipt that is not readable");
        }
        else if (receipt.Kept != null && receipt.Kept.Length > 0)
        {
            if (IsBelieved(_proof.IsOfKept(receipt.Sequence, receipt.Kept, receipt.Proof)))
            {
                _agent.Outbox.TakeKept(receipt.Sequence, receipt.Kept);
            }
        }
        else if (
            IsBelieved(_proof.IsOfReceipt(receipt.Sequence, receipt.Mac, receipt.Proof))
            && _agent.Outbox.TryReceipt(receipt.Sequence, receipt.Mac))
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
            RefusedCount++;
            _agent.Log.Write(LogLevel.Warning, "tariff", "refused, the old one stays: " + defect);
        }
        else
        {
            _announcer.OnTariff();
        }
    }

    private bool IsBelieved(bool isProved)
    {
        bool isBelieved = isProved || !_proof.IsNeeded;
        if (!isBelieved)
        {
            CountRefused("the bridge has not proved it");
        }

        return isBelieved;
    }

    // The first and each hundredth: whoever sends much must not fill the log.
    private void CountRefused(string why)
    {
        if (RefusedCount % RefusedPerLogLine == 0)
        {
            _agent.Log.Write(LogLevel.Warning, "mailbox", "refused, " + why + ": " + (RefusedCount + 1).ToString() + " messages so far");
        }

        RefusedCount++;
    }

    private void TakeCommand(CommandMessage? command, long nowMs)
    {
        if (!_pace.TryTake(nowMs))
        {
            CountRefused("commands come too often");
            return;
        }

        string name = command == null || command.Command == null ? "" : command.Command;
        long number = command == null ? 0 : command.Number;
        bool isProved = command != null && _proof.IsOfCommand(number, name, command.Proof);
        bool isLasting = name == CommandMessage.OutOfService || name == CommandMessage.InService;
        if (!IsBelieved(isProved))
        {
            return;
        }

        if (isProved && isLasting && !_agent.Outbox.TryTakeCommandNumber(number))
        {
            CountRefused("a command that was sent before");
            return;
        }

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
                CountRefused("a command that is not known");
                return;
        }

        _agent.Log.Write(LogLevel.Note, "mailbox", "command " + name);
    }
}
