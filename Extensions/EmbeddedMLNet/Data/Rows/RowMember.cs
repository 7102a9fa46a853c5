using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>A field or property of a class of rows with the column that it stands for.</summary>
internal sealed record RowMember(MemberInfo Member, string ColumnName, DataViewType ColumnType, DataViewSchema.Annotations Annotations)
{
    public Type MemberType => TypeOf(Member);

    /// <summary>The public members of a class that can be columns: fields before properties.</summary>
    public static IEnumerable<MemberInfo> Of(Type userType, SchemaDefinition.Direction direction)
    {
        const BindingFlags flags = BindingFlags.Public | BindingFlags.Instance;
        foreach (FieldInfo field in userType.GetFields(flags)) yield return field;
        foreach (PropertyInfo property in userType.GetProperties(flags))
        {
            bool readable = property.GetMethod is { IsPublic: true } || !direction.HasFlag(SchemaDefinition.Direction.Read);
            bool writable = property.SetMethod is { IsPublic: true } || !direction.HasFlag(SchemaDefinition.Direction.Write);
            if (readable && writable && property.GetIndexParameters().Length == 0) yield return property;
        }
    }

    /// <summary>The members of a class for the columns of a definition.</summary>
    public static RowMember[] Bind(Type userType, SchemaDefinition? definition, SchemaDefinition.Direction direction)
    {
        definition ??= SchemaDefinition.Create(userType, direction);
        var members = Of(userType, direction).ToDictionary(m => m.Name, StringComparer.Ordinal);
        var bound = new List<RowMember>();
        foreach (SchemaDefinition.Column column in definition)
        {
            if (!members.TryGetValue(column.MemberName, out MemberInfo? member))
                throw new ArgumentOutOfRangeException(nameof(definition), $"No field or property with name '{column.MemberName}' found in type '{userType}'");
            DataViewType type = column.ColumnType ?? InferType(member);
            if (!CanHold(TypeOf(member), type))
            {
                throw new ArgumentOutOfRangeException(nameof(definition),
                    $"Member '{column.MemberName}' of type {TypeOf(member)} can't hold the column '{column.ColumnName}' of type {type}");
            }
            if (bound.Exists(b => b.ColumnName == column.ColumnName)) throw new InvalidOperationException($"Duplicate column name '{column.ColumnName}' detected");
            bound.Add(new RowMember(member, column.ColumnName, type, column.Annotations));
        }
        return [.. bound];
    }

    /// <summary>A definition of a class in which columns of a schema give their types and annotations.</summary>
    public static SchemaDefinition Define(Type userType, DataViewSchema schema, SchemaDefinition.Direction direction)
    {
        SchemaDefinition definition = SchemaDefinition.Create(userType, direction);
        foreach (SchemaDefinition.Column column in definition)
        {
            if (schema.GetColumnOrNull(column.ColumnName) is not { } known) continue;
            column.ColumnType = known.Type;
            column.AddAnnotations(known.Annotations);
        }
        return definition;
    }

    public static DataViewType InferType(MemberInfo member)
    {
        Type type = TypeOf(member);
        if (DataViewTypeManager.Find(type, member.GetCustomAttribute<DataViewTypeAttribute>()) is { } registered) return registered;
        Type? item = ItemType(type);
        VectorTypeAttribute? vector = member.GetCustomAttribute<VectorTypeAttribute>();
        KeyTypeAttribute? key = member.GetCustomAttribute<KeyTypeAttribute>();
        if (vector is not null && item is null)
            throw new ArgumentOutOfRangeException(nameof(member), $"Member {member.Name} is marked with {nameof(VectorTypeAttribute)}, but its type {type} is no array and no VBuffer");
        PrimitiveDataViewType primitive = Primitive(item ?? type) ??
            throw new ArgumentOutOfRangeException(nameof(member), $"Could not determine an IDataView type and registered custom types for member {member.Name} of type {type}");
        if (key is not null)
        {
            if (!KeyDataViewType.IsValidDataType(primitive.RawType))
                throw new ArgumentOutOfRangeException(nameof(member), $"Member {member.Name} marked with {nameof(KeyTypeAttribute)}, but does not appear to be a valid kind of data for a key type: {type}");
            primitive = new KeyDataViewType(primitive.RawType, key.Count ?? KeyDataViewType.MaximumCount(primitive.RawType));
        }
        return item is null ? primitive : new VectorDataViewType(primitive, vector?.Dims ?? [0]);
    }

    /// <summary>Whether a member of a type can hold values of a column.</summary>
    public static bool CanHold(Type member, DataViewType column)
    {
        if (column is VectorDataViewType vector) return ItemType(member) is { } item && Raw(item) == vector.ItemType.RawType;
        return Raw(member) == column.RawType;
    }

    public static Type TypeOf(MemberInfo member) => member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;

    private static Type? ItemType(Type type)
    {
        if (type.IsSZArray) return type.GetElementType();
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(VBuffer<>) ? type.GetGenericArguments()[0] : null;
    }

    private static Type Raw(Type type) => type == typeof(string) ? typeof(ReadOnlyMemory<char>) : type;

    private static PrimitiveDataViewType? Primitive(Type type)
    {
        if (type == typeof(string) || type == typeof(ReadOnlyMemory<char>)) return TextDataViewType.Instance;
        if (type == typeof(bool)) return BooleanDataViewType.Instance;
        if (type == typeof(DateTime)) return DateTimeDataViewType.Instance;
        if (type == typeof(DateTimeOffset)) return DateTimeOffsetDataViewType.Instance;
        if (type == typeof(TimeSpan)) return TimeSpanDataViewType.Instance;
        if (type == typeof(DataViewRowId)) return RowIdDataViewType.Instance;
        return NumberDataViewType.All.FirstOrDefault(n => n.RawType == type);
    }
}
