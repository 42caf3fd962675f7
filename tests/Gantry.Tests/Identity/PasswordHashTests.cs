using Gantry.Functions.Identity;

namespace Gantry.Tests.Identity;

public sealed class PasswordHashTests
{
    private const int Rounds = 1_000;

    // Made with another implementation: hashlib.pbkdf2_hmac("sha512", sha256("password").hexdigest(), b"0123456789abcdef", 1000).
    private const string Known = "pbkdf2-sha512$1000$MDEyMzQ1Njc4OWFiY2RlZg==$m34RdVee8mVMxZ4JYGVmSMorm+Fmm8kOQt2NtzHKk7dBjdGStWDaguFUqRjELKgps0xkJ6ZEz2QbVFuU3KLIpg==";

    private static readonly string Digest = PasswordHash.Digest("password");

    [Fact]
    public void The_digest_is_the_sha_256_of_the_password_in_hex() =>
        Assert.Equal("5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8", Digest);

    [Fact]
    public void A_hash_of_another_implementation_verifies() => Assert.True(PasswordHash.Verify(Digest, Known, Rounds, out _));

    [Fact]
    public void A_digest_in_capitals_is_the_same_digest() => Assert.True(PasswordHash.Verify(Digest.ToUpperInvariant(), Known, Rounds, out _));

    [Theory]
    [InlineData("")]
    [InlineData("Password")]
    [InlineData("password ")]
    public void The_digest_of_another_password_does_not_verify(string password) => Assert.False(PasswordHash.Verify(PasswordHash.Digest(password), Known, Rounds, out _));

    [Fact]
    public void The_password_itself_is_no_digest() => Assert.False(PasswordHash.Verify("password", Known, Rounds, out _));

    [Fact]
    public void Nothing_verifies_where_there_is_no_user() => Assert.False(PasswordHash.Verify(Digest, null, Rounds, out _));

    [Theory]
    [InlineData(1_000, false)]
    [InlineData(999, false)]
    [InlineData(1_001, true)]
    public void A_hash_with_fewer_rounds_than_today_verifies_and_is_outdated(int roundsOfToday, bool expected)
    {
        Assert.True(PasswordHash.Verify(Digest, Known, roundsOfToday, out var outdated));
        Assert.Equal(expected, outdated);
    }

    [Fact]
    public void One_password_is_hashed_with_another_salt_each_time() => Assert.NotEqual(PasswordHash.Create(Digest, Rounds), PasswordHash.Create(Digest, Rounds));

    [Fact]
    public void What_is_created_verifies_and_is_not_outdated()
    {
        Assert.True(PasswordHash.Verify(Digest, PasswordHash.Create(Digest, Rounds), Rounds, out var outdated));
        Assert.False(outdated);
    }
}
