using System.Reflection;
using System.Text.RegularExpressions;

namespace Microsoft.ML.Runtime;

/// <summary>The components that model files can name: those registered by attributes of assemblies.</summary>
public sealed partial class ComponentCatalog
{
    private readonly Lock _lock = new();
    private readonly HashSet<Assembly> _assemblies = [];
    private readonly Dictionary<(Type Signature, string LoadName), LoadableClass> _classes = [];
    private readonly Dictionary<(Type Attribute, string Contract), Type> _extensions = [];

    internal ComponentCatalog()
    {
    }

    /// <summary>
    /// Registers what the attributes of an assembly declare, such as custom mapping factories. Assemblies that a model file names
    /// are registered by themselves when the host has them.
    /// </summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="throwOnError">Whether a class that cannot be created, or a name that is taken, is an error; else it is left out.</param>
    /// <exception cref="InvalidOperationException">A class cannot be created or a name is taken.</exception>
    public void RegisterAssembly(Assembly assembly, bool throwOnError = true)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        lock (_lock)
        {
            if (!_assemblies.Add(assembly)) return;
            foreach (LoadableClassAttributeBase attribute in assembly.GetCustomAttributes<LoadableClassAttributeBase>()) Register(attribute, throwOnError);
            foreach (Type type in TypesOf(assembly))
            {
                foreach (ExtensionBaseAttribute attribute in type.GetCustomAttributes<ExtensionBaseAttribute>(false))
                {
                    if (!_extensions.TryAdd((attribute.GetType(), attribute.ContractName), type) && throwOnError)
                        throw new InvalidOperationException($"Duplicate contract name '{attribute.ContractName}': {type} and {_extensions[(attribute.GetType(), attribute.ContractName)]}");
                }
            }
        }
    }

    internal LoadableClass? Find(Type signature, string loadName, string assemblyName)
    {
        lock (_lock)
        {
            if (_classes.TryGetValue((signature, loadName), out LoadableClass? found)) return found;
            if (FindAssembly(assemblyName) is not { } assembly) return null;
            RegisterAssembly(assembly, throwOnError: false);
            return _classes.GetValueOrDefault((signature, loadName));
        }
    }

    internal Type? FindExtension(Type attribute, string contract, string assemblyName)
    {
        lock (_lock)
        {
            if (_extensions.TryGetValue((attribute, contract), out Type? found)) return found;
            if (FindAssembly(assemblyName) is not { } assembly) return null;
            RegisterAssembly(assembly, throwOnError: false);
            return _extensions.GetValueOrDefault((attribute, contract));
        }
    }

    private void Register(LoadableClassAttributeBase attribute, bool throwOnError)
    {
        LoadableClass loadable;
        try
        {
            loadable = new LoadableClass(attribute);
        }
        catch (InvalidOperationException) when (!throwOnError)
        {
            return;
        }
        foreach (Type signature in attribute.SignatureTypes)
        {
            foreach (string name in attribute.LoadNames)
            {
                if (!_classes.TryAdd((signature, name), loadable) && throwOnError)
                    throw new InvalidOperationException($"Duplicate loader name '{name}': {attribute.LoaderType} and {_classes[(signature, name)].LoaderType}");
            }
        }
    }

    /// <summary>
    /// The assembly of a model file's header, found among those that the host has loaded or was built with. A name from a file
    /// never reaches beyond them: no path, no probing, no type look-up.
    /// </summary>
    private static Assembly? FindAssembly(string name)
    {
        // Other products' files may carry a full name; only its simple part says which assembly of the host is meant.
        string simple = name.Split(',')[0].Trim();
        if (!SimpleName().IsMatch(simple)) return null;
        Assembly? loaded = Array.Find(AppDomain.CurrentDomain.GetAssemblies(), a => string.Equals(a.GetName().Name, simple, StringComparison.OrdinalIgnoreCase));
        if (loaded is not null) return loaded;
        string trusted = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "";
        bool known = trusted.Split(Path.PathSeparator).Any(path => string.Equals(Path.GetFileNameWithoutExtension(path), simple, StringComparison.OrdinalIgnoreCase));
        return known ? Assembly.Load(new AssemblyName(simple)) : null;
    }

    private static Type[] TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            return [.. e.Types.OfType<Type>()];
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9_.\-]{1,128}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SimpleName();
}
