using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>The columns of a class of rows: made from its members, then changed as needed.</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "The name is the interface of ML.NET.")]
public sealed class SchemaDefinition : List<SchemaDefinition.Column>
{
    private SchemaDefinition()
    {
    }

    /// <summary>What the members must allow.</summary>
    [Flags]
    public enum Direction
    {
        /// <summary>They can be read.</summary>
        Read = 1,

        /// <summary>They can be written.</summary>
        Write = 2,

        /// <summary>They can be read and written.</summary>
        Both = Read | Write,
    }

    /// <summary>The column of a name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public Column this[string columnName]
    {
        get => Find(c => c.ColumnName == columnName) ?? throw new ArgumentOutOfRangeException(nameof(columnName), $"Column '{columnName}' not found");
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            int index = FindIndex(c => c.ColumnName == columnName);
            if (index < 0) throw new ArgumentOutOfRangeException(nameof(columnName), $"Column '{columnName}' not found");
            value.ColumnName = columnName;
            this[index] = value;
        }
    }

    /// <summary>The columns of a class: its public fields, then its public properties, in the order of their declaration.</summary>
    /// <param name="userType">The class.</param>
    /// <param name="direction">Leaves out properties that do not allow it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A member has a type that no column can have.</exception>
    /// <exception cref="InvalidOperationException">Two members have the same column name.</exception>
    public static SchemaDefinition Create(Type userType, Direction direction = Direction.Both)
    {
        ArgumentNullException.ThrowIfNull(userType);
        var definition = new SchemaDefinition();
        foreach (MemberInfo member in RowMember.Of(userType, direction))
        {
            if (member.IsDefined(typeof(NoColumnAttribute))) continue;
            string name = member.GetCustomAttribute<ColumnNameAttribute>()?.Name ?? member.Name;
            if (definition.Exists(c => c.ColumnName == name)) throw new InvalidOperationException($"Duplicate column name '{name}' detected");
            definition.Add(new Column(member.Name, RowMember.InferType(member), name));
        }
        return definition;
    }

    /// <summary>One column of a class of rows.</summary>
    public sealed class Column
    {
        private readonly DataViewSchema.Annotations.Builder _annotations = new();

        internal Column(string memberName, DataViewType columnType, string? columnName = null)
        {
            ArgumentException.ThrowIfNullOrEmpty(memberName);
            MemberName = memberName;
            ColumnName = columnName ?? memberName;
            ColumnType = columnType;
        }

        /// <summary>The field or property.</summary>
        public string MemberName { get; }

        /// <summary>The name of the column.</summary>
        public string ColumnName { get; set; }

        /// <summary>The type of the column; the member must be able to hold it.</summary>
        public DataViewType ColumnType { get; set; }

        /// <summary>What is known about the column.</summary>
        public DataViewSchema.Annotations Annotations => _annotations.ToAnnotations();

        /// <summary>Adds an annotation.</summary>
        /// <typeparam name="T">The raw type of <paramref name="annotationType"/>.</typeparam>
        /// <param name="kind">Its kind.</param>
        /// <param name="value">Its value.</param>
        /// <param name="annotationType">Its type.</param>
        /// <exception cref="ArgumentException">The value is not of that type.</exception>
        public void AddAnnotation<T>(string kind, T value, DataViewType annotationType)
        {
            ArgumentNullException.ThrowIfNull(annotationType);
            _annotations.Add(kind, annotationType, (ref T destination) => ValueCopier<T>.Copy(in value, ref destination));
        }

        internal void AddAnnotations(DataViewSchema.Annotations annotations) => _annotations.Add(annotations, _ => true);
    }
}
