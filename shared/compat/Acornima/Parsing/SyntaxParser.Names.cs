using Acornima.Ast;

namespace Acornima.Parsing;

// Names as references, bindings and labels (sec-identifiers-static-semantics-early-errors).
internal sealed partial class SyntaxParser
{
    /// <summary>Index after an identifier named <c>await</c>, for a better message if something unexpected follows.</summary>
    private int _awaitNameEnd = -1;

    private bool CanAwait => Has(FunctionFlags.Async);

    private Identifier ParseIdentifier()
    {
        CheckName(Token);
        return ParseIdentifierName();
    }

    private Identifier ParseBindingIdentifier()
    {
        CheckName(Token);
        if (_strict && IsRestricted(Token.Text!)) throw Fail(Token.Start, Messages.StrictEvalArguments);
        return ParseIdentifierName();
    }

    /// <summary>Refuses a name that is reserved in this place, written with escapes or not.</summary>
    private void CheckName(in LexToken token)
    {
        var type = token.Escaped && TokenFacts.IsName(token.Type) ? Keywords.TypeOf(token.Text) : token.Type;
        if (type == TokenType.Identifier) return;
        if (!TokenFacts.IsName(type)) throw Unexpected();
        var reserved = TokenFacts.IsReserved(type) || type switch
        {
            TokenType.Yield => _strict || Has(FunctionFlags.Generator),
            TokenType.Await => _module || Has(FunctionFlags.Async | FunctionFlags.NoAwait),
            _ => _strict && TokenFacts.IsStrictReserved(type),
        };
        if (reserved) throw token.Escaped ? Fail(token.Start, Messages.EscapedKeyword) : Unexpected();
        if (type == TokenType.Await)
        {
            _lastAwaitName = token.Start;
            _awaitNameEnd = token.End;
        }
        else if (type == TokenType.Arguments && Has(FunctionFlags.NoArguments))
        {
            throw Fail(token.Start, Messages.ArgumentsInClass);
        }
    }

    /// <summary>The names that strict code must not bind or assign.</summary>
    private static bool IsRestricted(string name) => name is "eval" or "arguments";

    /// <summary>Checks a name that was bound before the code turned out to be strict.</summary>
    private void CheckStrictBinding(Identifier id)
    {
        if (IsRestricted(id.Name)) throw Fail(id.Start, Messages.StrictEvalArguments);
        if (TokenFacts.IsStrictReserved(Keywords.TypeOf(id.Name))) throw Fail(id.Start, Messages.UnexpectedStrictReserved);
    }
}
