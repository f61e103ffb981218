using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Host;
using CloudBridge.Settings;

namespace CloudBridge.Commands;

/// <summary>Runs the bridge until it is told to stop.</summary>
public static class RunCommand
{
    /// <summary>Starts, says where everything is, and waits.</summary>
    public static async Task<int> RunAsync(BridgeSettings settings, CancellationToken cancellationToken)
    {
        using ILoggerFactory loggers = BridgeLog.Create(settings.Telemetry);
        await using BridgeHost host = await BridgeHost.StartAsync(settings, cancellationToken, loggers: loggers);
        Console.WriteLine($"Pages     {host.PagesAddress}");
        if (settings.Pages.PagesOpen)
        {
            Console.WriteLine("          open: whoever sits at this machine is an operator (PagesOpen)");
        }
        else if (!settings.Oidc.IsOidcUsed && host.People.All().Count == 0)
        {
            Console.WriteLine("          nobody can sign in yet: cloud-bridge person add NAME --role operator");
        }

        Console.WriteLine(
            $"MQTT      {(settings.Mqtt.IsBrokerEmbedded ? "embedded broker on" : "broker at")} "
                + $"{host.Broker.Host} port {host.Broker.Port}");
        if (host.MetricsAddress != null)
        {
            Console.WriteLine($"Metrics   {host.MetricsAddress}metrics, without a sign-in");
        }

        Console.WriteLine($"Database  {new Database(settings.Database).Name}");
        Console.WriteLine("Stop with Ctrl-C.");
        TaskCompletionSource stopped = new();
        await using CancellationTokenRegistration registration = cancellationToken.Register(stopped.SetResult);
        await stopped.Task;
        return 0;
    }
}
