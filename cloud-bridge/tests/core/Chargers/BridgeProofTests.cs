using System.Text;
using CloudBridge.Core.Registry.Chargers;

namespace CloudBridge.Tests.Core.Chargers;

/// <summary>What a charger checks is what another implementation of HMAC-SHA256 gives for the texts of the contract.</summary>
[TestClass]
public class BridgeProofTests
{
    private const string Receipt = "71b5e27d5c35fcfb8207e92882437f77";
    private const string Command = "a55f42617f47fcce46b201e8c8a9b7c2";

    // Bytes 0 to 31, and 32 to 63.
    private static readonly byte[] First = [.. Enumerable.Range(0, 32).Select(value => (byte)value)];
    private static readonly byte[] Second = [.. Enumerable.Range(32, 32).Select(value => (byte)value)];

    [TestMethod]
    public void A_receipt_and_a_command_are_signed_with_the_id_of_the_charger()
    {
        RegisteredCharger charger = new("c1", First, null);

        Assert.AreEqual(Receipt, BridgeProof.OfReceipt(charger, 7, "00ff"));
        Assert.AreEqual(Command, BridgeProof.OfCommand(charger, 1772452800001, "outOfService"));
        Assert.AreNotEqual(Receipt, BridgeProof.OfReceipt(charger with { ChargerId = "c2" }, 7, "00ff"));
        Assert.AreEqual("", BridgeProof.OfReceipt(null, 7, "00ff"));
    }

    [TestMethod]
    public void While_a_charger_is_given_a_new_key_there_is_a_code_by_each()
    {
        RegisteredCharger renewing = new("c1", Second, null) { FormerKeys = [new FormerKey(First, null, null, null)] };

        Assert.AreEqual("41ec676dd63035b9d152d89518b5ffb9" + Receipt, BridgeProof.OfReceipt(renewing, 7, "00ff"));
        RegisteredCharger renewed = renewing with { FormerKeys = [new FormerKey(First, null, 7, null)] };
        Assert.AreEqual("41ec676dd63035b9d152d89518b5ffb9", BridgeProof.OfReceipt(renewed, 7, "00ff"));
        RegisteredCharger replaced = renewing with { FormerKeys = [new FormerKey(First, null, null, 1772452800000)] };
        Assert.AreEqual("41ec676dd63035b9d152d89518b5ffb9", BridgeProof.OfReceipt(replaced, 7, "00ff"));
    }

    [TestMethod]
    public void The_unlock_word_is_eight_digits_for_each_key_that_the_charger_may_have()
    {
        RegisteredCharger charger = new("c1", First, null);
        RegisteredCharger renewing = new("c1", Second, null) { FormerKeys = [new FormerKey(First, null, null, null)] };

        CollectionAssert.AreEqual(new[] { "044f3dcf" }, BridgeProof.UnlockWordsOf(charger).ToArray());
        CollectionAssert.AreEqual(new[] { "4909437e", "044f3dcf" }, BridgeProof.UnlockWordsOf(renewing).ToArray());
    }

    [TestMethod]
    public void A_tariff_ends_with_its_number_and_the_code_of_all_before()
    {
        byte[] tariff = Encoding.UTF8.GetBytes("{\"id\":\"a\"}");

        Assert.AreEqual(
            "{\"id\":\"a\",\"number\":5,\"proof\":\"360f7bec46831a6f87e9f2b3f3b9cb92\"}",
            Encoding.UTF8.GetString(BridgeProof.Sign(new RegisteredCharger("c1", First, null), tariff, 5)));
        Assert.AreEqual("{\"id\":\"a\"}", Encoding.UTF8.GetString(BridgeProof.Sign(null, tariff, 5)));
    }
}
