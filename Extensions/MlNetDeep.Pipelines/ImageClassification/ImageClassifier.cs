using System.Text.Json;
using MlNetDeep.Networks;
using MlNetDeep.Tensors;
using MlNetDeep.Vision;

namespace MlNetDeep.Pipelines;

/// <summary>All that a trained classifier is: columns, image size, normalisation, class labels, network. Immutable; serves any number of threads.</summary>
internal sealed class ImageClassifier
{
    private const int FormatVersion = 1;

    private readonly InferencePlan _inference = null!;

    public required string ImageColumnName { get; init; }

    public required string PredictedLabelColumnName { get; init; }

    public required string ScoreColumnName { get; init; }

    public required int ImageWidth { get; init; }

    public required int ImageHeight { get; init; }

    public required ImageNormalization Normalization { get; init; }

    public required ClassLabels Labels { get; init; }

    /// <summary>The network as it was trained; what classifies is its faster copy for inference.</summary>
    public required Network Network
    {
        get;
        init => (field, _inference) = (value, value.ForInference());
    }

    public int ImageLength => ImageWidth * ImageHeight * 3;

    /// <summary>Computes the probability of each class for <paramref name="count"/> images of RGB bytes.</summary>
    public void Classify(ReadOnlySpan<byte> images, int count, Span<float> probabilities)
    {
        using IDisposable noGrad = Tensor.NoGrad();
        using StepScope scope = StepScope.Begin();
        Tensor batch = Tensor.Zeros([count, ImageHeight, ImageWidth, 3]);
        Normalization.Apply(images[..(count * ImageLength)], batch.Span);
        Ops.Softmax(_inference.Predict(batch)).Span.CopyTo(probabilities);
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(ImageColumnName);
        writer.Write(PredictedLabelColumnName);
        writer.Write(ScoreColumnName);
        writer.Write(ImageWidth);
        writer.Write(ImageHeight);
        writer.Write(JsonSerializer.Serialize(Normalization));
        Labels.Write(writer);
        NetworkFile.Save(Network, writer.BaseStream);
    }

    /// <exception cref="InvalidDataException">The content is of a later version, or contradicts itself.</exception>
    public static ImageClassifier Read(BinaryReader reader)
    {
        int version = reader.ReadInt32();
        if (version != FormatVersion) throw new InvalidDataException($"The model file holds an image classifier of the format {version}; this version reads {FormatVersion}.");
        string imageColumnName = reader.ReadString(), predictedLabelColumnName = reader.ReadString(), scoreColumnName = reader.ReadString();
        int width = reader.ReadInt32(), height = reader.ReadInt32();
        ImageNormalization normalization = ReadNormalization(reader.ReadString());
        ClassLabels labels = ClassLabels.Read(reader);
        Network network = NetworkFile.Load(reader.BaseStream);
        if (network.InputShape != new Shape(height, width, 3) || network.OutputShape != new Shape(labels.Count))
            throw new InvalidDataException($"The model file says {width} x {height} pixels and {labels.Count} classes; its network goes from {network.InputShape} to {network.OutputShape}.");
        return new ImageClassifier
        {
            ImageColumnName = imageColumnName,
            PredictedLabelColumnName = predictedLabelColumnName,
            ScoreColumnName = scoreColumnName,
            ImageWidth = width,
            ImageHeight = height,
            Normalization = normalization,
            Labels = labels,
            Network = network,
        };
    }

    private static ImageNormalization ReadNormalization(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ImageNormalization>(json) ?? throw new JsonException("it is null");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"The model file holds a normalisation of images that is not valid: {e.Message}", e);
        }
    }
}
