using System.Text.Json;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Registry.Partners;

namespace CloudBridge.Web.Ocpi.Partners;

/// <summary>The exchange of credentials with a partner (OCPI 2.2.1, 7.2.1), whichever side begins.</summary>
public sealed class OcpiHandshake
{
    private const int EndpointsMax = 100;

    private readonly OcpiClient _client;
    private readonly PartnerRegistry _partners;
    private readonly OcpiSettings _party;
    private readonly OperatorSettings _issuer;

    /// <summary>Over the registry, as the party of the settings.</summary>
    public OcpiHandshake(OcpiClient client, PartnerRegistry partners, OcpiSettings party, OperatorSettings issuer)
    {
        _client = client;
        _partners = partners;
        _party = party;
        _issuer = issuer;
    }

    /// <summary>Asks a partner for its versions and for the endpoints of 2.2.1.</summary>
    public async Task<OcpiFinding> FindAsync(string url, string token, CancellationToken cancellationToken)
    {
        if (_client.FindDefect(url) is string defect)
        {
            return OcpiFinding.Refused(OcpiStatus.ClientUnusable, defect);
        }

        OcpiReply versions = await _client.SendAsync(HttpMethod.Get, url, token, null, null, cancellationToken);
        if (!versions.IsDone || versions.Data.ValueKind != JsonValueKind.Array)
        {
            return OcpiFinding.Refused(OcpiStatus.ClientUnusable, $"versions at {url} cannot be used. {versions.Text}");
        }

        string? detailsUrl = versions.Data.EnumerateArray()
            .Where(version => Text(version, "version") == OcpiVersions.Version)
            .Select(version => Text(version, "url"))
            .FirstOrDefault();
        if (detailsUrl == null)
        {
            return OcpiFinding.Refused(OcpiStatus.UnsupportedVersion, $"there is no version {OcpiVersions.Version} at {url}");
        }

        OcpiReply details = await _client.SendAsync(HttpMethod.Get, detailsUrl, token, null, null, cancellationToken);
        return details.IsDone && details.Data.ValueKind == JsonValueKind.Object
            ? FindIn(details.Data)
            : OcpiFinding.Refused(
                OcpiStatus.ClientUnusable,
                $"version details at {OcpiClient.Cut(detailsUrl)} cannot be used. {details.Text}");
    }

    /// <summary>What this bridge gives a partner.</summary>
    public OcpiCredentials Own(string token, string versionsUrl)
    {
        return OcpiCredentials.Own(token, versionsUrl, _party, _issuer);
    }

    /// <summary>Registers with a partner, or renews the registration: the bridge must run, because the partner asks it back.</summary>
    /// <param name="name">The partner; it has a token of ours that waits for this.</param>
    /// <param name="method">POST to register, PUT to renew.</param>
    /// <param name="url">The partner's versions endpoint.</param>
    /// <param name="shownToken">The token the partner knows.</param>
    /// <param name="ownToken">The token it shall show.</param>
    /// <param name="ownUrl">Our versions endpoint, as the partner reaches it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What went wrong; null when it is registered.</returns>
    public async Task<string?> RegisterAsync(
        string name,
        HttpMethod method,
        string url,
        string shownToken,
        string ownToken,
        string ownUrl,
        CancellationToken cancellationToken)
    {
        OcpiFinding found = await FindAsync(url, shownToken, cancellationToken);
        if (found.Endpoints == null)
        {
            return found.Defect;
        }

        string credentialsUrl = found.Endpoints.First(endpoint => endpoint.Identifier == OcpiVersions.Credentials).Url;
        string body = Own(ownToken, ownUrl).ToJson();
        OcpiReply reply = await _client.SendAsync(method, credentialsUrl, shownToken, body, null, cancellationToken);
        if (!reply.IsDone)
        {
            return $"it did not take our credentials. {reply.Text}";
        }

        if (OcpiCredentials.Read(reply.Data, out string defect) is not OcpiCredentials theirs)
        {
            return $"its credentials cannot be used: {defect}";
        }

        _partners.Finish(name, new PartnerTerms(theirs.Token, url, theirs.Roles, found.Endpoints));
        return null;
    }

    /// <summary>Tells a partner that the connection has ended; what went wrong, or null.</summary>
    public async Task<string?> EndAsync(Partner partner, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(partner);
        if (!partner.IsRegistered || partner.CredentialsUrl is not string url)
        {
            return null;
        }

        OcpiReply reply = await _client.SendAsync(HttpMethod.Delete, url, partner.TheirToken, null, null, cancellationToken);
        return reply.IsDone ? null : reply.Text;
    }

    private OcpiFinding FindIn(JsonElement details)
    {
        List<PartnerEndpoint> endpoints = [];
        bool isList = details.TryGetProperty("endpoints", out JsonElement list) && list.ValueKind == JsonValueKind.Array;
        foreach (JsonElement entry in (isList ? list.EnumerateArray() : default).Take(EndpointsMax))
        {
            PartnerEndpoint endpoint = new(Text(entry, "identifier"), Text(entry, "role"), Text(entry, "url"));
            if (_client.FindDefect(endpoint.Url) is string defect)
            {
                return OcpiFinding.Refused(OcpiStatus.ClientUnusable, defect);
            }

            endpoints.Add(endpoint);
        }

        return endpoints.Any(endpoint => endpoint.Identifier == OcpiVersions.Credentials)
            ? new OcpiFinding(endpoints, OcpiStatus.Success, "")
            : OcpiFinding.Refused(OcpiStatus.EndpointsMissing, "there is no credentials endpoint among its endpoints");
    }

    private static string Text(JsonElement json, string name)
    {
        return json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
    }
}

/// <summary>What a partner's endpoints are, or why they cannot be used.</summary>
/// <param name="Endpoints">The endpoints, credentials among them; null when they cannot be used.</param>
/// <param name="StatusCode">One of <see cref="OcpiStatus"/>.</param>
/// <param name="Defect">Why not.</param>
public sealed record OcpiFinding(IReadOnlyList<PartnerEndpoint>? Endpoints, int StatusCode, string Defect)
{
    /// <summary>They cannot be used.</summary>
    public static OcpiFinding Refused(int statusCode, string defect)
    {
        return new OcpiFinding(null, statusCode, defect);
    }
}
