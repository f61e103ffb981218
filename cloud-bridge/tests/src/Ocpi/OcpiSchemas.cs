using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using NJsonSchema;
using NJsonSchema.Validation;

namespace CloudBridge.Tests.Src.Ocpi;

/// <summary>The schemas that are written from OCPI 2.2.1: cdr, tariff, location, evse, connector, session, credentials, versions,
/// version-details, envelope.</summary>
internal static class OcpiSchemas
{
    private static readonly ConcurrentDictionary<string, Task<JsonSchema>> Read = new();

    /// <summary>A schema by the name of its file.</summary>
    public static Task<JsonSchema> Of(string name)
    {
        return Read.GetOrAdd(name, ReadAsync);
    }

    /// <summary>Fails the test where a value has not the shape.</summary>
    public static async Task AssertValidAsync(string name, JsonElement value)
    {
        string text = value.GetRawText();
        ICollection<ValidationError> errors = (await Of(name)).Validate(text);
        Assert.IsEmpty(errors, $"{name}: {string.Join('\n', errors)}\n{text}");
    }

    /// <summary>Fetches an answer, holds its envelope by the schema, and gives its data.</summary>
    public static async Task<JsonElement> DataAsync(HttpClient http, string path)
    {
        return await DataAsync(await http.GetAsync(path));
    }

    /// <summary>The data of an answer whose envelope is held by the schema.</summary>
    public static async Task<JsonElement> DataAsync(HttpResponseMessage answer)
    {
        string text = await answer.Content.ReadAsStringAsync();
        Assert.IsTrue(answer.IsSuccessStatusCode, $"{answer.StatusCode} {text}");
        JsonElement envelope = JsonDocument.Parse(text).RootElement;
        await AssertValidAsync("envelope", envelope);
        Assert.AreEqual(1000, envelope.GetProperty("status_code").GetInt32(), text);
        return envelope.TryGetProperty("data", out JsonElement data) ? data : default;
    }

    private static async Task<JsonSchema> ReadAsync(string name)
    {
        await using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{name}.schema")!;
        return await JsonSchema.FromJsonAsync(stream);
    }
}
