using CloudBridge.Host;
using CloudBridge.Tests.Stage.RealBrowser;
using Microsoft.Playwright;

namespace CloudBridge.Tests.Web.RealBrowser;

/// <summary>Who looks at the pages.</summary>
internal static class Visitor
{
    public const string Operator = "olaf";
    public const string Technician = "tina";
    public const string Owner = "olga";

    /// <summary>Somebody who has not signed in.</summary>
    public const string Stranger = "";

    /// <summary>A profile in which a person is signed in.</summary>
    public static async Task<IBrowserContext> ProfileAsync(BridgeHost bridge, string name, Look look)
    {
        IBrowserContext profile = await Chromium.ProfileAsync(look, bridge.PagesAddress);
        if (name != Stranger)
        {
            IAPIResponse answer = await profile.APIRequest.GetAsync(bridge.SignInLinks.Create(name)!);
            Assert.IsTrue(answer.Ok, $"{name} cannot sign in: {answer.Status}");
        }

        return profile;
    }
}
