using System.Collections;

namespace Acornima.Ast;

/// <summary>The children of a node, in source order.</summary>
public readonly struct ChildNodes : IEnumerable<Node>
{
    private readonly Node? _parent;

    internal ChildNodes(Node parent) => _parent = parent;

    /// <summary>Whether there are none.</summary>
    /// <returns>True for a leaf.</returns>
    public bool IsEmpty()
    {
        using var children = GetEnumerator();
        return !children.MoveNext();
    }

    /// <summary>Enumerates without allocation, except for node types that are declared outside this library.</summary>
    /// <returns>The enumerator.</returns>
    public Enumerator GetEnumerator() => new(_parent);

    IEnumerator<Node> IEnumerable<Node>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Enumerates the children of a node.</summary>
    public struct Enumerator : IEnumerator<Node>
    {
        private readonly Node? _parent;
        private readonly int _slots;
        private IEnumerator<Node>? _foreign;
        private Node?[]? _list;
        private int _slot;
        private int _index;

        internal Enumerator(Node? parent)
        {
            _parent = parent;
            _slots = parent?.SlotCount ?? 0;
            _foreign = _slots < 0 ? parent!.GetChildNodes() : null;
            Current = null!;
        }

        /// <summary>The child reached.</summary>
        public Node Current { get; private set; }

        readonly object IEnumerator.Current => Current;

        /// <summary>Goes to the next child.</summary>
        /// <returns>Whether there was one.</returns>
        public bool MoveNext()
        {
            if (_slots < 0) return MoveForeign();
            while (true)
            {
                while (_list is { } list && _index < list.Length)
                {
                    if (list[_index++] is not { } item) continue;
                    Current = item;
                    return true;
                }

                _list = null;
                if (_slot >= _slots) return false;
                var child = _parent!.Slot(_slot++);
                if (child is Node node)
                {
                    Current = node;
                    return true;
                }

                _list = child as Node?[];
                _index = 0;
            }
        }

        /// <summary>Starts anew.</summary>
        public void Reset() => this = new Enumerator(_parent);

        /// <summary>Releases the enumerator of a foreign node.</summary>
        public void Dispose()
        {
            _foreign?.Dispose();
            _foreign = null;
        }

        private bool MoveForeign()
        {
            if (_foreign is null || !_foreign.MoveNext()) return false;
            Current = _foreign.Current;
            return true;
        }
    }
}
