using Gantry.Functions.Hosting;
using Gantry.Functions.Purge;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>What the slice adds to the application.</summary>
internal static class MessagesSetup
{
    /// <summary>Registers posting, changing and answering messages.</summary>
    public static WebApplicationBuilder AddMessages(this WebApplicationBuilder builder)
    {
        builder.AddSettings<MessagesOptions>("Messages");
        builder.Services.AddSingleton<MessageStore>();
        builder.Services.AddSingleton<ClientMessageIds>();
        builder.Services.AddSingleton<MessageReader>();
        builder.Services.AddSingleton<SystemMessages>();
        builder.Services.AddSingleton<Mentions>();
        builder.Services.AddSingleton<MessageRules>();
        builder.Services.AddSingleton<ThreadReplies>();
        builder.Services.AddSingleton<MessagePosting>();
        builder.Services.AddSingleton<MessageView>();
        builder.Services.AddSingleton<MessageLists>();
        builder.Services.AddSingleton<MessageChoice>();
        builder.Services.AddSingleton<EphemeralMessages>();
        builder.Services.AddSingleton<IPurgeSubject, EphemeralPurge>();
        builder.Services.AddSingleton<Sending>();
        builder.Services.AddSingleton<MessageEditing>();
        builder.Services.AddSingleton<MessageRemoval>();
        builder.Services.AddSingleton<MessageTurns>();
        builder.Services.AddSingleton<MessageChanges>();
        builder.Services.AddSingleton<MessageReactions>();
        builder.Services.AddSingleton<IndexedMessages>();
        builder.Services.AddSingleton<MessagePins>();
        builder.Services.AddSingleton<MessageStars>();
        builder.Services.AddSingleton<MessageMentions>();
        builder.Services.AddSingleton<MessageThreads>();
        builder.Services.AddSingleton<RoomChanges>();
        builder.Services.AddSingleton<MessageSync>();
        builder.Services.AddSingleton<MessageSearch>();
        builder.Services.AddSingleton<MessageReports>();
        builder.Services.AddSingleton<HistoryCleaning>();
        return builder;
    }
}
