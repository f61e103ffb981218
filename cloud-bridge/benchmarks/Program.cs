// dotnet run -c Release --project cloud-bridge/benchmarks: a bill of 64 periods as page (under 50 ms) and as PDF (under 150 ms), median.
using BenchmarkDotNet.Running;
using CloudBridge.Benchmarks;

BenchmarkRunner.Run<BillRendering>(args: args);
