using CovidXray.Annotations;

namespace CovidXray.Tests.Annotations;

public sealed class ReadingNotesTests
{
    [Fact]
    public void Notes_of_one_kind_are_summed_in_each_image_and_each_image_counts_once()
    {
        var notes = new ReadingNotes();
        notes.Add(Image("a", new ReadingNote("odd things", 2, "z"), new ReadingNote("odd things", 3, "y"), new ReadingNote("even things", 1)));
        notes.Add(Image("b", new ReadingNote("odd things", 1)));
        notes.Add(Image("a", new ReadingNote("odd things", 4, "y")));
        Assert.Equal(["even things: 1 in 1 image", "odd things: 6 in 2 images, such as 'y'"], notes.ToList());
    }

    [Fact]
    public void What_only_the_whole_image_shows_counts_though_it_was_read_without_coordinates_before()
    {
        var notes = new ReadingNotes();
        notes.Add(Image("a", new ReadingNote("odd things", 1)));
        notes.Add(Image("a", new ReadingNote("odd things", 5)));
        Assert.Equal(["odd things: 5 in 1 image"], notes.ToList());
    }

    private static AnnotatedImage Image(string id, params ReadingNote[] notes) => new(id, 1, 1, []) { Notes = notes };
}
