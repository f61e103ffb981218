using CloudBridge.Benchmarks;

// dotnet run -c Release --project cloud-bridge/benchmarks: a bill of 64 periods as page (under 50 ms) and as PDF (under 150 ms), median.
// dotnet run -c Release --project cloud-bridge/benchmarks -- ingest-cost: what metrics and traces cost the writer.
using BenchmarkDotNet.Running;

if (args is ["ingest-cost"])
{
    await IngestCost.RunAsync();
    return;
}

BenchmarkRunner.Run<BillRendering>(args: args);
