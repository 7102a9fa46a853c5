using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDeep.Pipelines.Rows;

namespace MlNetDeep.Pipelines;

/// <summary>Scores rows that hold an image: both added columns come from one pass of the network.</summary>
internal sealed class ImageRowScorer(ImageClassifier classifier, DataViewSchema inputSchema, DataViewSchema.Column image)
    : RowScorer(inputSchema, ScoreColumns.Append(inputSchema, classifier.PredictedLabelColumnName, classifier.ScoreColumnName, classifier.Labels))
{
    public override IReadOnlyList<DataViewSchema.Column> Dependencies { get; } = [image];

    public override int BatchSize => 64;

    public override ScoringSession Open(DataViewRow input, int capacity) =>
        new Session(classifier, new ImageReader(input, image, classifier.ImageWidth, classifier.ImageHeight), InputSchema.Count, capacity);

    private sealed class Session(ImageClassifier classifier, ImageReader reader, int predictedLabelIndex, int capacity) : ScoringSession
    {
        private readonly byte[] _images = new byte[capacity * classifier.ImageLength];
        private readonly float[] _scores = new float[capacity * classifier.Labels.Count];

        public override void Take(int slot) => reader.Read(_images.AsSpan(slot * classifier.ImageLength, classifier.ImageLength));

        public override void Score(int count) => classifier.Classify(_images, count, _scores);

        public override Delegate GetGetter(DataViewSchema.Column column, Func<int> slot) => column.Index == predictedLabelIndex
            ? (ValueGetter<uint>)((ref uint value) => value = (uint)IndexOfMax(ScoresOf(slot())) + 1)
            : (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) =>
            {
                ReadOnlySpan<float> scores = ScoresOf(slot());
                VBufferEditor<float> editor = VBufferEditor.Create(ref value, scores.Length);
                scores.CopyTo(editor.Values);
                value = editor.Commit();
            });

        private ReadOnlySpan<float> ScoresOf(int slot) => _scores.AsSpan(slot * classifier.Labels.Count, classifier.Labels.Count);

        private static int IndexOfMax(ReadOnlySpan<float> scores)
        {
            int best = 0;
            for (int i = 1; i < scores.Length; i++)
                if (scores[i] > scores[best]) best = i;
            return best;
        }
    }
}
