using System.Collections;

namespace Acornima.Ast;

/// <summary>Makes lists of nodes.</summary>
public static class NodeList
{
    /// <summary>A list of a copy of the items.</summary>
    /// <typeparam name="T">Type of the nodes.</typeparam>
    /// <param name="source">The items.</param>
    /// <returns>The list.</returns>
    public static NodeList<T> From<T>(IEnumerable<T> source) where T : Node? => new([.. source]);

    /// <summary>A list of a copy of the items.</summary>
    /// <typeparam name="T">Type of the nodes.</typeparam>
    /// <param name="items">The items.</param>
    /// <returns>The list.</returns>
    public static NodeList<T> From<T>(params T[] items) where T : Node? => new([.. items]);
}

/// <summary>An immutable list of nodes.</summary>
/// <typeparam name="T">Type of the nodes.</typeparam>
public readonly struct NodeList<T> : IReadOnlyList<T> where T : Node?
{
    private readonly T[]? _items;

    internal NodeList(T[] items) => _items = items;

    /// <summary>Number of nodes.</summary>
    public int Count => _items?.Length ?? 0;

    internal T[]? Items => _items;

    /// <summary>A node by its place.</summary>
    /// <param name="index">The place, from 0.</param>
    public T this[int index] => (_items ?? [])[index];

    /// <summary>The nodes as a span.</summary>
    /// <returns>The span.</returns>
    public ReadOnlySpan<T> AsSpan() => _items;

    /// <summary>Enumerates without allocation.</summary>
    /// <returns>The enumerator.</returns>
    public Enumerator GetEnumerator() => new(_items ?? []);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Enumerates a list.</summary>
    public struct Enumerator : IEnumerator<T>
    {
        private readonly T[] _items;
        private int _index;

        internal Enumerator(T[] items)
        {
            _items = items;
            _index = -1;
        }

        /// <summary>The node reached.</summary>
        public readonly T Current => _items[_index];

        readonly object? IEnumerator.Current => Current;

        /// <summary>Goes to the next node.</summary>
        /// <returns>Whether there was one.</returns>
        public bool MoveNext() => ++_index < _items.Length;

        /// <summary>Starts anew.</summary>
        public void Reset() => _index = -1;

        /// <summary>Does nothing.</summary>
        public readonly void Dispose()
        {
        }
    }
}
