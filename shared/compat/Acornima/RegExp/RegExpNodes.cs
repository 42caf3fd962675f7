namespace Acornima.RegExp;

/// <summary>A parsed regular expression.</summary>
/// <param name="Root">The whole pattern.</param>
/// <param name="GroupNames">Names of the capturing groups by number; that of the whole match, number 0, is null.</param>
/// <param name="Flags">The flags.</param>
internal sealed record RegExpTree(RegExpNode Root, string?[] GroupNames, RegExpFlags Flags);

/// <summary>A part of a pattern.</summary>
internal abstract record RegExpNode;

/// <summary>Alternatives, of which the first that fits is taken.</summary>
internal sealed record Disjunction(RegExpNode[] Alternatives) : RegExpNode;

/// <summary>Terms one after the other.</summary>
internal sealed record Sequence(RegExpNode[] Terms) : RegExpNode;

/// <summary>One character of a set.</summary>
/// <param name="Set">The set, or null where only the grammar of the set is known: property escapes and sets with strings.</param>
/// <param name="Negated">Whether it is any character that is not in the set.</param>
/// <param name="IgnoreCase">Whether letters match in either case.</param>
internal sealed record CharacterMatch(CharSet? Set, bool Negated, bool IgnoreCase) : RegExpNode;

/// <summary>A place: a line's or the input's end, or the boundary of a word.</summary>
/// <param name="Kind">The character that writes it: <c>^</c>, <c>$</c>, <c>b</c> or <c>B</c>.</param>
/// <param name="Multiline">Whether lines count and not only the input.</param>
/// <param name="IgnoreCase">Whether letters are the same in either case, which widens what a word is with <c>u</c> or <c>v</c>.</param>
internal sealed record Anchor(char Kind, bool Multiline, bool IgnoreCase) : RegExpNode;

/// <summary>A group; its number is 0 when it does not capture.</summary>
internal sealed record Group(RegExpNode Body, int Number) : RegExpNode;

/// <summary>A lookahead or a lookbehind.</summary>
internal sealed record Lookaround(RegExpNode Body, bool Behind, bool Negative) : RegExpNode;

/// <summary>What a group matched, again; the number is 0 when a name may mean several groups.</summary>
/// <param name="Number">Number of the group.</param>
/// <param name="IgnoreCase">Whether letters match in either case.</param>
/// <param name="Backward">Whether the group is complete where the reference stands.</param>
internal sealed record BackReference(int Number, bool IgnoreCase, bool Backward) : RegExpNode;

/// <summary>A repetition.</summary>
internal sealed record Quantifier(RegExpNode Body, long Minimum, long Maximum, bool Lazy) : RegExpNode;
