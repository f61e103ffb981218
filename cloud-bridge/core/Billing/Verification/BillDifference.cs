using System.Text.Json;
using System.Text.Json.Nodes;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Registry.Accounts;

namespace CloudBridge.Core.Billing.Verification;

/// <summary>Where a bill differs from one that was made again. Issuer, notes and words are left out: they were right on the day of
/// issue.</summary>
internal static class BillDifference
{
    /// <summary>The first member that differs; null when there is none.</summary>
    public static string? Find(Bill again, Bill bill)
    {
        bool hasElements = bill.Session.Periods.Any(period => period.Elements != null);
        return Find(NodeOf(again, hasElements), NodeOf(bill, hasElements), "");
    }

    // Bills from before periods named their elements have none.
    private static JsonNode? NodeOf(Bill bill, bool hasElements)
    {
        // Instants are compared, not offsets: a newer tz database may know better what the local time was.
        Bill bare = bill with
        {
            Issued = bill.Issued.ToUniversalTime(),
            Issuer = new BillIssuer("", [], ""),
            Notes = [],
            CheckCode = "",
            Lines = [.. bill.Lines.Select(line => line with { Condition = "" })],
            Session = bill.Session with
            {
                Start = bill.Session.Start.ToUniversalTime(),
                End = bill.Session.End.ToUniversalTime(),
                NotBefore = bill.Session.NotBefore?.ToUniversalTime(),
                NotAfter = bill.Session.NotAfter?.ToUniversalTime(),
                Periods =
                [
                    .. bill.Session.Periods.Select(period =>
                        period with
                        {
                            Start = period.Start.ToUniversalTime(),
                            Elements = hasElements ? period.Elements : null,
                        }),
                ],
            },
        };
        return JsonSerializer.SerializeToNode(bare, BillJson.Options);
    }

    /// <summary>The path of the first member of two JSON texts that differs; null when there is none.</summary>
    internal static string? Find(JsonNode? first, JsonNode? second, string path)
    {
        if (first is JsonObject firstObject && second is JsonObject secondObject)
        {
            return firstObject
                .Select(member => Find(member.Value, secondObject[member.Key], path.Length == 0 ? member.Key : $"{path}.{member.Key}"))
                .FirstOrDefault(found => found != null);
        }

        if (first is JsonArray firstArray && second is JsonArray secondArray && firstArray.Count == secondArray.Count)
        {
            return firstArray.Select((item, i) => Find(item, secondArray[i], $"{path}[{i}]")).FirstOrDefault(found => found != null);
        }

        return JsonNode.DeepEquals(first, second) ? null : path;
    }
}
