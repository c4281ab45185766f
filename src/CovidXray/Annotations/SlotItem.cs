namespace CovidXray.Annotations;

/// <summary>The item that an image is a slot of, where each slot is an image of its own.</summary>
/// <param name="Id">The item's identifier, which names its document.</param>
/// <param name="Order">The slot's position among those of the item.</param>
internal sealed record SlotItem(string Id, int Order)
{
    /// <summary>What stands between an item's identifier and its slot in an image's identifier: <c>ID@SLOT</c>.</summary>
    public const char Separator = '@';

    /// <summary>The identifier of a slot's image.</summary>
    public string ImageId(string slot) => Id + Separator + slot;
}
