namespace System.IO.Hashing;

/// <summary>
/// The base class that Azure.Storage.Common derives its own checksums from: the only type of the package System.IO.Hashing that it binds to.
/// </summary>
public abstract class NonCryptographicHashAlgorithm
{
    /// <summary>Sets the size of the hash.</summary>
    /// <param name="hashLengthInBytes">Bytes that the algorithm produces, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is below 1.</exception>
    protected NonCryptographicHashAlgorithm(int hashLengthInBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hashLengthInBytes, 1);
        HashLengthInBytes = hashLengthInBytes;
    }

    /// <summary>Bytes that the algorithm produces.</summary>
    public int HashLengthInBytes { get; }

    /// <summary>Adds bytes to what was hashed so far.</summary>
    /// <param name="source">The bytes.</param>
    public abstract void Append(ReadOnlySpan<byte> source);

    /// <summary>Forgets what was hashed so far.</summary>
    public abstract void Reset();

    /// <summary>Writes the hash without changing the state.</summary>
    /// <param name="destination">Exactly <see cref="HashLengthInBytes"/> long.</param>
    protected abstract void GetCurrentHashCore(Span<byte> destination);

    /// <summary>Adds bytes to what was hashed so far.</summary>
    /// <param name="source">The bytes.</param>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    public void Append(byte[] source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Append(new ReadOnlySpan<byte>(source));
    }

    /// <summary>The hash of what was added so far; the state stays.</summary>
    /// <returns>A new array of <see cref="HashLengthInBytes"/> bytes.</returns>
    public byte[] GetCurrentHash()
    {
        var hash = new byte[HashLengthInBytes];
        GetCurrentHashCore(hash);
        return hash;
    }

    /// <summary>Writes the hash of what was added so far; the state stays.</summary>
    /// <param name="destination">At least <see cref="HashLengthInBytes"/> long.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public int GetCurrentHash(Span<byte> destination)
    {
        if (destination.Length < HashLengthInBytes) throw new ArgumentException("The destination is too short.", nameof(destination));
        GetCurrentHashCore(destination[..HashLengthInBytes]);
        return HashLengthInBytes;
    }

    /// <summary>The hash of what was added so far; starts anew.</summary>
    /// <returns>A new array of <see cref="HashLengthInBytes"/> bytes.</returns>
    public byte[] GetHashAndReset()
    {
        var hash = new byte[HashLengthInBytes];
        GetHashAndResetCore(hash);
        return hash;
    }

    /// <summary>Writes the hash of what was added so far; starts anew.</summary>
    /// <param name="destination">At least <see cref="HashLengthInBytes"/> long.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public int GetHashAndReset(Span<byte> destination)
    {
        if (destination.Length < HashLengthInBytes) throw new ArgumentException("The destination is too short.", nameof(destination));
        GetHashAndResetCore(destination[..HashLengthInBytes]);
        return HashLengthInBytes;
    }

    /// <summary>Writes the hash and resets; an algorithm that can do both at once overrides it.</summary>
    /// <param name="destination">Exactly <see cref="HashLengthInBytes"/> long.</param>
    protected virtual void GetHashAndResetCore(Span<byte> destination)
    {
        GetCurrentHashCore(destination);
        Reset();
    }
}
