using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;
using Gantry.Functions.Identity;

namespace Gantry.Functions.Workspace.Realtime.Ddp;

/// <summary>Who is logged in on a connection, and whether that still holds: the token may be ended and the user deactivated at any time, anywhere.</summary>
internal sealed class SessionIdentity(DdpServices services)
{
    private const int MaxFailures = 5;

    private long _checked;
    private int _failures;

    /// <summary>The user as last looked at.</summary>
    public User? User { get; private set; }

    /// <summary>The token of the login.</summary>
    public Token? Token { get; private set; }

    /// <summary>Whether somebody is logged in.</summary>
    [MemberNotNullWhen(true, nameof(User), nameof(Token))]
    public bool IsLoggedIn => User is not null && Token is not null;

    /// <summary>Somebody logs in.</summary>
    /// <exception cref="ApiException">429: too many connections of that user.</exception>
    public void Enter(User user, Token token)
    {
        if (User?.Id != user.Id)
        {
            services.Connections.EnterUser(user.Id);
            Leave();
        }

        (User, Token, _checked) = (user, token, services.Time.GetTimestamp());
    }

    /// <summary>A login fails; the fifth ends the connection.</summary>
    public void Fail(DdpSession session)
    {
        if (++_failures >= MaxFailures) session.Close(WebSocketCloseStatus.PolicyViolation, "Too many failed logins.");
    }

    /// <summary>Nobody is logged in any more.</summary>
    public void Leave()
    {
        if (User is { } user) services.Connections.LeaveUser(user.Id);
        (User, Token) = (null, null);
    }

    /// <summary>The caller as it is now.</summary>
    /// <exception cref="ApiException">401: nobody is logged in, or not any more.</exception>
    public async ValueTask<Caller> RequireAsync(CancellationToken cancellationToken) =>
        IsLoggedIn && await services.Login.FindAsync(Token, cancellationToken) is { } caller ? Refresh(caller) : throw ApiException.Unauthorized();

    /// <summary>Whether the login holds, as of <see cref="RealtimeOptions.SessionCheckSeconds"/> ago.</summary>
    public async ValueTask<bool> IsValidAsync(CancellationToken cancellationToken)
    {
        if (!IsLoggedIn) return false;
        if (services.Time.GetElapsedTime(_checked).TotalSeconds < services.Options.SessionCheckSeconds) return true;
        if (await services.Login.FindAsync(Token, cancellationToken) is not { } caller) return false;
        Refresh(caller);
        return true;
    }

    private Caller Refresh(Caller caller)
    {
        (User, _checked) = (caller.User, services.Time.GetTimestamp());
        return caller;
    }
}
