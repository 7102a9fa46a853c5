namespace MlNetDeep.Tuning;

/// <summary>Which of several worker processes a program is; see <c>Study.OptimizeWithProcesses</c>.</summary>
public static class WorkerProcess
{
    /// <summary>
    /// The index of this process among the workers, from 0, e.g. to choose a device by; null in the program that started them, and in one
    /// without workers. Also in the environment variable <c>MLNETDEEP_WORKER</c>.
    /// </summary>
    public static int? Index => WorkerAssignment.Current?.Worker;

    /// <summary>How many worker processes there are; 1 in a program that is none of several.</summary>
    public static int Count => WorkerAssignment.Current?.Workers ?? 1;
}
