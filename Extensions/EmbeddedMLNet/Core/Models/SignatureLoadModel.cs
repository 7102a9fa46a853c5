namespace Microsoft.ML;

/// <summary>The kind of component that is loaded from a folder of a model file.</summary>
internal delegate void SignatureLoadModel(ModelLoadContext ctx);
