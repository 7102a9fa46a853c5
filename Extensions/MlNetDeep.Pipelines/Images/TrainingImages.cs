using Microsoft.ML;
using MlNetDeep.Networks;
using MlNetDeep.Pipelines.Inputs;
using MlNetDeep.Pipelines.Training;
using MlNetDeep.Tensors;
using MlNetDeep.Vision;

namespace MlNetDeep.Pipelines.Images;

/// <summary>The images, labels and weights of a view, in memory: decoded, of one size, not yet normalised.</summary>
internal sealed class TrainingImages
{
    private readonly float[] _targets;
    private readonly float[]? _weights;
    private readonly TrainingTarget _target;

    private TrainingImages(ImageSet pictures, TrainingTarget target, float[] targets, float[]? weights) =>
        (Pictures, _target, _targets, _weights) = (pictures, target, targets, weights);

    public ImageSet Pictures { get; }

    public int ClassOf(int image) => (int)_targets[image];

    /// <summary>
    /// Reads all rows. Rows without a label are left out; images that cannot be read are left out with a warning that names
    /// them, as long as they are the smaller part.
    /// </summary>
    public static TrainingImages Read(IDataView rows, string imageColumnName, TrainingTarget target, (int Width, int Height) size, TrainingSession session)
    {
        DataViewSchema.Column image = ImageReader.Find(rows.Schema, imageColumnName);
        DataViewSchema.Column label = target.Find(rows.Schema);
        DataViewSchema.Column[] needed = [image, label, .. session.WeightColumn(rows.Schema) is { } column ? [column] : Array.Empty<DataViewSchema.Column>()];
        using DataViewRowCursor cursor = rows.GetRowCursor(needed);
        var reader = new ImageReader(cursor, image, size.Width, size.Height);
        LabelReader readLabel = target.Open(cursor, label);
        Func<float>? weight = session.OpenWeight(cursor);

        byte[] rgb = new byte[reader.Length];
        float[] one = new float[target.Length];
        using var pixels = new MemoryStream();
        var targets = new List<float>();
        var weights = new List<float>();
        int unlabelled = 0, unreadable = 0, count = 0;
        while (cursor.MoveNext())
        {
            session.CancellationToken.ThrowIfCancellationRequested();
            if (!readLabel(one))
            {
                unlabelled++;
                continue;
            }
            try
            {
                // LoadImages throws an ArgumentException for a file that it cannot read.
                reader.Read(rgb);
            }
            catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException)
            {
                unreadable++;
                session.Warn($"Skipped an image: {e.Message}");
                continue;
            }
            if (pixels.Length + rgb.Length > Array.MaxLength)
                throw new InvalidOperationException($"More than {count} images of {size.Width} x {size.Height} pixels do not fit into memory at once; choose a smaller size or fewer images.");
            pixels.Write(rgb);
            targets.AddRange(one);
            if (weight is not null) weights.Add(weight());
            count++;
        }

        int all = unreadable + count;
        if (unlabelled > 0) session.Warn($"Skipped {unlabelled} rows without a label in the column '{label.Name}'.");
        if (unreadable > 0) session.Warn($"Skipped {unreadable} of {all} images that cannot be read.");
        if (unreadable > count) throw new InvalidOperationException($"{unreadable} of {all} images of the column '{image.Name}' cannot be read; the log names them.");
        if (count == 0) throw new InvalidOperationException($"There are no rows with an image and a label in the columns '{image.Name}' and '{label.Name}'.");

        IReadOnlyList<string> names = target is ClassTarget classes ? classes.Labels.Names : ["image"];
        int[] labels = target is ClassTarget ? [.. targets.Select(t => (int)t)] : new int[count];
        return new TrainingImages(new ImageSet(pixels.ToArray(), [count, size.Height, size.Width, 3], labels, names), target, [.. targets], weight is null ? null : [.. weights]);
    }

    /// <summary>Checks that there is something to tell apart.</summary>
    /// <exception cref="InvalidOperationException">All images are of one class.</exception>
    public void CheckClasses()
    {
        int first = Pictures.Labels[0];
        if (!Pictures.Labels.ContainsAnyExcept(first))
            throw new InvalidOperationException($"All {Pictures.Count} images have the label '{Pictures.ClassNames[first]}' in the column '{_target.ColumnName}'; at least 2 classes are needed.");
    }

    public Dataset Samples(ImageNormalization normalization, ImageAugmentation? augmentation) =>
        new ImageRows(new ImageDataset(Pictures, normalization, augmentation), _target.Spec, _targets, _weights);

    /// <summary>Images with the targets and the weights of their rows.</summary>
    private sealed class ImageRows(ImageDataset images, TargetSpec spec, float[] targets, float[]? weights) : Dataset
    {
        public override int Count => images.Count;

        public override IReadOnlyList<Shape> InputShapes => images.InputShapes;

        public override bool HasLabels => spec.HasLabels;

        public override Shape? TargetShape => spec.Shape;

        public override bool HasSampleWeights => weights is not null;

        public override void Load(ReadOnlySpan<int> indices, LoadContext context, Batch batch)
        {
            ArgumentNullException.ThrowIfNull(batch);
            images.Load(indices, context, new Batch(batch.Inputs, batch.Labels ?? new int[indices.Length]));
            for (int i = 0; i < indices.Length; i++)
            {
                if (spec.Shape is Shape shape) targets.AsSpan(indices[i] * shape.Count, shape.Count).CopyTo(batch.Targets!.Span[(i * shape.Count)..]);
                if (weights is not null) batch.SampleWeights![i] = weights[indices[i]];
            }
        }
    }
}
