using System.Net;
using CloudBridge.Core.Foundation.Doors;

namespace CloudBridge.Tests.Core.Doors;

/// <summary>Nobody takes all places, and who says nothing makes room for who comes.</summary>
[TestClass]
public class DoorTests
{
    private static readonly IPAddress One = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Two = IPAddress.Parse("192.0.2.2");

    [TestMethod]
    public void One_address_has_so_many_places_and_another_still_comes_in()
    {
        Door door = new(10, 3);

        DoorPlace?[] ofOne = [.. Enumerable.Range(0, 5).Select(_ => door.TryEnter(One, Fail))];

        Assert.AreEqual(3, ofOne.Count(place => place != null));
        Assert.IsNotNull(door.TryEnter(Two, Fail));
        Assert.AreEqual(2, door.Refused);
        ofOne[0]!.Dispose();
        Assert.IsNotNull(door.TryEnter(IPAddress.Parse("::ffff:192.0.2.1"), Fail));
        Assert.IsNull(door.TryEnter(One, Fail));
    }

    [TestMethod]
    public void Loopback_and_a_proxy_stand_for_many()
    {
        Door door = new(11, 1, Two);

        Assert.IsTrue(Enumerable.Range(0, 4).All(_ => door.TryEnter(IPAddress.Loopback, Fail) != null));
        Assert.IsTrue(Enumerable.Range(0, 4).All(_ => door.TryEnter(Two, Fail) != null));
        // The rest of 127.0.0.0/8 is nobody's proxy.
        Assert.IsNotNull(door.TryEnter(IPAddress.Parse("127.0.0.2"), Fail));
        Assert.IsNull(door.TryEnter(IPAddress.Parse("127.0.0.2"), Fail));
        Assert.IsNotNull(door.TryEnter(One, Fail));
        Assert.IsNull(door.TryEnter(One, Fail));
    }

    [TestMethod]
    public void Where_all_places_are_taken_the_one_that_is_silent_longest_goes()
    {
        Door door = new(3, 3);
        List<string> gone = [];
        DoorPlace first = door.TryEnter(One, () => gone.Add("first"))!;
        DoorPlace second = door.TryEnter(One, () => gone.Add("second"))!;
        DoorPlace third = door.TryEnter(One, () => gone.Add("third"))!;
        first.Speak();

        DoorPlace? fourth = door.TryEnter(Two, () => gone.Add("fourth"));

        Assert.IsNotNull(fourth);
        CollectionAssert.AreEqual(new[] { "second" }, gone);
        Assert.AreEqual(3, door.Count);
        // Its connection ends a little later, and gives back nothing twice.
        second.Dispose();
        second.Dispose();
        Assert.AreEqual(3, door.Count);
        third.Dispose();
        fourth.Dispose();
        first.Dispose();
        Assert.AreEqual(0, door.Count);
    }

    [TestMethod]
    public void Who_has_spoken_keeps_its_place()
    {
        Door door = new(2, 2);
        door.TryEnter(One, Fail)!.Speak();
        door.TryEnter(One, Fail)!.Speak();

        Assert.IsNull(door.TryEnter(Two, Fail));
        Assert.AreEqual(1, door.Refused);
    }

    // 10000 + 2000 connections and 512 files for the rest.
    [TestMethod]
    [DataRow(null, 10000, 2000)]
    [DataRow(12512L, 10000, 2000)]
    [DataRow(12511L, 9999, 2000)]
    [DataRow(2048L, 1280, 256)]
    [DataRow(1024L, 426, 86)]
    [DataRow(256L, 106, 22)]
    public void Where_files_are_few_both_doors_take_less_and_a_reserve_stays(long? limit, int mqtt, int pages)
    {
        FileBudget budget = FileBudget.Of(limit, 10000, 2000);

        Assert.AreEqual((mqtt, pages), (budget.MqttConnections, budget.PageConnections));
        Assert.AreEqual(mqtt + pages == 12000, budget.Warning == null);
    }

    [TestMethod]
    public void The_warning_says_what_to_set()
    {
        Assert.AreEqual(
            "This process may open 2048 files, and 12000 connections with a reserve of 512 need 12512: raise the limit "
                + "(ulimit -n 12512, or LimitNOFILE=12512 in a systemd unit), or lower MqttConnectionsMax and PagesConnectionsMax. "
                + "Until then 1280 chargers and 256 connections to the pages are taken.",
            FileBudget.Of(2048, 10000, 2000).Warning);
    }

    [TestMethod]
    [DataRow("Max open files            1024                 524288               files     ", 1024L)]
    [DataRow("Max open files            unlimited            unlimited            files     ", null)]
    [DataRow("Max locked memory         8388608              8388608              bytes     ", null)]
    public void The_limit_is_read_as_Linux_writes_it(string line, long? limit)
    {
        const string Heading = "Limit                     Soft Limit           Hard Limit           Units     ";

        Assert.AreEqual(limit, FileBudget.LimitIn([Heading, line]));
    }

    private static void Fail()
    {
        Assert.Fail("this one had a place to keep");
    }
}
