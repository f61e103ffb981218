using System.Security.Claims;
using CloudBridge.Access;
using Microsoft.AspNetCore.Authorization;

namespace CloudBridge.Tests.Access;

[TestClass]
public sealed class OwnChargerTests
{
    [TestMethod]
    [DataRow(Role.Operator, "olga", "garage-1", true)]
    [DataRow(Role.Owner, "olga", "garage-1", true)]
    [DataRow(Role.Owner, "olga", "garage-2", false)]
    [DataRow(Role.Owner, "otto", "garage-1", false)]
    [DataRow(Role.Technician, "olga", "garage-1", false)]
    public async Task Owners_see_their_own_chargers_operators_all_technicians_none(string role, string name, string chargerId, bool isSeen)
    {
        ClaimsPrincipal person = Person.PrincipalOf(name, role, "test");
        AuthorizationHandlerContext context = new([new OwnChargerRequirement()], person, chargerId);

        await new OwnChargerHandler(new OlgaOwnsGarageOne()).HandleAsync(context);

        Assert.AreEqual(isSeen, context.HasSucceeded);
    }

    private sealed class OlgaOwnsGarageOne : IOwnership
    {
        public bool Owns(string personName, string chargerId)
        {
            return personName == "olga" && chargerId == "garage-1";
        }
    }
}
