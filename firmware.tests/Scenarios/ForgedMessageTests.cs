using System.Text;
using Firmware.Core.Flash;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;
using Firmware.Tests.Fakes;
using Firmware.Tests.Tariffs;

namespace Firmware.Tests.Scenarios;

/// <summary>Whoever owns the broker can send what he likes to a charger, and send again what he has heard. It believes only its bridge,
/// where it is told to refuse the unsigned.</summary>
[TestClass]
public class ForgedMessageTests
{
    [TestMethod]
    public void A_forged_receipt_that_repeats_the_code_seen_on_the_wire_deletes_no_unsent_session()
    {
        TestCharger charger = New();
        charger.Bridge.IsSilent = true;
        charger.Plug();
        charger.Draw(10000);
        charger.Run(60000);
        charger.Unplug();
        charger.Run(60000);
        int waiting = charger.Agent.Outbox.WaitingCount;
        long sequence = charger.Bridge.FirstSequence;
        string mac = FakeLink.MemberOf(charger.Bridge.Record(sequence), "mac");

        SendReceipt(charger, sequence, mac, "");
        SendReceipt(charger, sequence, mac, mac);
        Assert.AreEqual(waiting, charger.Agent.Outbox.WaitingCount);

        SendReceipt(charger, sequence, mac, ProofOf("receipt/T1/" + sequence.ToString() + "/" + mac));
        Assert.AreEqual(waiting - 1, charger.Agent.Outbox.WaitingCount);
    }

    [TestMethod]
    public void A_forged_word_that_a_record_is_kept_is_not_believed_and_the_true_one_frees_nothing()
    {
        TestCharger charger = New();
        charger.Bridge.IsSilent = true;
        charger.Plug();
        charger.Draw(10000);
        charger.Run(60000);
        charger.Unplug();
        charger.Run(60000);
        int waiting = charger.Agent.Outbox.WaitingCount;
        long sequence = charger.Bridge.FirstSequence;
        string mac = FakeLink.MemberOf(charger.Bridge.Record(sequence), "mac");

        SendKept(charger, sequence, mac, ProofOf("receipt/T1/" + sequence.ToString() + "/" + mac));
        Assert.IsTrue(charger.Board.LastLine.Contains("the bridge has not proved it: 1 messages so far"), charger.Board.LastLine);
        SendKept(charger, sequence, mac, ProofOf("kept/T1/" + sequence.ToString() + "/" + mac));

        Assert.AreEqual(waiting, charger.Agent.Outbox.WaitingCount);
        Assert.IsTrue(charger.Agent.Outbox.IsWaiting(sequence));
    }

    [TestMethod]
    public void A_charger_that_is_not_told_to_refuse_believes_an_old_bridge()
    {
        TestCharger charger = new TestCharger();
        SendCommand(charger, CommandMessage.OutOfService, 0, "");
        Assert.IsTrue(charger.Agent.Outbox.IsOutOfService);
    }

    [TestMethod]
    public void A_command_that_was_heard_works_once_also_after_a_power_cut()
    {
        TestCharger charger = New();
        SendCommand(charger, CommandMessage.OutOfService, 5, ProofOf("command/T1/5/outOfService"));
        Assert.IsTrue(charger.Agent.Outbox.IsOutOfService);
        SendCommand(charger, CommandMessage.InService, 6, ProofOf("command/T1/6/inService"));
        Assert.IsFalse(charger.Agent.Outbox.IsOutOfService);

        SendCommand(charger, CommandMessage.OutOfService, 5, ProofOf("command/T1/5/outOfService"));
        Assert.IsFalse(charger.Agent.Outbox.IsOutOfService);
        charger.CutPower(1000);
        SendCommand(charger, CommandMessage.OutOfService, 5, ProofOf("command/T1/5/outOfService"));
        SendCommand(charger, CommandMessage.OutOfService, 7, ProofOf("command/T1/5/outOfService"));
        Assert.IsFalse(charger.Agent.Outbox.IsOutOfService);
    }

    [TestMethod]
    public void Forged_commands_write_no_flash_and_true_ones_at_most_thirty_times_a_minute()
    {
        TestCharger charger = New();
        charger.Run(60000);
        charger.Board.FakeFlash.ResetCounters();

        // Ten a second for a minute, as fast as the agent takes them.
        for (int i = 0; i < 600; i++)
        {
            SendCommand(charger, i % 2 == 0 ? CommandMessage.OutOfService : CommandMessage.InService, 0, "");
        }

        Assert.AreEqual(0, charger.Board.FakeFlash.WriteCount);
        charger.Run(60000);
        charger.Board.FakeFlash.ResetCounters();
        for (int i = 1; i <= 600; i++)
        {
            string name = i % 2 == 0 ? CommandMessage.OutOfService : CommandMessage.InService;
            SendCommand(charger, name, i, ProofOf("command/T1/" + i.ToString() + "/" + name));
        }

        // Thirty that were saved up, and one each two seconds of this minute.
        Assert.IsTrue(charger.Board.FakeFlash.WriteCount <= 61, "writes " + charger.Board.FakeFlash.WriteCount.ToString());
    }

    [TestMethod]
    public void Each_refused_message_is_counted_in_the_status_and_no_message_of_the_bridge_is()
    {
        TestCharger charger = New();
        SendTariff(charger, 2, 300000, 9, true);
        SendCommand(charger, CommandMessage.OutOfService, 5, ProofOf("command/T1/5/outOfService"));
        SendCommand(charger, CommandMessage.Report, 0, ProofOf("command/T1/0/report"));
        charger.Run(1000);
        Assert.AreEqual("0", FakeLink.MemberOf(charger.Board.FakeLink.LastOf(Topic.Status), "messagesRefused"));

        // A receipt and a command without proof, a command that was sent before, a tariff without proof and one that is older, no receipt
        // at all; the report that brings the status is the bridge's.
        SendReceipt(charger, 1, "00ff", "");
        SendCommand(charger, CommandMessage.InService, 6, "");
        SendCommand(charger, CommandMessage.OutOfService, 5, ProofOf("command/T1/5/outOfService"));
        SendTariff(charger, 3, 10000, 99, false);
        SendTariff(charger, 1, 250000, 5, true);
        charger.Board.FakeLink.Receive(Topic.Receipt, "no receipt");
        charger.Run(1000);
        SendCommand(charger, CommandMessage.Report, 0, ProofOf("command/T1/0/report"));
        charger.Run(1000);
        Assert.AreEqual("6", FakeLink.MemberOf(charger.Board.FakeLink.LastOf(Topic.Status), "messagesRefused"));
    }

    [TestMethod]
    public void Tariffs_only_go_forward_and_a_forged_one_never_stands_in_the_place_of_the_true_one()
    {
        TestCharger charger = New();
        SendTariff(charger, 1, 250000, 5, true);
        SendTariff(charger, 2, 300000, 9, true);
        Assert.AreEqual(2, charger.Agent.Tariffs.Current!.Version);

        SendTariff(charger, 1, 250000, 5, true);
        Assert.AreEqual(2, charger.Agent.Tariffs.Current!.Version, "an old one that was heard");
        SendTariff(charger, 3, 10000, 99, false);
        Assert.AreEqual(2, charger.Agent.Tariffs.Current!.Version, "a forged one");
        charger.CutPower(1000);
        SendTariff(charger, 1, 250000, 5, true);
        SendTariff(charger, 4, 350000, 10, true);
        Assert.AreEqual(4, charger.Agent.Tariffs.Current!.Version);
    }

    [TestMethod]
    public void A_forged_text_with_the_true_version_does_not_make_the_true_one_ignored()
    {
        TestCharger charger = new TestCharger();
        SendTariff(charger, 2, 10000, 0, false);
        Assert.AreEqual(10000L, charger.Agent.Tariffs.Current!.Elements[0].EnergyPriceMicros);

        SendTariff(charger, 2, 300000, 9, true);
        Assert.AreEqual(300000L, charger.Agent.Tariffs.Current!.Elements[0].EnergyPriceMicros);
    }

    private static TestCharger New()
    {
        TestCharger charger = new TestCharger();
        charger.Config.RefusesUnsigned = true;
        charger.CutPower(1000);
        return charger;
    }

    private static void SendReceipt(TestCharger charger, long sequence, string mac, string proof)
    {
        ReceiptMessage receipt = new ReceiptMessage();
        receipt.Sequence = sequence;
        receipt.Mac = mac;
        receipt.Proof = proof;
        Send(charger, Topic.Receipt, "{}", receipt);
    }

    private static void SendKept(TestCharger charger, long sequence, string mac, string proof)
    {
        ReceiptMessage kept = new ReceiptMessage();
        kept.Sequence = sequence;
        kept.Kept = mac;
        kept.Proof = proof;
        Send(charger, Topic.Receipt, "{}", kept);
    }

    private static void SendCommand(TestCharger charger, string name, long number, string proof)
    {
        CommandMessage command = new CommandMessage();
        command.Command = name;
        command.Number = number;
        command.Proof = proof;
        Send(charger, Topic.Command, "{}", command);
    }

    private static void SendTariff(TestCharger charger, int version, long priceMicros, long number, bool isProved)
    {
        Tariff tariff = TestTariff.Of(TestTariff.Energy(priceMicros));
        tariff.Version = version;
        tariff.Number = number;
        string text = "{\"price\":" + priceMicros.ToString() + ",\"number\":" + number.ToString();
        tariff.Proof = isProved ? ProofOf("tariff/T1/" + text) : "00000000000000000000000000000000";
        Send(charger, Topic.Tariff, text + ",\"proof\":\"" + tariff.Proof + "\"}", tariff);
    }

    private static void Send(TestCharger charger, Topic topic, string text, object read)
    {
        charger.Board.FakeJsonReader.Next = read;
        charger.Board.FakeLink.Receive(topic, text);
        charger.Run(100);
    }

    private static string ProofOf(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        byte[] mac = new byte[RecordMac.Length];
        new FakeAuthenticator().ComputeMac(bytes, 0, bytes.Length, mac);
        return RecordMac.ToHex(mac);
    }
}
