using System.Text.RegularExpressions;

namespace Gantry.Tests.Deployment;

/// <summary>A key of a Bicep object: where it stands in its declaration, and the text behind it on its line.</summary>
internal sealed record BicepKey(string Path, string Value);

/// <summary>A declaration: its keyword, its name, what stands between name and body (type, path, value), its decorators and its keys.</summary>
internal sealed record BicepDeclaration(string Keyword, string Name, string Head, IReadOnlyList<string> Decorators, IReadOnlyList<BicepKey> Keys, string? Parent);

/// <summary>
/// Reads what the tests need of a Bicep file, line by line: declarations, decorators, and the paths of keys. It relies on the layout of the files in
/// <c>infra/</c> (a key a line, declarations at the start of a line) and does not replace the compiler.
/// </summary>
internal sealed partial class BicepFile
{
    public BicepFile(string path)
    {
        Name = Path.GetFileName(path);
        Text = File.ReadAllText(path);
        Declarations = Read(Text.Split('\n'));
    }

    public string Name { get; }

    public string Text { get; }

    public IReadOnlyList<BicepDeclaration> Declarations { get; }

    public static IReadOnlyList<BicepFile> All { get; } =
        [.. Directory.EnumerateFiles(Repository.PathOf("infra"), "*.bicep", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => new BicepFile(path))];

    public IEnumerable<BicepDeclaration> Of(string keyword) => Declarations.Where(declaration => declaration.Keyword == keyword);

    /// <summary>Each resource with its full type and version; nested ones have their parents' type in front.</summary>
    public IEnumerable<(string Type, BicepDeclaration Declaration)> Resources() => Of("resource").Select(resource => (FullType(resource), resource));

    private string FullType(BicepDeclaration resource)
    {
        var type = Quoted().Match(resource.Head).Groups[1].Value;
        if (resource.Parent is null) return type;
        var parent = FullType(Of("resource").Single(candidate => candidate.Name == resource.Parent)).Split('@');
        return $"{parent[0]}/{type}@{parent[1]}";
    }

    private static List<BicepDeclaration> Read(string[] lines)
    {
        var declarations = new List<BicepDeclaration>();
        var decorators = new List<string>();

        // Each open bracket: the key before it, or the declaration that it is the body of.
        var open = new Stack<(string? Key, BicepDeclaration? Declaration)>();
        foreach (var line in lines.Select(line => Comment().Replace(line, "")))
        {
            string? key = null;
            BicepDeclaration? opened = null;
            if (Declaration().Match(line) is { Success: true } match)
            {
                var parent = open.Select(level => level.Declaration).FirstOrDefault(declaration => declaration is not null);
                opened = new BicepDeclaration(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value, [.. decorators], new List<BicepKey>(), parent?.Name);
                declarations.Add(opened);
                decorators.Clear();
            }
            else if (line.StartsWith('@'))
            {
                decorators.Add(line);
            }
            else if (Key().Match(line) is { Success: true } property && open.Count > 0)
            {
                key = property.Groups[1].Value.Trim('\'');
                var levels = open.TakeWhile(level => level.Declaration is null).Select(level => level.Key).Where(level => level is not null).Reverse();
                var owner = open.First(level => level.Declaration is not null).Declaration!;
                ((List<BicepKey>)owner.Keys).Add(new BicepKey(string.Join('.', levels.Append(key)), property.Groups[2].Value.Trim()));
            }

            foreach (var bracket in Closed().Replace(Literal().Replace(line, ""), "").Where(character => "{[(}])".Contains(character, StringComparison.Ordinal)))
            {
                if ("{[(".Contains(bracket, StringComparison.Ordinal))
                {
                    // A for-expression's body belongs to the declaration, a key's object to the key.
                    open.Push((key, opened ?? null));
                    key = null;
                    opened = null;
                }
                else
                {
                    open.Pop();
                }
            }
        }

        return declarations;
    }

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.None, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^\s*(param|var|resource|module|output)\s+(\w+)\s*(.*)$", RegexOptions.None, 1000)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^\s*('[^']*'|\w+):\s*(.*)$", RegexOptions.None, 1000)]
    private static partial Regex Key();

    [GeneratedRegex(@"'(\\.|[^'\\])*'", RegexOptions.None, 1000)]
    private static partial Regex Literal();

    // Brackets that are closed on the line that they are opened on have no keys in them.
    [GeneratedRegex(@"\[[^\[\]]*\]|\{[^{}]*\}|\([^()]*\)", RegexOptions.None, 1000)]
    private static partial Regex Closed();

    [GeneratedRegex("'([^']*)'", RegexOptions.None, 1000)]
    private static partial Regex Quoted();
}
