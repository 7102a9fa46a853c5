using System.Globalization;
using System.Reflection;

namespace EmbeddedMLNet.Tests.Upstream;

/// <summary>Public types and members as lines of text, in which two assemblies can be compared.</summary>
internal static class ApiText
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
    private const BindingFlags Inherited = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;

    /// <summary>The name of a type with its namespace, and what it is.</summary>
    public static string Header(Type type)
    {
        string kind = type.IsEnum ? $"enum : {Name(Enum.GetUnderlyingType(type))}"
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
            : type.IsInterface ? "interface"
            : type.IsValueType ? "struct"
            : type is { IsAbstract: true, IsSealed: true } ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class" : "class";
        return $"{kind} {FullName(type)}";
    }

    public static string FullName(Type type) => Name(type, withNamespace: true);

    /// <summary>What a type itself declares for everybody and for those who derive from it.</summary>
    public static IEnumerable<string> DeclaredMembers(Type type) => Members(type, Declared);

    /// <summary>What can be used on a type, whoever declares it.</summary>
    public static IEnumerable<string> UsableMembers(Type type) =>
        Members(type, Inherited).Concat(type.IsInterface ? type.GetInterfaces().SelectMany(UsableMembers) : []).Distinct();

    private static IEnumerable<string> Members(Type type, BindingFlags flags)
    {
        if (type.IsEnum) return type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => $"{f.Name} = {Convert.ToString(f.GetRawConstantValue(), CultureInfo.InvariantCulture)}");
        if (typeof(Delegate).IsAssignableFrom(type)) return [Method(type.GetMethod("Invoke")!)];
        return
        [
            .. type.GetConstructors(Declared & ~BindingFlags.Static).Where(IsUsable).Select(c => $"{Access(c)}.ctor({Parameters(c)})"),
            .. type.GetFields(flags).Where(f => f.IsPublic || f.IsFamily).Select(f => $"field {(f.IsInitOnly ? "readonly " : "")}{(f.IsStatic ? "static " : "")}{Name(f.FieldType)} {f.Name}"),
            .. type.GetProperties(flags).Where(p => p.GetAccessors(true).Any(IsUsable)).Select(Property),
            .. type.GetEvents(flags).Where(e => IsUsable(e.AddMethod!)).Select(e => $"event {Name(e.EventHandlerType!)} {e.Name}"),
            .. type.GetMethods(flags).Where(m => IsUsable(m) && !m.IsSpecialName && m.GetBaseDefinition().DeclaringType != typeof(object) && m.DeclaringType != typeof(object) && m.DeclaringType != typeof(ValueType)).Select(Method),
        ];
    }

    private static bool IsUsable(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Property(PropertyInfo property)
    {
        string accessors = string.Concat(property.GetAccessors(true).Where(IsUsable).Select(a => (a.IsPublic ? "" : "protected ") + (a.ReturnType == typeof(void) ? "set; " : "get; ")).Order(StringComparer.Ordinal));
        ParameterInfo[] index = property.GetIndexParameters();
        return $"{(property.GetAccessors(true)[0].IsStatic ? "static " : "")}{Name(property.PropertyType)} {(index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Parameter))}]")} {{ {accessors}}}";
    }

    private static string Method(MethodInfo method)
    {
        string arguments = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(Argument))}>" : "";
        bool extends = method.IsDefined(typeof(System.Runtime.CompilerServices.ExtensionAttribute), false);
        return $"{Access(method)}{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}{arguments}({(extends ? "this " : "")}{Parameters(method)})";
    }

    private static string Argument(Type argument)
    {
        GenericParameterAttributes attributes = argument.GenericParameterAttributes;
        string constraints = (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? " class" : "") + (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) ? " new" : "");
        return argument.Name + constraints;
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        string modifier = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? "ref " : parameter.IsDefined(typeof(ParamArrayAttribute), false) ? "params " : "";
        string value = parameter.HasDefaultValue ? $" = {Convert.ToString(parameter.RawDefaultValue, CultureInfo.InvariantCulture) ?? "null"}" : "";
        return $"{modifier}{Name(parameter.ParameterType)} {parameter.Name}{value}";
    }

    private static string Name(Type type, bool withNamespace = false)
    {
        if (type.IsByRef) return Name(type.GetElementType()!);
        if (type.IsArray) return Name(type.GetElementType()!) + "[]";
        if (type.IsGenericParameter) return type.Name;
        string name = type.IsNested ? $"{Name(type.DeclaringType!, withNamespace)}.{type.Name}" : withNamespace ? $"{type.Namespace}.{type.Name}" : type.Name;
        if (!type.IsGenericType) return name;
        int own = type.GetGenericArguments().Length - (type.DeclaringType?.GetGenericArguments().Length ?? 0);
        int tick = name.LastIndexOf('`');
        return own == 0 || tick < 0 ? name : $"{name[..tick]}<{string.Join(", ", type.GetGenericArguments()[^own..].Select(argument => Name(argument)))}>";
    }
}
