using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class MixingTests
{
    [Fact]
    public void Mixup_blends_each_sample_with_its_partner_by_the_share_of_the_loss()
    {
        var batch = new Batch([TestData.Random([8, 3], 1)], [0, 1, 2, 3, 4, 5, 6, 7]);
        float[] original = batch.Inputs[0].ToArray();
        MixedBatch mixed = new SampleMixer(0.4f, 0, seed: 5).Mix(batch, 3);
        Assert.InRange(mixed.Share, 0.5f, 1);
        int[] partner = mixed.Partner!.Labels!;
        Assert.Equal(Enumerable.Range(0, 8), partner.Order());
        Assert.Equal(Enumerable.Range(0, 8), batch.Labels);
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 3; j++)
                Assert.Equal(mixed.Share * original[3 * i + j] + (1 - mixed.Share) * original[3 * partner[i] + j], batch.Inputs[0].Span[3 * i + j], 1e-6f);
    }

    [Fact]
    public void Cutmix_pastes_a_rectangle_whose_area_is_the_partners_share()
    {
        for (int number = 0; number < 50; number++)
        {
            // Each sample holds its own number everywhere.
            Tensor images = Tensor.Zeros([5, 6, 8, 2]);
            for (int i = 0; i < images.Count; i++) images.Span[i] = i / 96;
            var batch = new Batch([images], [0, 1, 2, 3, 4]);
            MixedBatch mixed = new SampleMixer(0, 1, seed: 5).Mix(batch, number);
            for (int i = 0; i < 5; i++)
            {
                int[] pixels = [.. images.ToArray()[(96 * i)..(96 * (i + 1))].Select(value => (int)value)];
                Assert.All(pixels, value => Assert.True(value == i || value == mixed.Partner!.Labels![i]));
                if (mixed.Partner!.Labels![i] != i) Assert.Equal(mixed.Share, pixels.Count(value => value == i) / 96f, 1e-6f);
            }
        }
    }

    [Fact]
    public void Cutmix_cuts_the_same_rectangle_out_of_every_input()
    {
        for (int number = 0; number < 30; number++)
        {
            Tensor first = Tensor.Zeros([4, 6, 8, 1]), second = Tensor.Zeros([4, 6, 8, 1]);
            for (int i = 0; i < first.Count; i++) first.Span[i] = second.Span[i] = i / 48;
            MixedBatch mixed = new SampleMixer(0, 1, seed: 9).Mix(new Batch([first, second], [new TargetData([0, 1, 2, 3], null)]), number);
            Assert.Equal(first.ToArray(), second.ToArray());
            int i0 = Array.FindIndex(mixed.Partner!.Labels!, 0, label => label != Array.IndexOf(mixed.Partner.Labels!, label));
            if (i0 >= 0) Assert.Equal(mixed.Share, first.ToArray()[(48 * i0)..(48 * (i0 + 1))].Count(value => (int)value == i0) / 48f, 1e-6f);
        }
    }

    private sealed class TaggedBatch(IReadOnlyList<Tensor> inputs, int[] labels) : Batch(inputs, labels);

    private sealed class TaggedData : Dataset
    {
        private readonly TensorDataset _data = TestData.Blobs(12, 3, 1);

        public override int Count => _data.Count;

        public override IReadOnlyList<Shape> InputShapes => _data.InputShapes;

        public override Batch CreateBatch(int count) => new TaggedBatch(_data.CreateBatch(count).Inputs, new int[count]);

        public override void Load(ReadOnlySpan<int> indices, LoadContext context, Batch batch) => _data.Load(indices, context, batch);
    }

    [Fact]
    public void A_batch_that_carries_more_than_is_mixed_is_refused()
    {
        var trainer = new Trainer(TestData.Mlp(2, 3), new SoftmaxCrossEntropy(), new Sgd());
        string message = Assert.Throws<ArgumentException>(() => trainer.Fit(new TaggedData(), new TrainingOptions { Mixup = 0.2f })).Message;
        Assert.Contains("do not know what a TaggedBatch carries", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.1f)]
    [InlineData(1f)]
    [InlineData(3f)]
    public void Shares_have_the_moments_of_the_beta_distribution(float alpha)
    {
        double[] shares = [.. Enumerable.Range(0, 20_000).Select(i => (double)BetaDistribution.Sample(alpha, new Philox(7, (ulong)i)))];
        Assert.All(shares, share => Assert.InRange(share, 0, 1));
        Assert.Equal(0.5, shares.Average(), 0.01);
        Assert.Equal(1 / (4 * (2 * alpha + 1)), shares.Average(share => (share - 0.5) * (share - 0.5)), 0.005);
    }

    [Fact]
    public void Mixed_trainings_learn_and_repeat_bit_for_bit()
    {
        var options = new TrainingOptions { Epochs = 14, BatchSize = 20, Mixup = 0.2f, CutMix = 1 };
        Network[] networks = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            Network network = TestData.ConvNet();
            var trainer = new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.01f));
            trainer.Fit(TestData.Bars(300, 1), options);
            Assert.True(trainer.Evaluate(TestData.Bars(100, 2)).Accuracy > 0.9);
            return network;
        })];
        TestData.AssertSameBits(networks[0], networks[1]);
    }

    [Fact]
    public void What_cannot_be_mixed_is_refused()
    {
        var trainer = new Trainer(TestData.Mlp(2, 3), new SoftmaxCrossEntropy(), new Adam());
        Assert.Contains("samples of shape [2]", Assert.Throws<ArgumentException>(() => trainer.Fit(TestData.Blobs(9, 3, 1), new TrainingOptions { CutMix = 1 })).Message, StringComparison.Ordinal);
        var own = new Trainer(TestData.Mlp(2, 3), (network, batch, context) => default, new Adam());
        Assert.Contains("a step function has to mix", Assert.Throws<ArgumentException>(() => own.Fit(TestData.Blobs(9, 3, 1), new TrainingOptions { Mixup = 1 })).Message, StringComparison.Ordinal);
    }
}
