using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;

namespace CloudBridge.Tests.Core.Storage;

[TestClass]
public sealed class ConnectionStringTests
{
    [TestMethod]
    [DataRow("Host=127.0.0.1;Port=1;Database=bridge;Username=me;Password=very secret", "PostgreSQL bridge at 127.0.0.1:1")]
    [DataRow("server = db ; database = b", "PostgreSQL b at db:5432")]
    public void A_connection_string_means_postgresql_and_its_password_is_not_shown(string text, string name)
    {
        Assert.AreEqual(name, new Database(text).Name);
    }

    [TestMethod]
    [DataRow("bridge.db")]
    [DataRow("a=b.db")]
    [DataRow("Hostel=1.db")]
    public void Anything_else_is_a_file(string text)
    {
        Assert.AreEqual(Path.GetFullPath(text), new Database(text).Name);
    }

    [TestMethod]
    [DataRow("postgres://me:secret@db/bridge")]
    [DataRow("Host=db")]
    [DataRow("Host=db;Database=b;Pasword=secret")]
    [DataRow("Host=db;Database=b;Port=many;Password=secret")]
    public void A_defective_one_is_refused_in_one_line_that_does_not_repeat_it(string text)
    {
        RefusedException refused = Assert.Throws<RefusedException>(() => new Database(text));

        StringAssert.Contains(refused.Message, "give \"Host=HOST;Database=NAME;Username=NAME\"");
        Assert.IsFalse(refused.Message.Contains("secret", StringComparison.Ordinal));
        Assert.IsFalse(refused.Message.Contains('\n', StringComparison.Ordinal));
    }

    [TestMethod]
    public void A_server_that_is_not_there_is_refused_in_one_line()
    {
        RefusedException refused = Assert.Throws<RefusedException>(
            new Database("Host=127.0.0.1;Port=1;Database=b;Username=u;Timeout=2").Migrate);

        StringAssert.Contains(refused.Message, "Database PostgreSQL b at 127.0.0.1:1 cannot be used");
    }
}
