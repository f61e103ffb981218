namespace CloudBridge.Tests.Src.Alerts;

/// <summary>A site full of chargers.</summary>
internal static class ManyChargers
{
    /// <summary>Fifty chargers at site yard and one elsewhere, all online.</summary>
    public static Task<string[]> AddFiftyAsync(this JudgeStage stage)
    {
        return stage.AddManyAsync(50);
    }

    /// <summary>So many chargers at site yard and one elsewhere, all online.</summary>
    public static async Task<string[]> AddManyAsync(this JudgeStage stage, int count)
    {
        stage.AddSite("yard");
        stage.AddSite("elsewhere");
        string[] ids = [.. Enumerable.Range(10, count).Select(i => $"yard-{i}")];
        foreach (string id in ids)
        {
            stage.AddCharger(id, "yard");
            stage.Online(id);
        }

        stage.AddCharger("other", "elsewhere");
        stage.Online("other");
        await stage.PassAsync();
        return ids;
    }
}
