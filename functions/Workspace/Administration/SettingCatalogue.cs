using System.Text.Json;
using Gantry.Functions.Hosting;
using Gantry.Functions.Identity;
using Gantry.Functions.Identity.Ldap;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages;
using Gantry.Functions.Workspace.Rooms;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Administration;

/// <summary>
/// The settings that there are, under Rocket.Chat's names: each has an effect here. Those of accounts are changed through the API; those that the
/// configuration sets are shown and read-only.
/// </summary>
internal sealed class SettingCatalogue(
    IOptions<WorkspaceOptions> workspace,
    IOptions<RestOptions> rest,
    IOptions<IdentityOptions> identity,
    IOptions<LdapOptions> ldap,
    IOptions<RoomsOptions> rooms,
    IOptions<MessagesOptions> messages)
{
    /// <summary>The definitions by id.</summary>
    public IReadOnlyDictionary<string, SettingDefinition> All { get; } = new List<SettingDefinition>
    {
        Changeable("Site_Name", "General", "string", "Gantry"),
        Changeable("Accounts_AllowDeleteOwnAccount", Accounts, Bool, false),
        Changeable("Accounts_AllowEmailChange", Accounts, Bool, true),
        Changeable("Accounts_AllowInvisibleStatusOption", Accounts, Bool, true),
        Changeable("Accounts_AllowPasswordChange", Accounts, Bool, true),
        Changeable("Accounts_AllowRealNameChange", Accounts, Bool, true),
        Changeable("Accounts_AllowUserAvatarChange", Accounts, Bool, true),
        Changeable("Accounts_AllowUsernameChange", Accounts, Bool, true),
        Changeable("Accounts_AllowUserStatusMessageChange", Accounts, Bool, true),
        Changeable("Accounts_AvatarBlockUnauthenticatedAccess", Accounts, Bool, false),
        Changeable("Accounts_ManuallyApproveNewUsers", Accounts, Bool, false),
        Changeable("Accounts_RegistrationForm", Accounts, "select", "Disabled") with { Values = ["Public", "Disabled", "Secret URL"] },
        Changeable("Accounts_RegistrationForm_SecretURL", Accounts, "password", "") with { IsPublic = false },

        Configured("Site_Url", "General", "string", workspace.Value.SiteUrl ?? ""),
        Configured("API_Enable_Rate_Limiter", "General", Bool, workspace.Value.EnableRateLimiter),
        Configured("API_Default_Count", "General", Int, rest.Value.DefaultCount),
        Configured("API_Upper_Count_Limit", "General", Int, rest.Value.UpperCountLimit),
        Configured("API_User_Limit", "General", Int, rooms.Value.MaxAddedMembers),
        Configured("Accounts_LoginExpiration", Accounts, Int, identity.Value.LoginExpirationDays),
        Configured("Accounts_Password_Policy_MinLength", Accounts, Int, identity.Value.MinPasswordLength),
        Configured("Accounts_PasswordReset", Accounts, Bool, false),
        Configured("LDAP_Enable", "LDAP", Bool, ldap.Value.IsEnabled),
        Configured("Message_AllowDeleting", "Message", Bool, messages.Value.AllowDeleting),
        Configured("Message_AllowEditing", "Message", Bool, messages.Value.AllowEditing),
        Configured("Message_MaxAllowedSize", "Message", Int, messages.Value.MaxAllowedSize),
    }.ToDictionary(definition => definition.Id, StringComparer.Ordinal);

    private const string Accounts = "Accounts";
    private const string Bool = "boolean";
    private const string Int = "int";

    private static SettingDefinition Changeable<T>(string id, string group, string type, T value) => new(id, group, type, JsonSerializer.SerializeToElement(value));

    private static SettingDefinition Configured<T>(string id, string group, string type, T value) => Changeable(id, group, type, value) with { IsReadOnly = true };
}
