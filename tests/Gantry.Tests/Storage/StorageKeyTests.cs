using Gantry.Shared.Storage;

namespace Gantry.Tests.Storage;

public sealed class StorageKeyTests
{
    [Theory]
    [InlineData("general", "general")]
    [InlineData("a/b\\c#d?e", "a~002fb~005cc~0023d~003fe")]
    [InlineData("50%", "50~0025")]
    [InlineData("a~b|c", "a~007eb~007cc")]
    [InlineData("nul\0tab\t", "nul~0000tab~0009")]
    [InlineData("grüße 😀", "grüße 😀")]
    [InlineData("line\u2028end\uffff", "line~2028end~ffff")]
    public void What_keys_may_not_hold_is_written_as_four_digits(string value, string key) => Assert.Equal(key, StorageKey.Encode(value));

    [Fact]
    public void Half_a_surrogate_pair_is_written_as_digits_too() => Assert.Equal("x~d83d", StorageKey.Encode("x\ud83d"));

    [Fact]
    public void Names_are_the_same_whatever_their_case() => Assert.Equal(StorageKey.Fold("General"), StorageKey.Fold("gENERAL"));
}
