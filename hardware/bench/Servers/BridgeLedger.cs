using System.Globalization;
using System.Net.Http.Json;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Releases;
using CloudBridge.Web.Api;

namespace Hardware.Bench.Servers;

/// <summary>What a bridge says it has billed, held and put in quarantine: through its JSON API, so that it does not matter what its
/// database is.</summary>
internal sealed class BridgeLedger
{
    private const int PageCount = 200;

    private readonly HttpClient _http;

    /// <summary>The ledger of a bridge that runs.</summary>
    public BridgeLedger(HttpClient http)
    {
        _http = http;
    }

    /// <summary>All bills.</summary>
    public async Task<IReadOnlyList<BillSummary>> BillsAsync(CancellationToken stop)
    {
        return await AllAsync(async offset =>
                (await _http.GetFromJsonAsync<BillList>(Page("bills", offset), stop).ConfigureAwait(false))!.Bills)
            .ConfigureAwait(false);
    }

    /// <summary>Bills as they are stated, by number.</summary>
    public async Task<IReadOnlyList<StatedBill>> StatedBillsAsync(IEnumerable<string> numbers, CancellationToken stop)
    {
        List<StatedBill> bills = [];
        foreach (string number in numbers)
        {
            Uri path = new($"/api/v1/bills/{number}", UriKind.Relative);
            bills.Add((await _http.GetFromJsonAsync<StatedBill>(path, stop).ConfigureAwait(false))!);
        }

        return bills;
    }

    /// <summary>All held sessions.</summary>
    public Task<IReadOnlyList<HeldRow>> HeldAsync(CancellationToken stop)
    {
        return AllAsync(async offset =>
            (await _http.GetFromJsonAsync<IReadOnlyList<HeldRow>>(Page("held", offset), stop).ConfigureAwait(false))!);
    }

    /// <summary>All messages that could not be taken.</summary>
    public Task<IReadOnlyList<QuarantineRow>> QuarantineAsync(CancellationToken stop)
    {
        return AllAsync(async offset =>
            (await _http.GetFromJsonAsync<IReadOnlyList<QuarantineRow>>(Page("quarantine", offset), stop).ConfigureAwait(false))!);
    }

    private static async Task<IReadOnlyList<T>> AllAsync<T>(Func<int, Task<IReadOnlyList<T>>> pageAt)
    {
        List<T> all = [];
        IReadOnlyList<T> page;
        do
        {
            page = await pageAt(all.Count).ConfigureAwait(false);
            all.AddRange(page);
        }
        while (page.Count == PageCount);
        return all;
    }

    private static Uri Page(string list, int offset)
    {
        return new Uri(string.Create(CultureInfo.InvariantCulture, $"/api/v1/{list}?offset={offset}&count={PageCount}"), UriKind.Relative);
    }
}
