namespace Acornima.Parsing;

/// <summary>What the code being parsed may contain, by the function around it.</summary>
[Flags]
internal enum FunctionFlags
{
    None = 0,

    /// <summary>Inside a function that is not an arrow: <c>return</c> is allowed.</summary>
    Function = 1,
    Async = 2,
    Generator = 4,
    SuperProperty = 16,
    SuperCall = 32,
    NewTarget = 64,

    /// <summary>In the initial value of a class field or in a static block: <c>arguments</c> is not allowed.</summary>
    NoArguments = 128,

    /// <summary>In a static block, or in the value of a field in asynchronous code: <c>await</c> is not allowed at all.</summary>
    NoAwait = 256,

    /// <summary>In the parameters of the function, where <c>yield</c> and <c>await</c> expressions are not allowed.</summary>
    Parameters = 512,

    /// <summary>What an arrow function has from the code around it.</summary>
    InheritedByArrows = SuperProperty | SuperCall | NewTarget | NoArguments | NoAwait,
}
