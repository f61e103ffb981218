using CloudBridge.Core.Registry.Access;
using CloudBridge.Tests.Stage.Ingest;

namespace CloudBridge.Tests.Web.Access;

[TestClass]
public class PasswordLimitsTests
{
    [TestMethod]
    public void An_address_that_has_guessed_thirty_times_waits_with_every_name_but_not_in_a_known_browser()
    {
        PasswordLimits limits = new(new SetClock());
        for (int i = 0; i < 30; i++)
        {
            Assert.IsFalse(limits.MustWait(new PasswordTry("ann", "203.0.113.9", null)));
            limits.CountWrong(new PasswordTry($"n{i}", "203.0.113.9", null));
        }

        Assert.IsTrue(limits.MustWait(new PasswordTry("ann", "203.0.113.9", null)));
        Assert.IsFalse(limits.MustWait(new PasswordTry("ann", "203.0.113.9", "b1")));
        Assert.IsFalse(limits.MustWait(new PasswordTry("ann", "203.0.113.8", null)));
    }

    [TestMethod]
    public void Signing_in_with_a_name_of_ones_own_does_not_let_an_address_go_on_guessing()
    {
        PasswordLimits limits = new(new SetClock());
        for (int i = 0; i < 30; i++)
        {
            limits.CountWrong(new PasswordTry($"n{i}", "203.0.113.9", null));
            limits.Forget(new PasswordTry("own", "203.0.113.9", null));
        }

        Assert.IsTrue(limits.MustWait(new PasswordTry("ann", "203.0.113.9", null)));
    }

    [TestMethod]
    public void Of_too_many_that_guess_the_one_that_was_quiet_longest_is_forgotten_first()
    {
        SignInLimits limits = new(new SetClock(), wrongMax: 1, keysMax: 2);
        limits.CountWrong("a");
        limits.CountWrong("b");
        limits.CountWrong("a");

        limits.CountWrong("c");

        Assert.IsTrue(limits.MustWait("a"));
        Assert.IsFalse(limits.MustWait("b"));
        Assert.IsTrue(limits.MustWait("c"));
    }
}
