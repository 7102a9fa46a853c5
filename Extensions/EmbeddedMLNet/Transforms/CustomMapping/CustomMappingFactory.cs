using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>
/// Gives the function of a custom mapping when a model is loaded. Derive from it, mark the class with
/// <see cref="CustomMappingFactoryAttributeAttribute"/>, and give it a constructor without parameters.
/// </summary>
/// <typeparam name="TSrc">A class whose members are the columns that the function reads.</typeparam>
/// <typeparam name="TDst">A class whose members are the columns that it makes.</typeparam>
public abstract class CustomMappingFactory<TSrc, TDst> : ICustomMappingFactory
    where TSrc : class, new()
    where TDst : class, new()
{
    /// <summary>The function.</summary>
    public abstract Action<TSrc, TDst> GetMapping();

    ITransformer ICustomMappingFactory.CreateTransformer(IHostEnvironment env, string contractName) =>
        new CustomMappingTransformer<TSrc, TDst>(env, GetMapping(), contractName, null, null);
}
