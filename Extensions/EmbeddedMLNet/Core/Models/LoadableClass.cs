using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>A registered class and the way to create it: a static <c>Create</c> of exactly the instance type, or a constructor.</summary>
internal sealed class LoadableClass
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
    private static readonly Type[] s_arguments = [typeof(IHostEnvironment), typeof(ModelLoadContext)];

    private readonly MethodInfo? _create;
    private readonly ConstructorInfo? _constructor;

    public LoadableClass(LoadableClassAttributeBase attribute)
    {
        LoaderType = attribute.LoaderType;
        InstanceType = attribute.InstanceType;
        MethodInfo? create = attribute.LoaderType.GetMethod("Create", Any, s_arguments);
        if (create is { IsStatic: true } && create.ReturnType == attribute.InstanceType) _create = create;
        else if (attribute.InstanceType.IsAssignableFrom(attribute.LoaderType)) _constructor = attribute.LoaderType.GetConstructor(Any & ~BindingFlags.Static, s_arguments);
        if (_create is null && _constructor is null)
            throw new InvalidOperationException($"Can't load class '{LoaderType}': it needs a static Create({nameof(IHostEnvironment)}, {nameof(ModelLoadContext)}) that returns {InstanceType}, or such a constructor");
    }

    public Type LoaderType { get; }

    public Type InstanceType { get; }

    public object CreateInstance(IHostEnvironment env, ModelLoadContext ctx) => _create is not null
        ? _create.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [env, ctx], null)!
        : _constructor!.Invoke(BindingFlags.DoNotWrapExceptions, null, [env, ctx], null);
}
