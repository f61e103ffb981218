namespace CloudBridge.Commands;

/// <summary>Runs the bridge until it is told to stop.</summary>
public static class RunCommand
{
    /// <summary>Starts, says where everything is, and waits.</summary>
    public static async Task<int> RunAsync(BridgeSettings settings, CancellationToken cancellationToken)
    {
        using ILoggerFactory loggers = LoggerFactory.Create(logging => logging
            .AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd HH:mm:ss'Z' ";
            })
            .SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft", LogLevel.Warning)
            // It says that keys in the database are not enciphered: so it is meant, see ServerKeys.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            // A failed start is told in one line; the host would print its stack trace as well.
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None));
        await using BridgeHost host = await BridgeHost.StartAsync(settings, cancellationToken, loggers: loggers);
        Console.WriteLine($"Pages     {host.PagesAddress}");
        if (settings.PagesOpen)
        {
            Console.WriteLine("          open: whoever sits at this machine is an operator (PagesOpen)");
        }
        else if (!settings.IsOidcUsed && host.People.All().Count == 0)
        {
            Console.WriteLine("          nobody can sign in yet: cloud-bridge person add NAME --role operator");
        }

        Console.WriteLine($"MQTT      {(settings.IsBrokerEmbedded ? "embedded broker on" : "broker at")} {host.Broker.Host} port {host.Broker.Port}");
        Console.WriteLine($"Database  {new Storage.Database(settings.Database).Name}");
        Console.WriteLine("Stop with Ctrl-C.");
        TaskCompletionSource stopped = new();
        await using CancellationTokenRegistration registration = cancellationToken.Register(stopped.SetResult);
        await stopped.Task;
        return 0;
    }
}
