namespace Microsoft.ML.Data;

/// <summary>The types of data views that were brought from outside, and the .NET types that stand for them in classes of rows.</summary>
public static class DataViewTypeManager
{
    private static readonly Lock s_lock = new();
    private static readonly List<(DataViewType DataViewType, Type Type, DataViewTypeAttribute? Attribute)> s_types = [];

    /// <summary>Registers a type.</summary>
    /// <param name="dataViewType">The type in data views.</param>
    /// <param name="type">The .NET type of a member.</param>
    /// <param name="typeAttributes">The attributes of the member; one of them may be a <see cref="DataViewTypeAttribute"/>.</param>
    /// <exception cref="InvalidOperationException">One of the two is registered with another partner.</exception>
    public static void Register(DataViewType dataViewType, Type type, IEnumerable<Attribute> typeAttributes) =>
        Register(dataViewType, type, typeAttributes?.OfType<DataViewTypeAttribute>().SingleOrDefault());

    /// <summary>Registers a type. To register the same again is no error.</summary>
    /// <param name="dataViewType">The type in data views.</param>
    /// <param name="type">The .NET type of a member.</param>
    /// <param name="typeAttribute">The attribute of the member, if it needs one.</param>
    /// <exception cref="InvalidOperationException">One of the two is registered with another partner.</exception>
    public static void Register(DataViewType dataViewType, Type type, DataViewTypeAttribute? typeAttribute = null)
    {
        ArgumentNullException.ThrowIfNull(dataViewType);
        ArgumentNullException.ThrowIfNull(type);
        if (dataViewType.RawType != type) throw new ArgumentException($"the raw type of {dataViewType} is {dataViewType.RawType}, got {type}", nameof(type));
        lock (s_lock)
        {
            foreach ((DataViewType known, Type knownType, DataViewTypeAttribute? attribute) in s_types)
            {
                bool sameSource = knownType == type && Equals(attribute, typeAttribute);
                if (sameSource && known.Equals(dataViewType)) return;
                if (sameSource || known.Equals(dataViewType))
                    throw new InvalidOperationException($"{type} with {typeAttribute?.ToString() ?? "no attribute"} and {dataViewType} cannot be registered together: {knownType} and {known} are");
            }
            s_types.Add((dataViewType, type, typeAttribute));
        }
    }

    internal static DataViewType? Find(Type type, DataViewTypeAttribute? attribute)
    {
        attribute?.Register();
        lock (s_lock) return s_types.FirstOrDefault(t => t.Type == type && Equals(t.Attribute, attribute)).DataViewType;
    }
}
