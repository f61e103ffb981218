using System.Text;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;

namespace Firmware.Tests.Contracts;

/// <summary>What every JSON library does behind the port: the messages of the wire contract, and null for whatever is not one.</summary>
[TestClass]
public class JsonReaderContract
{
    [TestMethod]
    public void A_receipt_is_read_and_unknown_members_are_ignored()
    {
        ReceiptMessage? receipt =
            Read("{\"sequence\":4294967295,\"mac\":\"00ff\",\"later\":{\"a\":[1,2]}}", typeof(ReceiptMessage)) as ReceiptMessage;
        Assert.IsNotNull(receipt);
        Assert.AreEqual(4294967295L, receipt!.Sequence);
        Assert.AreEqual("00ff", receipt.Mac);
        Assert.AreEqual("", receipt.Kept);
    }

    [TestMethod]
    public void The_word_that_a_record_is_kept_is_read_beside_an_empty_code()
    {
        ReceiptMessage? kept =
            Read("{\"sequence\":7,\"mac\":\"\",\"kept\":\"00ff\",\"proof\":\"\"}", typeof(ReceiptMessage)) as ReceiptMessage;
        Assert.IsNotNull(kept);
        Assert.AreEqual("", kept!.Mac);
        Assert.AreEqual("00ff", kept.Kept);
    }

    [TestMethod]
    public void A_tariff_is_read_with_its_defaults()
    {
        string text = "{\"format\":1,\"id\":\"T\",\"version\":2,\"hash\":\"0123456789abcdef\",\"currency\":\"EUR\",\"currencyDecimals\":2,"
            + "\"elements\":[{\"energyPriceMicros\":490000,\"startMinute\":1020,\"endMinute\":1200},"
            + "{\"timePriceMicros\":0,\"isReservationOnly\":true}],"
            + "\"utcOffsets\":[{\"fromUtcMs\":-1,\"offsetSeconds\":3600}]}";
        Tariff? tariff = Read(text, typeof(Tariff)) as Tariff;
        Assert.IsNotNull(tariff);
        Assert.IsNull(tariff!.FindDefect(), tariff.FindDefect() ?? "");
        Assert.AreEqual(490000L, tariff.Elements[0].EnergyPriceMicros);
        Assert.AreEqual(TariffElement.NoPrice, tariff.Elements[0].TimePriceMicros);
        Assert.AreEqual(long.MaxValue, tariff.Elements[0].MaxMilliwattHours);
        Assert.AreEqual(1440, tariff.Elements[1].EndMinute);
        Assert.IsTrue(tariff.Elements[1].IsReservationOnly);
        Assert.AreEqual(3600, tariff.UtcOffsets[0].OffsetSeconds);
        Assert.AreEqual(long.MaxValue, tariff.MaxExclMicros);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("{")]
    [DataRow("[]")]
    [DataRow("null")]
    [DataRow("\"text\"")]
    [DataRow("{\"sequence\":\"many\"}")]
    [DataRow("{\"sequence\":1e40}")]
    public void What_is_not_a_receipt_reads_as_null(string text)
    {
        Assert.IsNull(Read(text, typeof(ReceiptMessage)));
    }

    private static object? Read(string text, System.Type type)
    {
        IJsonReader reader = BoardUnderTest.Board.JsonReader;
        return reader.Read(Encoding.UTF8.GetBytes(text), type);
    }
}
