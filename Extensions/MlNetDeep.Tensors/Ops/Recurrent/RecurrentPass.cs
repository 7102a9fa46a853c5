using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace MlNetDeep.Tensors;

/// <summary>One call of a recurrent operation: its shape rules, its results and its gradient, for every kind of unit.</summary>
internal sealed class RecurrentPass
{
    private readonly string _operation;
    private readonly RecurrentKind _kind;
    private readonly Tensor _input;
    private readonly RecurrentWeights[] _weights;
    private readonly Tensor? _initialState;
    private readonly Tensor? _initialCell;
    private readonly bool _sequence;
    private readonly bool _reverse;
    private readonly int _batch, _steps, _inputs, _units;
    private readonly Tensor? _lengths;
    private readonly Tensor[] _work, _previous, _previousCells;

    /// <param name="operation">For messages.</param>
    /// <param name="kind">The unit.</param>
    /// <param name="input">[N, T, C], or [N, C] for a single step.</param>
    /// <param name="initialState">The state and, for an LSTM, the cell; null for zeros.</param>
    /// <param name="options">Null for a single step.</param>
    /// <param name="weights">One or both directions.</param>
    private RecurrentPass(string operation, RecurrentKind kind, Tensor input, (Tensor? Hidden, Tensor? Cell) initialState, RecurrentOptions? options, RecurrentWeights[] weights)
    {
        ArgumentNullException.ThrowIfNull(input);
        foreach (RecurrentWeights direction in weights) ArgumentNullException.ThrowIfNull(direction, nameof(weights));
        _operation = operation;
        _kind = kind;
        _input = input;
        _weights = weights;
        (_initialState, _initialCell) = initialState;
        _sequence = options is not null;
        _reverse = options is { Reverse: true };

        if (_sequence && input.Rank != 3) Throw("the input is [N, T, C]");
        if (!_sequence && input.Rank != 2) Throw("the input is [N, C]");
        (_batch, _steps, _inputs) = (input.Shape[0], _sequence ? input.Shape[1] : 1, input.Shape[-1]);
        _units = CheckWeights();
        Shape stateShape = StateShape;
        if (_initialState is not null && _initialState.Shape != stateShape) Throw($"the initial state is {stateShape}");
        if (_initialCell is not null && _initialCell.Shape != stateShape) Throw($"the initial cell is {stateShape}");
        _lengths = options?.Lengths is { } lengths ? Store(lengths) : null;

        bool lstm = kind == RecurrentKind.Lstm;
        _work = new Tensor[weights.Length];
        _previous = new Tensor[weights.Length];
        _previousCells = lstm ? new Tensor[weights.Length] : [];
        Output = _sequence ? Tensor.Allocate([_batch, _steps, weights.Length * _units]) : null;
        State = Tensor.Allocate(stateShape);
        Cell = lstm ? Tensor.Allocate(stateShape) : null;
    }

    /// <summary>[N, T, H] or [N, T, 2 H]; null for a single step.</summary>
    internal Tensor? Output { get; }

    /// <summary>The state after the last step.</summary>
    internal Tensor State { get; }

    /// <summary>An LSTM's cell after the last step.</summary>
    internal Tensor? Cell { get; }

    private Shape StateShape => _weights.Length == 2 ? [2, _batch, _units] : [_batch, _units];

    /// <inheritdoc cref="RecurrentPass(string, RecurrentKind, Tensor, ValueTuple{Tensor, Tensor}, RecurrentOptions, RecurrentWeights[])"/>
    internal static RecurrentPass Run(string operation, RecurrentKind kind, Tensor input, (Tensor? Hidden, Tensor? Cell) initialState, RecurrentOptions? options, params RecurrentWeights[] weights)
    {
        var pass = new RecurrentPass(operation, kind, input, initialState, options, weights);
        pass.Forward();
        pass.Record();
        return pass;
    }

    private void Forward()
    {
        for (int d = 0; d < _weights.Length; d++)
        {
            RecurrentGeometry geometry = Geometry(d);
            _work[d] = Tensor.Allocate([_batch, _steps, geometry.WorkWidth]);
            _previous[d] = Tensor.Allocate([_batch, _steps, _units]);
            if (_previousCells.Length > 0) _previousCells[d] = Tensor.Allocate(_previous[d].Shape);
            Backend.Current.Recurrent(geometry, _input.Storage, Storages(_weights[d]), _initialState?.Storage, _initialCell?.Storage, Memory(d), Output?.Storage, State.Storage, Cell?.Storage);
        }
    }

    private void Record()
    {
        RecurrentWeights first = _weights[0], second = _weights[^1];
        ReadOnlySpan<Tensor> outputs = (Output, Cell) switch
        {
            (null, null) => [State],
            (null, { } cell) => [State, cell],
            ({ } output, null) => [State, output],
            ({ } output, { } cell) => [State, cell, output],
        };
        bool bidirectional = _weights.Length == 2;
        JointOutputs.Record(outputs, Backward,
            _input, _initialState, _initialCell,
            first.Input, first.State, first.InputBias, first.StateBias,
            bidirectional ? second.Input : null, bidirectional ? second.State : null, bidirectional ? second.InputBias : null, bidirectional ? second.StateBias : null);
        if (State.Node is null) FreeMemory();
    }

    private void Backward(Tensor?[] gradients)
    {
        Tensor? stateGradient = gradients[0], cellGradient = Cell is null ? null : gradients[1], outputGradient = Output is null ? null : gradients[^1];
        Tensor? inputGradient = Wanted(_input), initialStateGradient = Wanted(_initialState), initialCellGradient = Wanted(_initialCell);
        for (int d = 0; d < _weights.Length; d++)
        {
            RecurrentWeights weights = _weights[d];
            Tensor? input = Wanted(weights.Input), state = Wanted(weights.State), inputBias = Wanted(weights.InputBias), stateBias = Wanted(weights.StateBias);
            Backend.Current.RecurrentGradient(Geometry(d), _input.Storage, Storages(weights), Memory(d), Cell?.Storage,
                outputGradient?.Storage, stateGradient?.Storage, cellGradient?.Storage, inputGradient?.Storage, accumulate: d > 0,
                new RecurrentStorages(input?.Storage, state?.Storage, inputBias?.Storage, stateBias?.Storage), initialStateGradient?.Storage, initialCellGradient?.Storage);
            HandOver(weights.Input, input);
            HandOver(weights.State, state);
            HandOver(weights.InputBias, inputBias);
            HandOver(weights.StateBias, stateBias);
        }
        HandOver(_input, inputGradient);
        HandOver(_initialState, initialStateGradient);
        HandOver(_initialCell, initialCellGradient);
        FreeMemory();
    }

    private static Tensor? Wanted(Tensor? tensor) => tensor is { RequiresGrad: true } ? Tensor.Allocate(tensor.Shape) : null;

    private static void HandOver(Tensor? tensor, Tensor? gradient)
    {
        if (gradient is not null) tensor!.Accumulate(gradient);
    }

    private static RecurrentStorages Storages(RecurrentWeights weights) =>
        new(weights.Input.Storage, weights.State.Storage, weights.InputBias?.Storage, weights.StateBias?.Storage);

    private RecurrentGeometry Geometry(int direction) => new()
    {
        Kind = _kind,
        Batch = _batch,
        Steps = _steps,
        Inputs = _inputs,
        Units = _units,
        Reverse = _reverse || direction == 1,
        Direction = direction,
        Directions = _weights.Length,
    };

    private RecurrentMemory Memory(int d) => new(_work[d].Storage, _previous[d].Storage, _previousCells.Length > 0 ? _previousCells[d].Storage : null, _lengths?.Storage);

    private void FreeMemory()
    {
        foreach (Tensor tensor in _work) tensor.Free();
        foreach (Tensor tensor in _previous) tensor.Free();
        foreach (Tensor tensor in _previousCells) tensor.Free();
        _lengths?.Free();
    }

    /// <summary>Checks the weights of all directions and returns the number of units.</summary>
    private int CheckWeights()
    {
        string width = RecurrentGeometry.GatesOf(_kind) is > 1 and int gates ? $"{gates} H" : "H";
        int units = -1;
        foreach (RecurrentWeights weights in _weights)
        {
            ArgumentNullException.ThrowIfNull(weights.Input, nameof(weights.Input));
            ArgumentNullException.ThrowIfNull(weights.State, nameof(weights.State));
            Shape state = weights.State.Shape;
            if (state.Rank != 2 || state[1] != (long)RecurrentGeometry.GatesOf(_kind) * state[0]) Throw($"the state weight is [H, {width}]");
            if (units >= 0 && state[0] != units) Throw("both directions have the same number of units");
            units = state[0];
            if (weights.Input.Shape != [_inputs, state[1]]) Throw($"the input weight is [C, {width}], here [{_inputs}, {state[1]}]");
            if (weights.InputBias is { } inputBias && inputBias.Shape != [state[1]]) Throw($"the input bias is [{width}], here [{state[1]}]");
            if (weights.StateBias is { } stateBias && stateBias.Shape != [state[1]]) Throw($"the state bias is [{width}], here [{state[1]}]");
        }
        return units;
    }

    /// <summary>The lengths as integers in the memory of a tensor, which the step takes back.</summary>
    private Tensor Store(IReadOnlyList<int> lengths)
    {
        if (lengths.Count != _batch) Throw($"there is one length per sequence, {_batch}, but {lengths.Count} are given");
        Tensor stored = Tensor.Allocate([_batch]);
        Span<int> numbers = MemoryMarshal.Cast<float, int>(stored.Span);
        for (int i = 0; i < numbers.Length; i++)
        {
            if (lengths[i] < 0 || lengths[i] > _steps) Throw($"the lengths are at least 0 and at most T, {_steps}, but that of sequence {i} is {lengths[i]}");
            numbers[i] = lengths[i];
        }
        return stored;
    }

    [DoesNotReturn]
    private void Throw(string rule)
    {
        var shapes = new List<Shape> { _input.Shape };
        Add(_initialState);
        Add(_initialCell);
        foreach (RecurrentWeights weights in _weights)
        {
            Add(weights.Input);
            Add(weights.State);
            Add(weights.InputBias);
            Add(weights.StateBias);
        }
        Ops.ThrowShape(_operation, rule, CollectionsMarshal.AsSpan(shapes));

        void Add(Tensor? tensor)
        {
            if (tensor is not null) shapes.Add(tensor.Shape);
        }
    }
}
