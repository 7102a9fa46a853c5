namespace Microsoft.ML.Transforms;

/// <summary>Names the contract of a <see cref="CustomMappingFactory{TSrc, TDst}"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CustomMappingFactoryAttributeAttribute : ExtensionBaseAttribute
{
    /// <summary>Names the contract.</summary>
    /// <param name="contractName">The name that was given to <see cref="CustomMappingCatalog.CustomMapping"/>.</param>
    public CustomMappingFactoryAttributeAttribute(string contractName) : base(contractName)
    {
    }
}
