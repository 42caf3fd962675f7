using Acornima.Tests.Infrastructure;

namespace Acornima.Tests.Fuzzing;

/// <summary>Real programs that are cut off are answered with a syntax error, unless they happen to be cut where they may end.</summary>
[Collection(NpmTests.Name)]
public sealed class TruncationTests
{
    [Theory]
    [InlineData("underscore/underscore.js")]
    [InlineData("lodash/lodash.min.js")]
    [InlineData("dayjs/esm/index.js")]
    public void Cut_off_programs_are_answered(string file)
    {
        var source = Sources.Read(NpmPackages.PathOf(file));
        for (var length = 1; length < source.Length; length += 1 + (source.Length / 150))
        {
            Sources.ErrorOf(source[..length]);
            Sources.ErrorOf(source[length..], SourceType.Module);
        }

        Assert.Null(Sources.ErrorOf(source, file.Contains("/esm/", StringComparison.Ordinal) ? SourceType.Module : SourceType.Script));
    }
}
