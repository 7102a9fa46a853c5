// Compiled into the assemblies that save transformers of their own into model files, which only friends of Microsoft.ML.Core may
// do. The compiler is shown a copy in which the few members are public (MlNet.targets); this attribute tells the runtime.
using System.Runtime.CompilerServices;

[assembly: IgnoresAccessChecksTo("Microsoft.ML.Core")]

namespace System.Runtime.CompilerServices;

[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
{
    public string AssemblyName { get; } = assemblyName;
}
