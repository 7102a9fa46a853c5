namespace MlNetDeep.Tensors;

/// <summary>The recurrent units that a backend knows.</summary>
internal enum RecurrentKind
{
    Tanh,
    Relu,
    Gru,
    Lstm,
}
