if (args is not [var folder])
{
    await Console.Error.WriteLineAsync("usage: PhantomGenerator OUT_DIR");
    return 2;
}

SampleDataset.Write(folder);
return 0;
