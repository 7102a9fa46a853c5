using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>What is known about a schema before there are data: names, kinds and item types, but no sizes.</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "The name is the interface of ML.NET.")]
public sealed class SchemaShape : IReadOnlyList<SchemaShape.Column>
{
    private readonly Column[] _columns;

    /// <summary>Creates a shape.</summary>
    /// <param name="columns">Its columns.</param>
    /// <exception cref="ArgumentException">A column is the default value.</exception>
    public SchemaShape(IEnumerable<Column> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        _columns = [.. columns];
        if (Array.Exists(_columns, c => c.Name is null)) throw new ArgumentException("Some items are not initialized properly.", nameof(columns));
    }

    /// <summary>The number of columns.</summary>
    public int Count => _columns.Length;

    /// <summary>The column at an index.</summary>
    public Column this[int index] => _columns[index];

    /// <inheritdoc/>
    public IEnumerator<Column> GetEnumerator() => ((IEnumerable<Column>)_columns).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The shape of the visible columns of a schema.</summary>
    internal static SchemaShape Create(DataViewSchema schema) => new(schema.Where(c => !c.IsHidden).Select(Column.Of));

    internal bool TryFindColumn(string name, out Column column)
    {
        foreach (Column candidate in _columns)
        {
            if (candidate.Name == name)
            {
                column = candidate;
                return true;
            }
        }
        column = default;
        return false;
    }

    internal Column Find(string name, string role = "input") =>
        TryFindColumn(name, out Column column) ? column : throw SchemaErrors.NotFound("inputSchema", role, name);

    /// <summary>This shape with columns added; those of the same name are replaced.</summary>
    internal SchemaShape With(params IEnumerable<Column> added)
    {
        var columns = new List<Column>(_columns);
        foreach (Column column in added)
        {
            int old = columns.FindIndex(c => c.Name == column.Name);
            if (old >= 0) columns[old] = column;
            else columns.Add(column);
        }
        return new SchemaShape(columns);
    }

    /// <summary>A column of a shape.</summary>
    public readonly struct Column
    {
        /// <summary>The name.</summary>
        public readonly string Name;

        /// <summary>Whether a value is a scalar or a vector.</summary>
        public readonly VectorKind Kind;

        /// <summary>The type of an item: for a key, the number type of its raw value.</summary>
        public readonly DataViewType ItemType;

        /// <summary>Whether an item is a key.</summary>
        public readonly bool IsKey;

        /// <summary>The shape of the annotations.</summary>
        public readonly SchemaShape Annotations;

        internal Column(string name, VectorKind vecKind, DataViewType itemType, bool isKey, SchemaShape? annotations = null)
        {
            ArgumentException.ThrowIfNullOrEmpty(name);
            ArgumentNullException.ThrowIfNull(itemType);
            if (itemType is KeyDataViewType or VectorDataViewType) throw new ArgumentException($"the item type of a shape is a plain type, got {itemType}", nameof(itemType));
            Name = name;
            Kind = vecKind;
            ItemType = itemType;
            IsKey = isKey;
            Annotations = annotations ?? new SchemaShape([]);
        }

        internal static Column Of(DataViewSchema.Column column)
        {
            var vector = column.Type as VectorDataViewType;
            DataViewType item = vector?.ItemType ?? column.Type;
            VectorKind kind = vector is null ? VectorKind.Scalar : vector.IsKnownSize ? VectorKind.Vector : VectorKind.VariableVector;
            bool isKey = item is KeyDataViewType;
            if (isKey) item = NumberDataViewType.All.First(n => n.RawType == item.RawType);
            return new Column(column.Name, kind, item, isKey, Create(column.Annotations.Schema));
        }

        internal Column Renamed(string name) => new(name, Kind, ItemType, IsKey, Annotations);

        internal bool IsCompatibleWith(Column inputColumn) =>
            Name == inputColumn.Name && Kind == inputColumn.Kind && IsKey == inputColumn.IsKey && ItemType.Equals(inputColumn.ItemType) &&
            Annotations.All(inputColumn.Annotations.HasCompatible);

        internal string GetTypeString()
        {
            string text = ItemType.ToString()!;
            if (IsKey) text = $"Key<{text}>";
            return Kind switch { VectorKind.Vector => $"Vector<{text}>", VectorKind.VariableVector => $"VarVector<{text}>", _ => text };
        }

        /// <summary>Whether a value is a scalar or a vector.</summary>
        public enum VectorKind
        {
            /// <summary>One item.</summary>
            Scalar,

            /// <summary>A vector, of the same size in all rows.</summary>
            Vector,

            /// <summary>A vector whose size differs from row to row.</summary>
            VariableVector,
        }
    }

    private bool HasCompatible(Column wanted) => TryFindColumn(wanted.Name, out Column found) && wanted.IsCompatibleWith(found);
}
