using System.Reflection;

namespace MlNetDeep.Tuning;

/// <summary>The space that the attributes of an options class declare, and how its values become an object.</summary>
internal static class DeclaredOptions<T> where T : new()
{
    private static readonly Lazy<(DeclaredSpace Space, PropertyInfo[] Properties)> s_declared = new(Declare);

    public static DeclaredSpace Space => s_declared.Value.Space;

    public static T Suggest(Trial trial)
    {
        (DeclaredSpace space, PropertyInfo[] properties) = s_declared.Value;
        IReadOnlyDictionary<string, object?> values = space.Suggest(trial);
        object options = new T();
        foreach (PropertyInfo property in properties)
            if (values.TryGetValue(property.Name, out object? value)) property.SetValue(options, Convert(value, property.PropertyType));
        return (T)options;
    }

    private static (DeclaredSpace, PropertyInfo[]) Declare()
    {
        PropertyInfo[] properties = [.. typeof(T).GetProperties().Where(p => p.IsDefined(typeof(RangeAttribute)) || p.IsDefined(typeof(ChoiceAttribute))).OrderBy(p => p.MetadataToken)];
        if (properties.Length == 0) throw new ArgumentException($"no property of {typeof(T).Name} has a Range or Choice attribute");
        try
        {
            return (new DeclaredSpace([.. properties.Select(Declare)]), properties);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"{typeof(T).Name}: {e.Message}", e);
        }
    }

    private static DeclaredParameter Declare(PropertyInfo property)
    {
        if (!property.CanWrite) throw new ArgumentException($"{property.Name} cannot be set");
        Distribution distribution;
        try
        {
            distribution = property.GetCustomAttribute<RangeAttribute>() is { } range ? Range(property, range) : Choice(property, property.GetCustomAttribute<ChoiceAttribute>()!);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"{property.Name}: {e.Message}", e);
        }
        WhenAttribute? when = property.GetCustomAttribute<WhenAttribute>();
        return new DeclaredParameter(property.Name, distribution) { When = when?.Property, WhenValues = [.. (when?.Values ?? []).Select(Plain)] };
    }

    private static Distribution Range(PropertyInfo property, RangeAttribute range)
    {
        if (property.IsDefined(typeof(ChoiceAttribute))) throw new ArgumentException("a property has a range or choices, not both");
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type == typeof(float) || type == typeof(double)) return new FloatDistribution(range.Low, range.High, range.Log, range.Step == 0 ? null : range.Step);
        if (type != typeof(int) && type != typeof(long)) throw new ArgumentException($"a range needs a property of int, long, float or double, not {property.PropertyType.Name}");
        return new IntDistribution(Whole(range.Low), Whole(range.High), range.Log, range.Step == 0 ? 1 : Whole(range.Step));

        static int Whole(double value) => value == Math.Floor(value) && Math.Abs(value) <= int.MaxValue ? (int)value : throw new ArgumentException(FormattableString.Invariant($"the range of an integer has whole numbers, not {value}"));
    }

    private static ChoiceDistribution Choice(PropertyInfo property, ChoiceAttribute choice)
    {
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        object?[] choices = choice.Choices.Count > 0 ? [.. choice.Choices.Select(Plain)]
            : type == typeof(bool) ? [false, true]
            : type.IsEnum ? [.. Enum.GetNames(type)]
            : throw new ArgumentException("choices are missing");
        foreach (object? value in choices)
        {
            try
            {
                Convert(value, property.PropertyType);
            }
            catch (Exception e) when (e is InvalidCastException or FormatException or OverflowException or ArgumentException)
            {
                throw new ArgumentException($"the choice {Scalar.Describe(value)} is no {property.PropertyType.Name}", e);
            }
        }
        return choice.Ordered ? new OrdinalDistribution(choices) : new CategoricalDistribution(choices);
    }

    /// <summary>Attributes may hold enums, floats and other integers; stored are strings, integers and doubles.</summary>
    private static object? Plain(object? value) => value switch
    {
        Enum name => name.ToString(),
        float number => (double)number,
        byte or short or long => System.Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture),
        _ => value,
    };

    private static object? Convert(object? value, Type type)
    {
        Type target = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null) return !target.IsValueType || target != type ? null : throw new InvalidCastException();
        if (target.IsEnum) return value is string name ? Enum.Parse(target, name) : throw new InvalidCastException();
        if (value is string != (target == typeof(string)) || value is bool != (target == typeof(bool))) throw new InvalidCastException();
        return System.Convert.ChangeType(value, target, System.Globalization.CultureInfo.InvariantCulture);
    }
}
