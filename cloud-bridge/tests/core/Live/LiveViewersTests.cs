using CloudBridge.Core.Operations.Live;

namespace CloudBridge.Tests.Core.Live;

[TestClass]
public class LiveViewersTests
{
    [TestMethod]
    public void A_network_of_addresses_counts_as_one_address_so_that_one_home_cannot_take_every_place()
    {
        LiveViewers viewers = new();
        for (int i = 0; i < LiveViewers.CountPerAddressMax; i++)
        {
            Assert.IsNotNull(viewers.TryEnter(["c1"], $"2001:db8:0:1::{i:x}"));
        }

        Assert.IsNull(viewers.TryEnter(["c1"], "2001:db8:0:1:ffff::1"));
        Assert.IsNotNull(viewers.TryEnter(["c1"], "2001:db8:0:2::1"), "another home");
        Assert.IsNotNull(viewers.TryEnter(["c1"], "::ffff:192.0.2.1"));
        Assert.IsNotNull(viewers.TryEnter(["c1"], "192.0.2.2"));
    }
}
