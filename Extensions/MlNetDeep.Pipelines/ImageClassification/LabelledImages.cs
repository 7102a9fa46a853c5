using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetDeep.Tensors;
using MlNetDeep.Vision;

namespace MlNetDeep.Pipelines;

/// <summary>Reads the labelled rows of a data view into memory, decoded and resized.</summary>
internal static class LabelledImages
{
    /// <summary>
    /// Reads all rows. Rows without a label are left out; images that cannot be read are left out with a warning that names
    /// them, as long as they are the smaller part.
    /// </summary>
    public static ImageSet Read(IDataView rows, ImageClassificationOptions options, ClassLabels classes, (int Width, int Height) size, IChannel channel)
    {
        DataViewSchema.Column image = ImageReader.Find(rows.Schema, options.ImageColumnName);
        DataViewSchema.Column label = rows.Schema[options.LabelColumnName];
        using DataViewRowCursor cursor = rows.GetRowCursor([image, label]);
        var reader = new ImageReader(cursor, image, size.Width, size.Height);
        ValueGetter<uint> getLabel = cursor.GetGetter<uint>(label);

        byte[] rgb = new byte[reader.Length];
        using var pixels = new MemoryStream();
        var labels = new List<int>();
        int unlabelled = 0, unreadable = 0;
        uint key = 0;
        while (cursor.MoveNext())
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            getLabel(ref key);
            if (key == 0)
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
                channel.Warning(MessageSensitivity.UserData, "{0}", $"Skipped an image: {e.Message}");
                continue;
            }
            if (pixels.Length + rgb.Length > Array.MaxLength)
                throw new InvalidOperationException($"More than {labels.Count} images of {size.Width} x {size.Height} pixels do not fit into memory at once; choose a smaller size or fewer images.");
            pixels.Write(rgb);
            labels.Add((int)key - 1);
        }

        int all = unreadable + labels.Count;
        if (unlabelled > 0) channel.Warning(MessageSensitivity.None, $"Skipped {unlabelled} rows without a label in the column '{options.LabelColumnName}'.");
        if (unreadable > 0) channel.Warning(MessageSensitivity.None, $"Skipped {unreadable} of {all} images that cannot be read.");
        if (unreadable > labels.Count) throw new InvalidOperationException($"{unreadable} of {all} images of the column '{options.ImageColumnName}' cannot be read; the log names them.");
        if (labels.Count == 0) throw new InvalidOperationException($"There are no rows with an image and a label in the columns '{options.ImageColumnName}' and '{options.LabelColumnName}'.");
        return new ImageSet(pixels.ToArray(), [labels.Count, size.Height, size.Width, 3], [.. labels], classes.Names);
    }

    /// <summary>Checks that there is something to tell apart.</summary>
    /// <exception cref="InvalidOperationException">All images are of one class.</exception>
    public static void CheckClasses(ImageSet images, string labelColumnName)
    {
        int first = images.Labels[0];
        if (!images.Labels.ContainsAnyExcept(first))
            throw new InvalidOperationException($"All {images.Count} images have the label '{images.ClassNames[first]}' in the column '{labelColumnName}'; at least 2 classes are needed.");
    }

    /// <summary>Sets a share of each class aside, at least one image of every class that has two.</summary>
    public static (int[] Kept, int[] Aside) SplitByClass(ImageSet images, double fraction, ulong seed)
    {
        int[] labels = images.Labels.ToArray();
        var aside = new HashSet<int>();
        foreach (IGrouping<int, int> members in Enumerable.Range(0, labels.Length).GroupBy(i => labels[i]))
        {
            int[] indices = [.. members];
            if (indices.Length < 2) continue;
            new Philox(seed, (ulong)members.Key).Shuffle<int>(indices);
            aside.UnionWith(indices[..Math.Clamp((int)Math.Round(indices.Length * fraction), 1, indices.Length - 1)]);
        }
        return ([.. Enumerable.Range(0, labels.Length).Where(i => !aside.Contains(i))], [.. aside.Order()]);
    }
}
