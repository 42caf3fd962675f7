using Acornima.Ast;

namespace Acornima;

/// <summary>Called for every node when it is complete, children before parents.</summary>
/// <param name="node">The node.</param>
/// <param name="context">What is known about it.</param>
public delegate void OnNodeHandler(Node node, in OnNodeContext context);

/// <summary>Called for every regular-expression literal.</summary>
/// <param name="context">The literal.</param>
/// <returns>What the literal's value shall be.</returns>
public delegate RegExpParseResult OnRegExpHandler(in RegExpParsingContext context);
