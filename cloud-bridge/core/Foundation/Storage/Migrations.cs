using System.Reflection;
using DbUp.Builder;
using DbUp.Engine;

namespace CloudBridge.Core.Foundation.Storage;

/// <summary>The schema's scripts: NAME.sql for every database, NAME.sqlite.sql or NAME.postgres.sql for one of them. A script that was
/// released is never changed.</summary>
internal static class Migrations
{
    /// <summary>Runs what has not run yet, each script whole or not at all.</summary>
    public static DatabaseUpgradeResult Upgrade(UpgradeEngineBuilder builder, string dialect)
    {
        return builder
            .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), name => IsFor(name, dialect))
            .WithVariablesDisabled()
            .WithTransactionPerScript()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
    }

    private static bool IsFor(string resource, string dialect)
    {
        string[] parts = resource.Split('.');
        return parts[^1] == "sql" && (parts[^2] == dialect || parts[^2] is not ("sqlite" or "postgres"));
    }
}
