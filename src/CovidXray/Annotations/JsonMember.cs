namespace CovidXray.Annotations;

/// <summary>A member of a JSON object that the model has no field for, kept as it stands so that nothing is lost.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Json">Its value, as UTF-8 JSON text, byte for byte.</param>
public readonly record struct JsonMember(string Name, ReadOnlyMemory<byte> Json);
