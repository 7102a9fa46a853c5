namespace MlNetDeep.Tensors;

/// <summary>The losses of an output and a target element by element that a backend knows, each with its gradients.</summary>
internal enum LossFunction
{
    SquaredError,
    AbsoluteError,
    Huber,
    SmoothL1,
    BinaryCrossEntropy,
    BinaryCrossEntropyWithLogits,
    SigmoidFocal,
    Hinge,
    SquaredHinge,
    KullbackLeibler,
    KullbackLeiblerLog,
    Poisson,
    PoissonFull,
    PoissonLog,
    PoissonLogFull,
    TripletMargin,
    Contrastive,
    CosineEmbedding,
}
