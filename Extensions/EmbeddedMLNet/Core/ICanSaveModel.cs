namespace Microsoft.ML;

/// <summary>Something that can be saved in a model file.</summary>
public interface ICanSaveModel
{
    /// <summary>Writes this object into the folder of the model file that the context stands for.</summary>
    /// <param name="ctx">Where to write.</param>
    void Save(ModelSaveContext ctx);
}
