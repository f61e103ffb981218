using System.Xml.Linq;
using CloudBridge.Core.Registry.Access;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace CloudBridge.Web.Access;

/// <summary>The framework's keys for cookies and forms, kept with the bridge's other secrets.</summary>
internal sealed class KeyRing(ServerKeys keys) : IXmlRepository
{
    /// <inheritdoc />
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        return keys.Ring();
    }

    /// <inheritdoc />
    public void StoreElement(XElement element, string friendlyName)
    {
        keys.AddToRing(element, friendlyName);
    }
}
