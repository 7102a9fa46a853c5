using System.Collections.Concurrent;
using System.Reflection;

namespace Microsoft.ML;

/// <summary>A function with a type parameter, to be called by <see cref="Generic"/>.</summary>
internal interface IGenericFunction<out TResult>
{
    TResult Invoke<T>();
}

/// <summary>Calls a generic function with a type that is known only at run time.</summary>
internal static class Generic
{
    private static readonly ConcurrentDictionary<(Type Function, Type Argument), MethodInfo> s_methods = new();

    public static TResult Call<TResult>(Type argument, IGenericFunction<TResult> function)
    {
        MethodInfo method = s_methods.GetOrAdd((function.GetType(), argument), static key =>
            key.Function.GetMethod("Invoke", BindingFlags.Public | BindingFlags.Instance)!.MakeGenericMethod(key.Argument));
        return (TResult)method.Invoke(function, BindingFlags.DoNotWrapExceptions, null, null, null)!;
    }
}
