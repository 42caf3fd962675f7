using System.Text.Json;
using Azure.Data.Tables;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Identity;

/// <summary>
/// The rows of a user, all in one partition: <c>u|id</c> the user; <c>n|name</c> and <c>e|address</c>, which claim the name and the addresses; and
/// <c>a|id</c> while the user is an active admin, so that finding another admin is a short range read.
/// </summary>
internal static class UserRows
{
    /// <summary>The partition of all users.</summary>
    public const string Partition = "users";

    /// <summary>What the keys of users begin with.</summary>
    public const string UserPrefix = "u|";

    /// <summary>What the keys of active admins begin with.</summary>
    public const string AdminPrefix = "a|";

    // A key may be 1 KiB of UTF-16. What is longer cannot have been stored.
    private const int MaxKeyLength = 512;

    /// <summary>The key of the user itself.</summary>
    public static string UserKey(string id) => UserPrefix + StorageKey.Encode(id);

    /// <summary>The key of a claim on a name, whatever its case.</summary>
    public static string NameKey(string name) => "n|" + StorageKey.Fold(name);

    /// <summary>The key of a claim on an address, whatever its case.</summary>
    public static string EmailKey(string address) => "e|" + StorageKey.Fold(address);

    /// <summary>The key of an active admin.</summary>
    public static string AdminKey(string id) => AdminPrefix + StorageKey.Encode(id);

    /// <summary>Whether a row of this key can exist.</summary>
    public static bool IsPossible(string key) => key.Length <= MaxKeyLength;

    /// <summary>The keys of all rows that stand beside the user's own: they are there exactly while the user is as it is.</summary>
    public static HashSet<string> ClaimKeys(User user)
    {
        var keys = user.Emails.Select(email => EmailKey(email.Address)).Prepend(NameKey(user.Username)).ToHashSet(StringComparer.Ordinal);
        if (user.Active && user.Roles.Contains(Role.Admin, StringComparer.Ordinal)) keys.Add(AdminKey(user.Id));
        return keys;
    }

    /// <summary>The row of a user.</summary>
    public static TableEntity ToRow(User user) => JsonRow.Create(Partition, UserKey(user.Id), JsonSerializer.Serialize(user, RestJson.Options));

    /// <summary>A row that stands beside a user's own.</summary>
    public static TableEntity ClaimRow(string key, string id) => new(Partition, key) { ["Id"] = id };

    /// <summary>The user of a row.</summary>
    public static User Read(TableEntity row) => JsonSerializer.Deserialize<User>(JsonRow.Read(row), RestJson.Options)!;
}
