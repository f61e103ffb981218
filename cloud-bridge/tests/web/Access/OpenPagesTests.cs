using System.Net;
using CloudBridge.Settings;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Ingest;

namespace CloudBridge.Tests.Web.Access;

[TestClass]
public sealed class OpenPagesTests
{
    [TestMethod]
    public async Task Open_pages_are_open_to_this_machine_only()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync(settings => settings.Pages.PagesOpen = true);
        using Browser browser = new(bridge.Host.PagesAddress);

        Assert.AreEqual(HttpStatusCode.OK, (await browser.GetAsync("/")).StatusCode);
        Assert.AreEqual(HttpStatusCode.OK, (await browser.GetAsync("/api/v1/bills")).StatusCode);
        // A web site whose name was turned to 127.0.0.1, and somebody who comes through a proxy.
        Assert.AreEqual(HttpStatusCode.Redirect, (await browser.GetAsync("/", "Host: elsewhere.example")).StatusCode);
        Assert.AreEqual(HttpStatusCode.Redirect, (await browser.GetAsync("/", "X-Forwarded-For: 127.0.0.1")).StatusCode);
        Assert.AreEqual(HttpStatusCode.Redirect, (await browser.GetAsync("/", "X-Forwarded-For: 203.0.113.9")).StatusCode);
    }

    [TestMethod]
    [DataRow("http://0.0.0.0:5080")]
    [DataRow("http://192.168.1.7:5080")]
    [DataRow("http://bridge.example.org:5080")]
    public void Open_pages_are_refused_where_others_reach_them(string address)
    {
        BridgeSettings settings = new() { Pages = { PagesOpen = true, PagesUrl = address } };

        StringAssert.StartsWith(settings.FindDefect(), $"PagesOpen lets everybody in, and {address} can be reached from other machines");
    }
}
