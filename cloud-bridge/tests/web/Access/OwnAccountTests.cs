using System.Security.Claims;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Web.Access;
using Microsoft.AspNetCore.Authorization;

namespace CloudBridge.Tests.Web.Access;

[TestClass]
public sealed class OwnAccountTests
{
    [TestMethod]
    [DataRow(Role.Operator, "olga", "fleet", true)]
    [DataRow(Role.Operator, "olga", "", true)]
    [DataRow(Role.Owner, "olga", "fleet", true)]
    [DataRow(Role.Owner, "olga", "other", false)]
    [DataRow(Role.Owner, "olga", "", false)]
    [DataRow(Role.Owner, "otto", "fleet", false)]
    [DataRow(Role.Owner, "otto", "", false)]
    [DataRow(Role.Technician, "olga", "fleet", false)]
    public async Task Owners_see_what_is_their_accounts_operators_everything_technicians_nothing(
        string role,
        string name,
        string accountId,
        bool isSeen)
    {
        ClaimsPrincipal person = Person.PrincipalOf(name, role, "test");
        AuthorizationHandlerContext context = new([new OwnAccountRequirement()], person, accountId);

        await new OwnAccountHandler(new OlgaIsOfTheFleet()).HandleAsync(context);

        Assert.AreEqual(isSeen, context.HasSucceeded);
    }

    private sealed class OlgaIsOfTheFleet : IOwnership
    {
        public string? AccountOf(ClaimsPrincipal person)
        {
            return person.Identity?.Name == "olga" ? "fleet" : null;
        }
    }
}
