using System.Runtime.InteropServices;

namespace Acornima.RegExp;

/// <summary>What repetitions have to know of a part of a pattern.</summary>
/// <param name="Captures">Whether it has capturing groups.</param>
/// <param name="CanBeEmpty">Whether it may match nothing.</param>
/// <param name="SetsAllCaptures">Whether every match of it sets all its groups.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RegExpFacts(bool Captures, bool CanBeEmpty, bool SetsAllCaptures)
{
    public static RegExpFacts Empty => new(false, true, true);

    public static RegExpFacts Character => new(false, false, true);

    public RegExpFacts Then(RegExpFacts next) =>
        new(Captures | next.Captures, CanBeEmpty & next.CanBeEmpty, SetsAllCaptures & next.SetsAllCaptures);

    public RegExpFacts Or(RegExpFacts other)
    {
        var captures = Captures | other.Captures;
        return new RegExpFacts(captures, CanBeEmpty | other.CanBeEmpty, !captures);
    }

    public RegExpFacts Repeated(Quantifier quantifier) =>
        quantifier.Minimum > 0 ? this : new RegExpFacts(Captures, true, !Captures);

    /// <summary>
    /// Tells where a repetition means something else in .NET: ECMAScript forgets the groups inside before every round and refuses a round that
    /// matches nothing (sec-runtime-semantics-repeatmatcher-abstract-operation); .NET does neither.
    /// </summary>
    /// <exception cref="NotSupportedException">The repetition means something else.</exception>
    public void CheckRepetition(Quantifier quantifier)
    {
        if (quantifier.Minimum > int.MaxValue || quantifier.Maximum is > int.MaxValue and < long.MaxValue)
            throw new NotSupportedException("A repetition of more than 2147483647 rounds");
        if (CanBeEmpty && (Captures || quantifier.Maximum > 1)) throw new NotSupportedException("A repetition of what may be empty");
        if (Captures && quantifier.Maximum > 1 && !SetsAllCaptures) throw new NotSupportedException("A repetition of a group that may be left out");
    }
}
