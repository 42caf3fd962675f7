using System.Diagnostics;
using System.Globalization;
using System.Text;
using Acornima;

// Compares the speed of the parser with that of acorn under Node on the same files, and shows that it is linear in size.
// The npm packages of tests/Acornima.Tests must be installed; running those tests does that.
const int Rounds = 8;
var npm = Path.GetFullPath(args is [var given, ..] ? given : Path.Combine("tests", "Acornima.Tests", "npm"));
string[] names =
[
    "typescript/lib/typescript.js", "react-dom/umd/react-dom.development.js", "react-dom/umd/react-dom.production.min.js", "lodash/lodash.js", "lodash/lodash.min.js",
    "moment/moment.js", "underscore/underscore.js", "uglify-js/lib/compress.js", "core-js-bundle/minified.js", "terser/dist/bundle.min.js",
];
var files = names.Select(name => Path.Combine(npm, "node_modules", name)).ToArray();
var acorn = await RunNodeAsync([Path.Combine(AppContext.BaseDirectory, "speed.mjs"), npm, Rounds.ToString(CultureInfo.InvariantCulture), .. files]);
Console.WriteLine($"{"file",-46}{"MB",8}{"ours MB/s",12}{"acorn MB/s",12}{"ratio",8}");
foreach (var ((name, file), theirs) in names.Zip(files).Zip(acorn))
{
    var text = await File.ReadAllTextAsync(file);
    var ours = Measure(text);
    Console.WriteLine($"{name,-46}{text.Length / 1e6,8:F2}{ours,12:F1}{theirs,12:F1}{ours / theirs,8:F2}");
}

Console.WriteLine();
Console.WriteLine("linear in size: copies of lodash.js, each in a block of its own");
var lodash = await File.ReadAllTextAsync(files[3]);
foreach (var copies in new[] { 1, 4, 16, 64 })
{
    var text = string.Concat(Enumerable.Repeat($"{{{lodash}}}\n", copies));
    Console.WriteLine($"{text.Length / 1e6,8:F2} MB{Measure(text),12:F1} MB/s");
}

static double Measure(string text)
{
    var best = double.MaxValue;
    for (var round = 0; round < Rounds; round++)
    {
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        new Parser().ParseScript(text);
        best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    return text.Length / 1e6 / best;
}

static async Task<double[]> RunNodeAsync(string[] arguments)
{
    var start = new ProcessStartInfo("node", arguments) { UseShellExecute = false, RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 };
    using var process = Process.Start(start) ?? throw new InvalidOperationException("node did not start");
    var output = await process.StandardOutput.ReadToEndAsync();
    await process.WaitForExitAsync();
    return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
}
