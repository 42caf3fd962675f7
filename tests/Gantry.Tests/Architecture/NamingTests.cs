using System.Reflection;
using Gantry.Functions.Hosting;
using Gantry.Shared.Storage;

namespace Gantry.Tests.Architecture;

/// <summary>Names say what a thing is (design 2), and an interface is there for a second implementation.</summary>
public sealed class NamingTests
{
    private static readonly string[] Forbidden = ["Extensions", "Helper", "Helpers", "Util", "Utils", "Utilities", "Common", "Manager", "Misc", "Shared"];

    [Fact]
    public void No_file_or_folder_is_named_after_nothing()
    {
        var wrong = from file in Repository.Sources("functions").Concat(Repository.Sources("shared")).Concat(Repository.Sources("tests"))
                    let path = Repository.Relative(file)
                    let parts = path.Split('/').Skip(1).Select(part => Path.GetFileNameWithoutExtension(part))
                    where parts.Any(part => Forbidden.Any(name => part.EndsWith(name, StringComparison.Ordinal)))
                    select path;
        Assert.Empty(wrong);
    }

    [Fact]
    public void An_interface_has_at_least_two_implementations()
    {
        Type[] types = [.. typeof(HostMode).Assembly.GetTypes(), .. typeof(StorageAccount).Assembly.GetTypes(), .. Assembly.GetExecutingAssembly().GetTypes()];
        var wrong = from contract in types
                    where contract.IsInterface && contract.Namespace?.StartsWith("Gantry", StringComparison.Ordinal) == true
                    let implementations = types.Count(type => type.IsClass && !type.IsAbstract && type.IsAssignableTo(contract))
                    where implementations < 2
                    select $"{contract.FullName}: {implementations}";
        Assert.Empty(wrong);
    }
}
