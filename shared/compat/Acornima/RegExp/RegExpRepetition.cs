namespace Acornima.RegExp;

/// <summary>
/// Tells where a repetition means something else in .NET: ECMAScript forgets the groups inside before every round and refuses a round that
/// matches nothing (sec-runtime-semantics-repeatmatcher-abstract-operation); .NET does neither.
/// </summary>
internal static class RegExpRepetition
{
    /// <exception cref="NotSupportedException">The repetition means something else.</exception>
    public static void Check(Quantifier quantifier)
    {
        if (quantifier.Minimum > int.MaxValue || quantifier.Maximum is > int.MaxValue and < long.MaxValue)
            throw new NotSupportedException("A repetition of more than 2147483647 rounds");
        var body = quantifier.Body;
        var captures = HasCaptures(body);
        if (CanBeEmpty(body) && (captures || quantifier.Maximum > 1)) throw new NotSupportedException("A repetition of what may be empty");
        if (captures && quantifier.Maximum > 1 && !SetsAllCaptures(body)) throw new NotSupportedException("A repetition of a group that may be left out");
    }

    private static bool HasCaptures(RegExpNode node) => node switch
    {
        Disjunction d => d.Alternatives.Any(HasCaptures),
        Sequence s => s.Terms.Any(HasCaptures),
        Group g => g.Number > 0 || HasCaptures(g.Body),
        Lookaround l => HasCaptures(l.Body),
        Quantifier q => HasCaptures(q.Body),
        _ => false,
    };

    private static bool CanBeEmpty(RegExpNode node) => node switch
    {
        Disjunction d => d.Alternatives.Any(CanBeEmpty),
        Sequence s => s.Terms.All(CanBeEmpty),
        Group g => CanBeEmpty(g.Body),
        Quantifier q => q.Minimum == 0 || CanBeEmpty(q.Body),
        CharacterMatch => false,
        _ => true,
    };

    /// <summary>Whether every round that matches sets all the groups inside.</summary>
    private static bool SetsAllCaptures(RegExpNode node) => node switch
    {
        Disjunction => !HasCaptures(node),
        Sequence s => s.Terms.All(SetsAllCaptures),
        Group g => SetsAllCaptures(g.Body),
        Quantifier q => q.Minimum > 0 ? SetsAllCaptures(q.Body) : !HasCaptures(q.Body),
        Lookaround => !HasCaptures(node),
        _ => true,
    };
}
