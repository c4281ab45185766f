namespace PhantomGenerator.Anatomy;

/// <summary>How the phantom stands before the film, in thousandths.</summary>
/// <param name="Zoom">Size on the film; 1000 fills it.</param>
/// <param name="ShiftX">Off centre, of the width.</param>
/// <param name="ShiftY">Off centre, of the height.</param>
/// <param name="Lean">Sideways lean.</param>
/// <param name="Inflation">How deep the breath is: it moves the diaphragm, 1000 being a full one.</param>
/// <param name="Heart">Width of the heart; an AP film magnifies it.</param>
internal sealed record Posture(int Zoom = 1000, int ShiftX = 0, int ShiftY = 0, int Lean = 0, int Inflation = 1000, int Heart = 1000);
