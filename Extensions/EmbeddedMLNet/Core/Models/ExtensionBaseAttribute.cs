namespace Microsoft.ML;

/// <summary>Marks a class that is found by the name of its contract.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class ExtensionBaseAttribute : Attribute
{
    private protected ExtensionBaseAttribute(string contractName)
    {
        ArgumentException.ThrowIfNullOrEmpty(contractName);
        ContractName = contractName;
    }

    /// <summary>The name of the contract.</summary>
    public string ContractName { get; }
}
