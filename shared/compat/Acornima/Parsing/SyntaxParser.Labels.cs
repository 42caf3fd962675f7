using Acornima.Ast;

namespace Acornima.Parsing;

// Labels and the jumps to them (sec-labelled-statements, sec-continue-statement, sec-break-statement).
internal sealed partial class SyntaxParser
{
    /// <summary>Labels, loops and switches around the statement, in the whole text; those of the current function begin at <see cref="_labelBase"/>.</summary>
    private readonly List<LabelEntry> _labels = [];

    private int _labelBase;

    private enum LabelKind
    {
        /// <summary>A label before a statement that is no loop.</summary>
        Plain,
        Loop,
        Switch,
    }

    private LabeledStatement ParseLabelled(in Marker marker, Identifier label, StatementContext context)
    {
        Next();
        for (var i = _labelBase; i < _labels.Count; i++)
            if (ReferenceEquals(_labels[i].Name, label.Name)) throw FailWith(label.Start, Messages.LabelRedeclared, label.Name);

        var index = _labels.Count;
        _labels.Add(new LabelEntry(label.Name, LabelKind.Plain, Token.Start, label.Start));
        if (Type is TokenType.For or TokenType.While or TokenType.Do) MarkLoopLabels(index);

        var inner = context is StatementContext.Single or StatementContext.IfBody ? StatementContext.Single : StatementContext.Labelled;
        var body = ParseStatement(inner);
        _labels.RemoveAt(index);
        body.LabelSet = label;
        return Finish(new LabeledStatement(label, body), marker);
    }

    /// <summary>All labels that stand right before one another and before a loop are the loop's.</summary>
    private void MarkLoopLabels(int index)
    {
        for (var i = index; i >= _labelBase && _labels[i].Name is not null; i--)
        {
            // An outer label belongs to the same statement only if its statement begins at the next label.
            if (i < index && _labels[i].BodyStart != _labels[i + 1].LabelStart) break;
            _labels[i] = _labels[i] with { Kind = LabelKind.Loop };
        }
    }

    private Statement ParseLoopBody()
    {
        _labels.Add(new LabelEntry(null, LabelKind.Loop));
        var body = ParseStatement(StatementContext.Single);
        _labels.RemoveAt(_labels.Count - 1);
        return body;
    }

    private Statement ParseJump()
    {
        var marker = Start();
        var isBreak = Type == TokenType.Break;
        Next();
        Identifier? label = null;
        if (Type != TokenType.Semicolon && !CanInsertSemicolon())
        {
            label = ParseIdentifier();
            CheckJump(label, isBreak);
        }
        else
        {
            CheckUnlabelledJump(marker.Index, isBreak);
        }

        ExpectSemicolon();
        return isBreak ? Finish(new BreakStatement(label), marker) : Finish(new ContinueStatement(label), marker);
    }

    private void CheckUnlabelledJump(int index, bool isBreak)
    {
        for (var i = _labels.Count - 1; i >= _labelBase; i--)
            if (_labels[i].Name is null && (isBreak || _labels[i].Kind == LabelKind.Loop)) return;
        throw isBreak ? Fail(index, Messages.IllegalBreak) : Fail(index, Messages.IllegalContinue);
    }

    private void CheckJump(Identifier label, bool isBreak)
    {
        for (var i = _labels.Count - 1; i >= _labelBase; i--)
        {
            if (!ReferenceEquals(_labels[i].Name, label.Name)) continue;
            if (isBreak || _labels[i].Kind == LabelKind.Loop) return;
            throw FailWith(label.Start, Messages.ContinueToNonLoop, label.Name);
        }

        throw FailWith(label.Start, Messages.UndefinedLabel, label.Name);
    }

    private readonly record struct LabelEntry(string? Name, LabelKind Kind, int BodyStart = -1, int LabelStart = -1);
}
