namespace MlNetDeep.Tuning;

/// <summary>How a worker's search ended, in the file that its starter reads. A worker that is killed leaves none.</summary>
/// <param name="Outcome">Whether it reached its end.</param>
/// <param name="Message">The exception that ended it.</param>
internal sealed record WorkerResult(WorkerOutcome Outcome, string Message = "")
{
    public void Write(string path) => File.WriteAllText(path, $"{Outcome}\n{Message}");

    public static WorkerResult? TryRead(string path)
    {
        if (!File.Exists(path)) return null;
        string[] parts = File.ReadAllText(path).Split('\n', 2);
        return parts.Length == 2 && Enum.TryParse(parts[0], out WorkerOutcome outcome) ? new WorkerResult(outcome, parts[1]) : null;
    }
}
