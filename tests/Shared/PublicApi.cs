using System.Reflection;
using System.Text;

namespace MlNetDeep.TestSupport;

/// <summary>
/// Compares the public surface of a library with the reviewed list in its <c>PublicApi.txt</c>, so that each change of the
/// surface is a visible difference. Run the tests once with the environment variable UPDATE_PUBLIC_API=1 to rewrite the list.
/// </summary>
internal static class PublicApi
{
    public static void Verify(Assembly assembly, string projectFolder)
    {
        string file = Path.Combine(Repository.Root, projectFolder, "PublicApi.txt");
        string actual = Describe(assembly);
        if (Environment.GetEnvironmentVariable("UPDATE_PUBLIC_API") == "1") File.WriteAllText(file, actual);
        Assert.True(File.Exists(file), $"{file} is missing; run the tests with UPDATE_PUBLIC_API=1 and review it");
        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), actual);
    }

    private static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(Name, StringComparer.Ordinal))
        {
            string bases = string.Join(", ", new[] { type.BaseType }.Where(b => b is not null && b != typeof(object) && b != typeof(ValueType) && b != typeof(Enum)).Select(b => Name(b!)));
            text.Append(Kind(type)).Append(' ').Append(Name(type)).Append(bases.Length > 0 ? " : " + bases : "").Append('\n');
            foreach (string line in Members(type).Order(StringComparer.Ordinal)) text.Append("  ").Append(line).Append('\n');
        }
        return text.ToString();
    }

    private static string Kind(Type type) =>
        type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" :
        type.IsAbstract && type.IsSealed ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";

    private static IEnumerable<string> Members(Type type)
    {
        const BindingFlags declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        if (type.IsEnum)
        {
            foreach (string name in Enum.GetNames(type)) yield return $"{name} = {Convert.ToInt64(Enum.Parse(type, name), null)}";
            yield break;
        }
        foreach (ConstructorInfo c in type.GetConstructors(declared).Where(Visible)) yield return $".ctor({Parameters(c)})";
        foreach (MethodInfo m in type.GetMethods(declared).Where(Visible).Where(m => !m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal)).Where(m => !m.Name.Contains('<')))
            yield return $"{(m.IsStatic ? "static " : m.IsAbstract ? "abstract " : m.IsVirtual && !m.IsFinal ? "virtual " : "")}{Name(m.ReturnType)} {m.Name}{Generic(m)}({Parameters(m)})";
        foreach (PropertyInfo p in type.GetProperties(declared).Where(p => p.GetAccessors(true).Any(Visible)))
            yield return $"{Name(p.PropertyType)} {p.Name} {{ {string.Join(" ", p.GetAccessors(true).Where(Visible).Select(a => a.ReturnType == typeof(void) ? "set;" : "get;"))} }}";
        foreach (FieldInfo f in type.GetFields(declared).Where(f => f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly))
            yield return $"{(f.IsStatic ? "static " : "")}{Name(f.FieldType)} {f.Name}";
        foreach (EventInfo e in type.GetEvents(declared).Where(e => Visible(e.AddMethod!))) yield return $"event {Name(e.EventHandlerType!)} {e.Name}";
    }

    private static bool Visible(MethodBase m) => m.IsPublic || m.IsFamily || m.IsFamilyOrAssembly;

    private static string Generic(MethodInfo m) => m.IsGenericMethod ? "<" + string.Join(", ", m.GetGenericArguments().Select(a => a.Name)) + ">" : "";

    private static string Parameters(MethodBase m) => string.Join(", ", m.GetParameters().Select(p =>
        $"{(p.IsOut ? "out " : p.ParameterType.IsByRef ? "ref " : "")}{Name(p.ParameterType.IsByRef ? p.ParameterType.GetElementType()! : p.ParameterType)} {p.Name}{(p.HasDefaultValue ? " = " + (p.DefaultValue is null ? "default" : Convert.ToString(p.DefaultValue, System.Globalization.CultureInfo.InvariantCulture)) : "")}"));

    private static string Name(Type type)
    {
        if (type.IsGenericParameter) return type.Name;
        if (type.IsArray) return Name(type.GetElementType()!) + "[]";
        if (type.IsPointer) return Name(type.GetElementType()!) + "*";
        string name = (type.IsNested ? Name(type.DeclaringType!) + "." : type.Namespace is null or "System" ? "" : type.Namespace + ".") + type.Name.Split('`')[0];
        Type[] arguments = type.GetGenericArguments();
        int inherited = type.IsNested ? type.DeclaringType!.GetGenericArguments().Length : 0;
        return arguments.Length > inherited ? $"{name}<{string.Join(", ", arguments.Skip(inherited).Select(Name))}>" : name;
    }
}
