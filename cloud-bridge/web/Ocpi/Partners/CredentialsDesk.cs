using System.Text.Json;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Registry.Partners;
using CloudBridge.Web.Access;
using NodaTime;

namespace CloudBridge.Web.Ocpi.Partners;

/// <summary>Registers partners that ask for it.</summary>
public sealed partial class CredentialsDesk
{
    private const int BodyBytesMax = 64 * 1024;

    private readonly PartnerRegistry _partners;
    private readonly OcpiHandshake _handshake;
    private readonly OcpiSettings _party;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;

    /// <summary>Over the registry.</summary>
    public CredentialsDesk(
        PartnerRegistry partners,
        OcpiHandshake handshake,
        OcpiSettings party,
        TimeProvider clock,
        ILogger<CredentialsDesk> log)
    {
        _partners = partners;
        _handshake = handshake;
        _party = party;
        _clock = clock;
        _log = log;
    }

    /// <summary>Registers a party, or registers it again.</summary>
    public async Task<IResult> RegisterAsync(HttpContext context, bool isAgain)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (FindRefusal(context, isAgain, out ShownPartner? shown) is IResult refusal)
        {
            return refusal;
        }

        if (!_party.IsParty)
        {
            return OcpiAnswer.NoParty(context, Now);
        }

        JsonElement? body = await ReadAsync(context.Request);
        if (body == null)
        {
            return Refuse(context, OcpiStatus.InvalidParameters, "the body is no JSON", StatusCodes.Status400BadRequest);
        }

        if (OcpiCredentials.Read(body.Value, out string defect) is not OcpiCredentials theirs)
        {
            return Refuse(context, OcpiStatus.InvalidParameters, defect);
        }

        OcpiFinding found = await _handshake.FindAsync(theirs.Url, theirs.Token, context.RequestAborted);
        if (found.Endpoints == null)
        {
            LogRefused(shown!.Partner.Name, found.Defect);
            return Refuse(context, found.StatusCode, found.Defect);
        }

        PartnerTerms terms = new(theirs.Token, theirs.Url, theirs.Roles, found.Endpoints);
        string? token = _partners.Register(shown!.Partner.Name, shown.Token, terms);
        if (token == null)
        {
            return Refuse(context, OcpiStatus.ClientError, "another request was faster", StatusCodes.Status405MethodNotAllowed);
        }

        LogRegistered(shown.Partner.Name);
        return OcpiAnswer.Data(context, Now, _handshake.Own(token, OcpiAddress.Of(context, OcpiAddress.Versions)).Write);
    }

    /// <summary>Ends a registration.</summary>
    public IResult End(HttpContext context)
    {
        if (FindRefusal(context, isForRegistered: true, out ShownPartner? shown) is IResult refusal)
        {
            return refusal;
        }

        _partners.TryEnd(shown!.Partner.Name);
        LogEnded(shown.Partner.Name);
        return OcpiAnswer.Done(context, Now);
    }

    private Instant Now => Instant.FromDateTimeOffset(_clock.GetUtcNow());

    private IResult? FindRefusal(HttpContext context, bool isForRegistered, out ShownPartner? shown)
    {
        shown = context.Features.Get<ShownPartner>();
        if (shown == null)
        {
            return Refuse(context, OcpiStatus.ClientError, "this token is no partner's", StatusCodes.Status403Forbidden);
        }

        string words = isForRegistered ? "the party is not registered yet: POST registers it" : "the party is registered: PUT renews it";
        return shown.Partner.IsRegistered == isForRegistered
            ? null
            : Refuse(context, OcpiStatus.ClientError, words, StatusCodes.Status405MethodNotAllowed);
    }

    private IResult Refuse(HttpContext context, int statusCode, string message, int httpStatus = StatusCodes.Status200OK)
    {
        return OcpiAnswer.Refusal(context, statusCode, message, Now, httpStatus);
    }

    private static async Task<JsonElement?> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength > BodyBytesMax)
        {
            return null;
        }

        try
        {
            using JsonDocument document = await JsonDocument.ParseAsync(request.Body, default, request.HttpContext.RequestAborted);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(EventId = 931, Level = LogLevel.Information, Message = "OCPI partner {Partner} is registered")]
    private partial void LogRegistered(string partner);

    [LoggerMessage(EventId = 932, Level = LogLevel.Warning, Message = "OCPI partner {Partner} could not register: {Cause}")]
    private partial void LogRefused(string partner, string cause);

    [LoggerMessage(EventId = 933, Level = LogLevel.Information, Message = "OCPI partner {Partner} has ended its registration")]
    private partial void LogEnded(string partner);
}
