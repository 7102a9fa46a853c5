namespace Microsoft.ML;

/// <summary>How a prediction engine finds columns.</summary>
public sealed class PredictionEngineOptions
{
    /// <summary>Whether members of a prediction without a column keep their default value, instead of an error; true is the default.</summary>
    public bool IgnoreMissingColumns = true;

    /// <summary>Changes names and types of the class of examples.</summary>
    public Data.SchemaDefinition? InputSchemaDefinition;

    /// <summary>Changes names and types of the class of predictions.</summary>
    public Data.SchemaDefinition? OutputSchemaDefinition;

    /// <summary>Whether disposing of the engine disposes of the model; true is the default.</summary>
    public bool OwnsTransformer = true;

    /// <summary>Creates the default options.</summary>
    public PredictionEngineOptions()
    {
    }
}
