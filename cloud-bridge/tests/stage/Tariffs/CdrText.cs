namespace CloudBridge.Tests.Stage.Tariffs;

/// <summary>CDR texts of the tests; the day is Monday, 7 January 2019, UTC.</summary>
internal static class CdrText
{
    /// <summary>A CDR in EUR of periods.</summary>
    public static string Of(string start, string end, params string[] periods)
    {
        return $$"""
            { "start_date_time": "2019-01-07T{{start}}Z", "end_date_time": "2019-01-07T{{end}}Z", "currency": "EUR",
              "charging_periods": [{{string.Join(",", periods)}}] }
            """;
    }

    /// <summary>A period with dimensions such as <c>ENERGY 20</c>.</summary>
    public static string Period(string start, params string[] dimensions)
    {
        IEnumerable<string> rows = dimensions
            .Select(dimension => dimension.Split(' '))
            .Select(parts => $$"""{ "type": "{{parts[0]}}", "volume": {{parts[1]}} }""");
        return $$"""{ "start_date_time": "2019-01-07T{{start}}Z", "dimensions": [{{string.Join(",", rows)}}] }""";
    }
}
