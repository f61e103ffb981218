using Firmware.Core.Proofs;
using Hardware.Virtual;

namespace Firmware.Tests.Proofs;

/// <summary>A charger takes the word that its bridge shows: both hold the one of the contract, worked out by a third.</summary>
[TestClass]
public class UnlockWordTests
{
    // HMAC-SHA256 under the bytes 0 to 31 over "unlock/c1/" begins with these digits.
    private const string Word = "044f3dcf";

    private readonly UnlockWord _word = new(new HmacAuthenticator([.. Enumerable.Range(0, 32).Select(value => (byte)value)]), "c1");

    [TestMethod]
    public void Its_own_word_is_right_and_no_other_is()
    {
        Assert.IsTrue(_word.IsRight(Word));
        for (int at = 0; at < Word.Length; at++)
        {
            char[] changed = Word.ToCharArray();
            changed[at] ^= (char)1;
            Assert.IsFalse(_word.IsRight(new string(changed)), $"digit {at}");
        }

        Assert.IsFalse(_word.IsRight(""));
        Assert.IsFalse(_word.IsRight("c1"));
        Assert.IsFalse(_word.IsRight(Word[..7]));
        Assert.IsFalse(_word.IsRight(Word + "0"));
    }
}
