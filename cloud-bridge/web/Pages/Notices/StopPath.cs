using CloudBridge.Core.Operations.Notices;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CloudBridge.Web.Pages.Notices;

/// <summary>Where mail programs send a POST to stop further e-mails with one click (RFC 8058), and the button of the page for it too. It
/// needs neither a sign-in nor a form's token, because the link itself is the secret and no cookie counts here.</summary>
public static class StopPath
{
    /// <summary>Maps the path.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost(StopLinks.Path + "{link}" + StopLinks.OneClick, Stop).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
    }

    private static Results<RedirectHttpResult, NotFound> Stop(string link, StopLinks links, ContactBook contacts)
    {
        Contact? contact = links.Find(link);
        if (contact == null)
        {
            return TypedResults.NotFound();
        }

        contacts.TryPause(contact.ContactId);
        return TypedResults.LocalRedirect(StopLinks.Path + link);
    }
}
