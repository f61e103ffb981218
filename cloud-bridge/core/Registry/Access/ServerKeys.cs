using System.Data.Common;
using System.Security.Cryptography;
using System.Xml.Linq;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Registry.Access;

/// <summary>
/// Secrets the bridge makes for itself, in its database: bridges that share the database read each other's cookies and make the same bill
/// links, and a restart signs nobody out. Who can read the database has the chargers' keys too, so these are not enciphered once more.
/// </summary>
public sealed class ServerKeys
{
    private const int KeyBytes = 32;
    private const string RingStart = "ring:";

    private readonly Database _database;

    /// <summary>The secrets in a database.</summary>
    public ServerKeys(Database database)
    {
        _database = database;
    }

    /// <summary>A key of 256 bits by its name, made when it is asked for the first time.</summary>
    public byte[] KeyOf(string name)
    {
        using DbConnection connection = _database.Open();
        connection.Execute(
            "INSERT INTO server_key (key_name, content) VALUES (@name, @content) ON CONFLICT DO NOTHING",
            new { name, content = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes)) });
        return Convert.FromHexString(connection.QueryFirst<string>("SELECT content FROM server_key WHERE key_name = @name", new { name }));
    }

    /// <summary>The ring of keys that protects cookies and forms.</summary>
    public IReadOnlyCollection<XElement> Ring()
    {
        using DbConnection connection = _database.Open();
        return
        [
            .. connection
                .Query<string>("SELECT content FROM server_key WHERE key_name LIKE @ring", new { ring = RingStart + "%" })
                .Select(XElement.Parse),
        ];
    }

    /// <summary>Adds a key to the ring.</summary>
    public void AddToRing(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        using DbConnection connection = _database.Open();
        connection.Execute(
            "INSERT INTO server_key (key_name, content) VALUES (@name, @content)",
            new { name = RingStart + friendlyName, content = element.ToString(SaveOptions.DisableFormatting) });
    }
}
