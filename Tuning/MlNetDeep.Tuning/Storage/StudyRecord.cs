namespace MlNetDeep.Tuning;

/// <summary>What a storage knows of a study besides its trials.</summary>
/// <param name="Id">The key of the study in its storage.</param>
/// <param name="Name">The name, unique in the storage.</param>
/// <param name="Directions">One direction for each objective.</param>
/// <param name="UserAttributes">What users attached to the study.</param>
public sealed record StudyRecord(long Id, string Name, IReadOnlyList<Direction> Directions, IReadOnlyDictionary<string, object?> UserAttributes);
