using Gantry.Functions.Workspace.Messages;

namespace Gantry.Tests.Workspace.Messages;

public sealed class MessageIdTests
{
    [Fact]
    public void Ids_sort_newest_first_and_carry_their_room()
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => MessageId.New("room", TimeProvider.System)).ToList();
        Assert.Equal(Enumerable.Reverse(ids), ids.Order(StringComparer.Ordinal));
        Assert.True(MessageId.TryParse(ids[0], out var roomId, out var rowKey));
        Assert.Equal("room", roomId);
        Assert.Equal("m|" + ids[0], rowKey);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GENERAL")]
    [InlineData("wWwWwWwWwWwWwWwWwroom")]
    [InlineData("../../../../../../../../etc/passwd")]
    public void Other_texts_are_no_ids(string text) => Assert.False(MessageId.TryParse(text, out _, out _));
}
