using System.Net;
using System.Text.RegularExpressions;

namespace CloudBridge.Tests.Stage.Access;

/// <summary>A browser as far as the pages need one: it keeps cookies, fills in forms with their hidden fields, and says where it is sent
/// instead of going there.</summary>
internal sealed class Browser : IDisposable
{
    private readonly HttpClient _http;

    /// <summary>A browser at a bridge's pages.</summary>
    public Browser(Uri address)
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = address };
    }

    /// <summary>Its cookies.</summary>
    public CookieContainer Cookies { get; } = new();

    /// <summary>Asks for a page, with further headers as NAME: VALUE.</summary>
    public Task<HttpResponseMessage> GetAsync(string path, params string[] headers)
    {
        return SendAsync(new HttpRequestMessage(HttpMethod.Get, path), headers);
    }

    /// <summary>The text of a page, as a person reads it.</summary>
    public async Task<string> ReadAsync(string path)
    {
        return WebUtility.HtmlDecode(await _http.GetStringAsync(path));
    }

    /// <summary>Sends a form without having loaded its page.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, Dictionary<string, string> fields, params string[] headers)
    {
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) }, headers);
    }

    /// <summary>Loads a page and sends its form with its hidden fields and these.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string path, Dictionary<string, string> fields, params string[] headers)
    {
        string page = await _http.GetStringAsync(path);
        Dictionary<string, string> all = new(fields);
        foreach (Match hidden in Regex.Matches(page, "<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\""))
        {
            all[hidden.Groups[1].Value] = WebUtility.HtmlDecode(hidden.Groups[2].Value);
        }

        return await PostAsync(WebUtility.HtmlDecode(Regex.Match(page, "<form[^>]* action=\"([^\"]+)\"").Groups[1].Value), all, headers);
    }

    /// <summary>Loads a page and sends the one of its forms that has this name, with its hidden fields and these.</summary>
    public async Task<HttpResponseMessage> SubmitFormAsync(string path, string formName, Dictionary<string, string> fields)
    {
        string page = await _http.GetStringAsync(path);
        Match form = Regex
            .Matches(page, "<form[^>]* action=\"([^\"]+)\".*?</form>", RegexOptions.Singleline)
            .First(form => form.Value.Contains($"name=\"_handler\" value=\"{formName}\"", StringComparison.Ordinal));
        Dictionary<string, string> all = [];
        foreach (Match hidden in Regex.Matches(form.Value, "<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\""))
        {
            all[hidden.Groups[1].Value] = WebUtility.HtmlDecode(hidden.Groups[2].Value);
        }

        foreach ((string name, string value) in fields)
        {
            all[name] = value;
        }

        return await PostAsync(WebUtility.HtmlDecode(form.Groups[1].Value), all);
    }

    /// <summary>Signs in with a password.</summary>
    public Task<HttpResponseMessage> SignInAsync(string name, string password, string path = "/sign-in", params string[] headers)
    {
        return SubmitAsync(path, new Dictionary<string, string> { ["Form.Name"] = name, ["Form.Password"] = password }, headers);
    }

    public void Dispose()
    {
        _http.Dispose();
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string[] headers)
    {
        foreach (string header in headers)
        {
            request.Headers.TryAddWithoutValidation(header.Split(": ")[0], header.Split(": ")[1]);
        }

        return _http.SendAsync(request);
    }
}
