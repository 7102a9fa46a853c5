namespace MlNetDeep.Tuning.Tests.Pruners;

/// <summary>Trials with reports, for pruners to look at.</summary>
internal static class Curves
{
    public static StudyHistory StudyOf(Direction direction, params TrialRecord[] trials) => new([direction], trials);

    /// <summary>Reports at steps 1, 2, ...</summary>
    public static TrialRecord Trial(int number, TrialState state, params double[] reports) => new()
    {
        Number = number,
        State = state,
        Values = state == TrialState.Complete ? [reports[^1]] : [],
        IntermediateValues = [.. reports.Select((value, i) => new IntermediateValue(0, i + 1, [value]))],
        ExecutionValues = state == TrialState.Complete ? [[reports[^1]]] : [],
    };

    public static TrialRecord Running(params double[] reports) => Trial(99, TrialState.Running, reports);
}
