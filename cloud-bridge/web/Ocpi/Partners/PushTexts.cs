using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Operations.Live;
using CloudBridge.Core.Registry.Partners;
using Firmware.Core.Messaging;

namespace CloudBridge.Web.Ocpi.Partners;

/// <summary>Makes the requests by which partners are told of an object, from what it is now.</summary>
public sealed class PushTexts
{
    private readonly OcpiLocationBook _locations;
    private readonly OcpiTariffBook _tariffs;
    private readonly OcpiSessionBook _sessions;
    private readonly OcpiCdrBook _cdrs;
    private readonly IssuedBills _bills;
    private readonly OcpiSettings _party;
    private readonly TimeProvider _clock;

    /// <summary>Over all books.</summary>
    public PushTexts(
        OcpiLocationBook locations,
        OcpiTariffBook tariffs,
        OcpiSessionBook sessions,
        OcpiCdrBook cdrs,
        Database database,
        OcpiSettings party,
        TimeProvider clock)
    {
        _locations = locations;
        _tariffs = tariffs;
        _sessions = sessions;
        _cdrs = cdrs;
        _bills = new IssuedBills(database);
        _party = party;
        _clock = clock;
    }

    /// <summary>The requests: when the partner does not take the first, because it has not the object, the next. None where there is
    /// nothing to tell any more.</summary>
    /// <param name="push">The object.</param>
    /// <param name="receiver">The partner's endpoint of its module.</param>
    public IReadOnlyList<PushRequest> Of(OwedPush push, string receiver)
    {
        ArgumentNullException.ThrowIfNull(push);
        ArgumentNullException.ThrowIfNull(receiver);
        if (OcpiParty.Of(_party) is not OcpiParty party)
        {
            return [];
        }

        receiver = receiver.TrimEnd('/');
        string root = $"{receiver}/{party.CountryCode}/{party.PartyId}";
        return push.Kind switch
        {
            PushKind.Location => LocationOf(party, root, push.Id),
            PushKind.Status => StatusOf(party, root, push.Id),
            PushKind.Tariff => TariffOf(root, push.Id),
            PushKind.Session => SessionOf(party, root, push.Id),
            PushKind.Progress => ProgressOf(party, root, push.Id),
            PushKind.Cdr => CdrOf(receiver, push.Id),
            _ => [],
        };
    }

    private PushRequest[] LocationOf(OcpiParty party, string root, string id)
    {
        OcpiLocation? location = _locations.Read(party).FirstOrDefault(one => one.Id == id);
        return location == null ? [] : [new(HttpMethod.Put, $"{root}/{id}", location.Json.ToJsonString(BillJson.Options))];
    }

    private PushRequest[] StatusOf(OcpiParty party, string root, string id)
    {
        OcpiLocation? location = _locations.Read(party).FirstOrDefault(one => id.StartsWith(one.Id + "/", StringComparison.Ordinal));
        OcpiEvse? evse = location?.Evses.FirstOrDefault(one => one.Id == id);
        string removed = StatusText(OcpiEvseStatus.Removed, _clock.GetUtcNow().ToUnixTimeMilliseconds());
        return evse == null
            ? [new(HttpMethod.Patch, $"{root}/{id}", removed) { MayLack = true }]
            :
            [
                new(HttpMethod.Patch, $"{root}/{id}", StatusText(evse.Status, evse.UpdatedUtcMs)),
                .. LocationOf(party, root, location!.Id),
            ];
    }

    private PushRequest[] TariffOf(string root, string id)
    {
        ShownTariff? shown = _tariffs.Read().FirstOrDefault(one => one.Id == id);
        string address = $"{root}/{Uri.EscapeDataString(id)}";
        return shown == null ? [new(HttpMethod.Delete, address, null) { MayLack = true }]
            : _tariffs.TextOf(shown) is string text ? [new(HttpMethod.Put, address, text)]
            : [];
    }

    private PushRequest[] SessionOf(OcpiParty party, string root, string id)
    {
        string? text =
            _sessions.BillOf(id) is Bill bill ? OcpiSessionWriter.Write(party, bill)
            : RunningOf(id) is RunningSession running ? _sessions.TextOf(party, running)
            : null;
        return text == null ? [] : [new(HttpMethod.Put, AddressOf(root, id), text)];
    }

    private PushRequest[] ProgressOf(OcpiParty party, string root, string id)
    {
        return RunningOf(id) is not RunningSession running
            ? []
            :
            [
                new(HttpMethod.Patch, AddressOf(root, id), OcpiSessionWriter.WriteProgress(running)),
                new(HttpMethod.Put, AddressOf(root, id), _sessions.TextOf(party, running)),
            ];
    }

    private PushRequest[] CdrOf(string receiver, string number)
    {
        return _bills.Find(number) is IssuedBill issued ? [new(HttpMethod.Post, receiver, _cdrs.TextOf(issued))] : [];
    }

    private RunningSession? RunningOf(string sessionId)
    {
        return _sessions.Running().FirstOrDefault(running => SessionMessage.IdOf(running.ChargerId, running.Number) == sessionId);
    }

    private static string AddressOf(string root, string sessionId)
    {
        return $"{root}/{Uri.EscapeDataString(OcpiSessionHead.IdOf(sessionId))}";
    }

    private static string StatusText(string status, long updatedUtcMs)
    {
        return $$"""{"status":"{{status}}","last_updated":"{{OcpiLocation.TimeOf(updatedUtcMs)}}"}""";
    }
}

/// <summary>One request to a partner.</summary>
/// <param name="Method">Method.</param>
/// <param name="Url">Address.</param>
/// <param name="Body">JSON; null for none.</param>
public sealed record PushRequest(HttpMethod Method, string Url, string? Body)
{
    /// <summary>Whether it is done as well where the partner has no such object.</summary>
    public bool MayLack { get; init; }
}
