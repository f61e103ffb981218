using BenchmarkDotNet.Attributes;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Web.Pages.Bills;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CloudBridge.Benchmarks;

/// <summary>How long the bill of the longest session takes that keeps all its details, 64 periods, as page and as PDF.</summary>
[InProcess]
[MedianColumn]
[MemoryDiagnoser]
public class BillRendering
{
    private readonly Bill _bill = LongBill.Make();
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddLogging(logging => logging.ClearProviders())
        .BuildServiceProvider();

    /// <summary>The sheet of the bill as HTML.</summary>
    [Benchmark]
    public async Task<int> Page()
    {
        await using HtmlRenderer renderer = new(_services, _services.GetRequiredService<ILoggerFactory>());
        Dictionary<string, object?> parameters = new()
        {
            [nameof(BillSheet.Bill)] = _bill,
            [nameof(BillSheet.Related)] = Array.Empty<RelatedBill>(),
            [nameof(BillSheet.LinkOf)] = (Func<RelatedBill, string?>)(_ => null),
        };
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<BillSheet>(ParameterView.FromDictionary(parameters))).ToHtmlString().Length);
    }

    /// <summary>The bill as PDF.</summary>
    [Benchmark]
    public int Pdf()
    {
        return BillDocument.Write(_bill, []).Length;
    }
}
