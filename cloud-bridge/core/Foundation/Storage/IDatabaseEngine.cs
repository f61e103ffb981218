using System.Data.Common;

namespace CloudBridge.Core.Foundation.Storage;

/// <summary>What differs between one database program and another. Everything else in the bridge is the same SQL for all.</summary>
internal interface IDatabaseEngine
{
    /// <summary>The database in words for a person, without its password.</summary>
    string Name { get; }

    /// <summary>An open connection.</summary>
    DbConnection Open();

    /// <summary>Brings the schema up to date.</summary>
    /// <exception cref="RefusedException">It cannot.</exception>
    void Migrate();
}
