using System.Text;
using Firmware.Core.Config;
using Firmware.Core.Proofs;
using Hardware.Virtual;

namespace Firmware.Tests.Proofs;

/// <summary>A charger checks what its bridge signs: both hold the texts and codes of the contract, worked out by a third.</summary>
[TestClass]
public class BridgeProofTests
{
    private const string Receipt = "71b5e27d5c35fcfb8207e92882437f77";
    private const string Kept = "23dd6eb149decbfd4865c31cdea510ad";
    private const string Command = "a55f42617f47fcce46b201e8c8a9b7c2";
    private const string Other = "41ec676dd63035b9d152d89518b5ffb9";
    private const string Tariff = "{\"id\":\"a\",\"number\":5,\"proof\":\"360f7bec46831a6f87e9f2b3f3b9cb92\"}";

    // The key is the bytes 0 to 31.
    private readonly BridgeProof _proof = new(
        new HmacAuthenticator([.. Enumerable.Range(0, 32).Select(value => (byte)value)]),
        new AgentConfig { ChargerId = "c1" });

    [TestMethod]
    public void A_receipt_and_a_command_are_proved_by_the_code_of_all_that_they_say()
    {
        Assert.IsTrue(_proof.IsOfReceipt(7, "00ff", Receipt));
        Assert.IsFalse(_proof.IsOfReceipt(8, "00ff", Receipt));
        Assert.IsFalse(_proof.IsOfReceipt(7, "00fe", Receipt));
        Assert.IsTrue(_proof.IsOfCommand(1772452800001, "outOfService", Command));
        Assert.IsFalse(_proof.IsOfCommand(1772452800002, "outOfService", Command));
        Assert.IsFalse(_proof.IsOfCommand(1772452800001, "inService", Command));
    }

    [TestMethod]
    public void The_word_that_a_record_is_kept_is_no_receipt_for_it_and_a_receipt_is_no_such_word()
    {
        Assert.IsTrue(_proof.IsOfKept(7, "00ff", Kept));
        Assert.IsFalse(_proof.IsOfKept(8, "00ff", Kept));
        Assert.IsFalse(_proof.IsOfKept(7, "00ff", Receipt));
        Assert.IsFalse(_proof.IsOfReceipt(7, "00ff", Kept));
    }

    [TestMethod]
    public void A_bridge_is_one_that_proves_from_its_first_right_code_on()
    {
        Assert.IsFalse(_proof.IsProving);
        _proof.IsOfReceipt(7, "00ff", Other);
        Assert.IsFalse(_proof.IsProving);
        _proof.IsOfReceipt(7, "00ff", Receipt);
        _proof.IsOfReceipt(7, "00ff", "");
        Assert.IsTrue(_proof.IsProving);
    }

    [TestMethod]
    public void One_right_code_of_several_is_enough_and_half_a_code_is_none()
    {
        Assert.IsTrue(_proof.IsOfReceipt(7, "00ff", Other + Receipt));
        Assert.IsFalse(_proof.IsOfReceipt(7, "00ff", Other));
        Assert.IsFalse(_proof.IsOfReceipt(7, "00ff", Receipt[..16]));
        Assert.IsFalse(_proof.IsOfReceipt(7, "00ff", Other[..16] + Receipt));
        Assert.IsFalse(_proof.IsOfReceipt(7, "00ff", ""));
        Assert.IsFalse(_proof.IsOfReceipt(7, "00ff", null));
    }

    [TestMethod]
    public void A_tariff_is_proved_by_what_it_ends_with_and_no_byte_of_it_may_change()
    {
        const string Code = "360f7bec46831a6f87e9f2b3f3b9cb92";
        Assert.IsTrue(_proof.IsOfTariff(Encoding.UTF8.GetBytes(Tariff), Code));
        for (int at = 0; at < Tariff.Length; at++)
        {
            byte[] changed = Encoding.UTF8.GetBytes(Tariff);
            changed[at] ^= 1;
            string stated = Encoding.UTF8.GetString(changed);
            int code = stated.LastIndexOf("\"proof\":\"", StringComparison.Ordinal);
            string proof = code < 0 ? Code : stated[(code + 9)..^2];
            // The two marks at its end bind nothing: without them it is no JSON.
            Assert.IsTrue(at >= Tariff.Length - 2 || !_proof.IsOfTariff(changed, proof), $"byte {at}");
        }

        Assert.IsFalse(_proof.IsOfTariff("{\"id\":\"a\"}"u8.ToArray(), Code));
    }

    [TestMethod]
    public void What_a_tariff_says_ends_before_number_and_proof()
    {
        Assert.AreEqual("{\"id\":\"a\"".Length, BridgeProof.ContentLengthOf(Encoding.UTF8.GetBytes(Tariff)));
        Assert.AreEqual("{\"id\":\"a\"".Length, BridgeProof.ContentLengthOf("{\"id\":\"a\"}"u8.ToArray()));
    }
}
