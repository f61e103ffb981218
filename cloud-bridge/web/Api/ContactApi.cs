using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Operations.Notices;
using CloudBridge.Core.Registry.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CloudBridge.Web.Api;

/// <summary>Contacts and messages over HTTP, for operators. Secrets go in and are never given out, but for the new key of a webhook,
/// once.</summary>
public static class ContactApi
{
    private const int CountMax = 200;

    /// <summary>Maps the paths.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/contacts", (ContactBook contacts) => TypedResults.Ok(contacts.All().Select(ContactBody.Of)))
            .WithTags("Notices")
            .WithSummary("Contacts of people and of the operator's own systems.");
        api.MapPost("/contacts", Add)
            .WithTags("Notices")
            .WithSummary("Adds a contact; the answer has the key of a webhook, which is not given out again.")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapDelete("/contacts/{id:long}", Remove)
            .WithTags("Notices")
            .WithSummary("Removes a contact with all that waits for it.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/contacts/{id:long}/test", Test)
            .WithTags("Notices")
            .WithSummary("Puts a test message into the outbox, or asks again for a confirmation.")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/notices", List).WithTags("Notices").WithSummary("Messages that wait, or with state=dead those that were given up.");
        api.MapPost("/notices/{id:long}/again", Again)
            .WithTags("Notices")
            .WithSummary("Tries a message again that was given up.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Results<Created<AddedContact>, ProblemHttpResult> Add(
        ContactBook contacts,
        PersonRegistry people,
        OperatorSettings settings,
        NoticeDesk desk,
        NewContact body)
    {
        Person? person = body.PersonName == null ? null : people.Find(Person.NameOf(body.PersonName));
        (int FromMinutes, int UntilMinutes)? quiet = body.Quiet == null ? null : QuietHours.Read(body.Quiet);
        string? wrong = body.PersonName != null && person == null ? $"There is nobody called {body.PersonName}."
            : body.Quiet != null && quiet == null ? $"'{body.Quiet}' are no quiet hours: give FROM-UNTIL, e.g. 22:00-06:00" : null;
        if (wrong != null)
        {
            return Refused(wrong);
        }

        string role = person?.Role ?? Role.Operator;
        (Contact? added, string? defect) = contacts.Add(
            new Contact
            {
                PersonName = person?.Name,
                Role = role,
                AccountId = person?.AccountId,
                Channel = body.Channel ?? "",
                Address = body.Address ?? "",
                Secret = body.Secret ?? "",
                Kinds = body.Kinds ?? ContactKinds.OfRole,
                LeastSeverity = body.LeastSeverity ?? IncidentSeverity.Notice,
                QuietFromMinutes = quiet?.FromMinutes,
                QuietUntilMinutes = quiet?.UntilMinutes,
                TimeZone = body.TimeZone ?? settings.TimeZone,
            },
            isConfirmed: role == Role.Operator);
        if (added == null)
        {
            return Refused(defect!);
        }

        desk.Wake();
        return TypedResults.Created(
            $"/api/v1/contacts/{added.ContactId}",
            new AddedContact(added.ContactId, added.Channel == NoticeChannel.Webhook ? added.Secret : null));
    }

    private static Results<NoContent, ProblemHttpResult> Remove(ContactBook contacts, long id)
    {
        return contacts.TryRemove(id)
            ? TypedResults.NoContent()
            : TypedResults.Problem($"There is no contact {id}.", statusCode: StatusCodes.Status404NotFound);
    }

    private static Results<Accepted, ProblemHttpResult> Test(ContactBook contacts, NoticeDesk desk, long id)
    {
        if (contacts.Ask(id) is string defect)
        {
            return Refused(defect);
        }

        desk.Wake();
        return TypedResults.Accepted((string?)null);
    }

    private static Ok<IReadOnlyList<OutboxRow>> List(NoticeOutbox outbox, string? state, int? count)
    {
        int most = Math.Clamp(count ?? 50, 1, CountMax);
        return TypedResults.Ok(state == "dead" ? outbox.Dead(most) : outbox.Waiting(most));
    }

    private static Results<NoContent, ProblemHttpResult> Again(NoticeOutbox outbox, NoticeDesk desk, long id)
    {
        if (!outbox.TryAgain(id))
        {
            return TypedResults.Problem($"There is no message {id} that was given up.", statusCode: StatusCodes.Status404NotFound);
        }

        desk.Wake();
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult Refused(string words)
    {
        return TypedResults.Problem(words, statusCode: StatusCodes.Status422UnprocessableEntity);
    }
}

/// <summary>A contact to be added.</summary>
/// <param name="PersonName">Whose it is; null for the operator's own systems.</param>
/// <param name="Channel">email, webhook or push.</param>
/// <param name="Address">E-mail address, or address of the webhook, or of the topic at a push server.</param>
/// <param name="Secret">Token of the push server, or an own key of the webhook.</param>
/// <param name="Kinds">"*" for all, or names parted by commas; null for those of the role.</param>
/// <param name="LeastSeverity">Notice, Warning or Critical.</param>
/// <param name="Quiet">Quiet hours as 22:00-06:00; null for none.</param>
/// <param name="TimeZone">Zone by the tz database; null for the operator's.</param>
public sealed record NewContact(
    string? PersonName,
    string? Channel,
    string? Address,
    string? Secret,
    string? Kinds,
    string? LeastSeverity,
    string? Quiet,
    string? TimeZone);

/// <summary>A contact that was added.</summary>
/// <param name="ContactId">Its number.</param>
/// <param name="WebhookKey">The key that checks its signatures; null for other channels.</param>
public sealed record AddedContact(long ContactId, string? WebhookKey);

/// <summary>A contact, without its secret.</summary>
/// <param name="ContactId">Its number.</param>
/// <param name="PersonName">Whose it is; null for the operator's own systems.</param>
/// <param name="Channel">email, webhook or push.</param>
/// <param name="Address">Where it leads.</param>
/// <param name="Kinds">Which kinds it is told of.</param>
/// <param name="LeastSeverity">From which severity on.</param>
/// <param name="Quiet">Quiet hours; null for none.</param>
/// <param name="TimeZone">Their zone.</param>
/// <param name="IsPaused">Whether nothing is told for now.</param>
/// <param name="IsConfirmed">Whether the address was shown to be the person's.</param>
public sealed record ContactBody(
    long ContactId,
    string? PersonName,
    string Channel,
    string Address,
    IReadOnlyList<string> Kinds,
    string LeastSeverity,
    string? Quiet,
    string TimeZone,
    bool IsPaused,
    bool IsConfirmed)
{
    /// <summary>What is told of a contact.</summary>
    public static ContactBody Of(Contact contact)
    {
        ArgumentNullException.ThrowIfNull(contact);
        string? quiet = contact.Quiet is QuietHours hours
            ? $"{QuietHours.TextOf(hours.FromMinutes)}-{QuietHours.TextOf(hours.UntilMinutes)}"
            : null;
        return new ContactBody(
            contact.ContactId,
            contact.PersonName,
            contact.Channel,
            contact.Address,
            ContactKinds.Of(contact.Kinds, contact.Role),
            contact.LeastSeverity,
            quiet,
            contact.TimeZone,
            contact.IsPaused,
            contact.ConfirmedUtcMs != null);
    }
}
